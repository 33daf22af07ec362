"""What is too long for the tables: shortened where that loses nothing, else refused."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from django.db.models import Model
from django.utils.translation import gettext as _

from columns.importing.parsed import Dropped, NotUnderstood, ParsedIssue
from columns.models import Author, Column, Image, Issue, Season, Topic


def fit(parsed: ParsedIssue) -> ParsedIssue:
    """
    The same with a standfirst that has room; what it says stands in the text as well.

    :raises NotUnderstood: if anything else is too long, naming its length and the room there is.
    """
    refuse_what_does_not_fit(parsed)
    room = Issue._meta.get_field("standfirst").max_length or 0
    if len(parsed.standfirst) <= room:
        return parsed
    reason = _("导语有 %(length)d 个字，最多 %(limit)d 个，只留下开头") % {
        "length": len(parsed.standfirst),
        "limit": room,
    }
    loss = Dropped(0, parsed.standfirst, reason)
    short = f"{parsed.standfirst[: room - 1]}…"
    return replace(parsed, standfirst=short, dropped=(*parsed.dropped, loss))


def refuse_what_does_not_fit(parsed: ParsedIssue) -> None:
    """:raises NotUnderstood: naming the line, its length and the room there is."""
    for model, name, value in _values(parsed):
        field = model._meta.get_field(name)
        limit = getattr(field, "max_length", None)
        if limit is not None and len(value) > limit:
            reason = _("“%(field)s”有 %(length)d 个字，最多 %(limit)d 个。请改短这一行，再导入。")
            label = getattr(field, "verbose_name", name)
            values = {"field": label, "length": len(value), "limit": limit}
            raise NotUnderstood(_line_of(value, parsed), reason % values)


def _values(parsed: ParsedIssue) -> Iterator[tuple[type[Model], str, str]]:
    yield Column, "name", parsed.column_name
    yield Column, "tagline", parsed.column_tagline
    yield Column, "reproduction_notice", parsed.reproduction_notice
    yield Column, "complaint_notice", parsed.complaint_notice
    yield Season, "title", parsed.season_title
    yield Issue, "headline", parsed.headline
    yield Issue, "rubric", parsed.rubric
    yield Image, "credit", parsed.head_image_credit
    yield from ((Author, "name", name) for name in parsed.authors)
    for topic in parsed.topics:
        yield Topic, "label", topic.label
        yield Topic, "question", topic.question
        yield Topic, "section", topic.section


def _line_of(value: str, parsed: ParsedIssue) -> int:
    return next((found.line for found in parsed.recognised if value in found.value), 0)
