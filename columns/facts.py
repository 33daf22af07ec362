"""
What an issue says besides its text: headline, rubric, standfirst, by-line, topics, head image.

As plain data they travel with the working copy and are kept in every revision; the issue's own
rows hold what is printed. A public issue's rows change only when a new revision goes live.
"""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from columns.models import Author, Byline, Image, Issue, Topic
from neican.kernel.typed import one_line

Facts = dict[str, Any]
"""
`headline`, `rubric`, `standfirst`: str; `is_trial`: bool; `head_image`: id or None; `authors`: ids
in printed order; `topics`: [{"label", "question", "section"}].
"""

NAMES = ("headline", "rubric", "standfirst", "is_trial", "head_image", "authors", "topics")
# Those that are fields of the issue's own row.
FIELDS = ("headline", "rubric", "standfirst", "is_trial")


def printed(issue: Issue) -> Facts:
    """The facts as the issue's rows hold them."""
    rows = issue.topics.values("label", "question", "section")
    return {
        **{name: getattr(issue, name) for name in FIELDS},
        "head_image": issue.head_image_id,
        "authors": list(issue.bylines.values_list("author", flat=True)),
        "topics": [dict(row) for row in rows],
    }


def changed(facts: Facts, given: Mapping[str, Any]) -> Facts:
    """
    The facts with those given put in their place, cleaned.

    :raises KeyError: for a name that is no fact.
    """
    unknown = given.keys() - set(NAMES)
    if unknown:
        raise KeyError(", ".join(sorted(unknown)))
    return {**facts, **cleaned(dict(given))}


def cleaned(value: Any) -> Any:
    """
    The facts, or a part of them, with every string on one line and nothing unseen in it.

    One control character in a headline would break the column's feed, and the table of some
    databases.
    """
    if isinstance(value, str):
        return one_line(value)
    if isinstance(value, list):
        return [cleaned(one) for one in value]
    if isinstance(value, dict):
        return {name: cleaned(one) for name, one in value.items()}
    return value


@transaction.atomic
def print_(issue: Issue, facts: Facts) -> None:
    """
    Write the facts to the issue's rows.

    What has left the house since (an author, a picture) is passed over: the database keeps rows
    that are printed somewhere, so this concerns only what was never public.
    """
    facts = cleaned(facts)
    for name in FIELDS:
        setattr(issue, name, facts[name])
    issue.head_image = Image.objects.filter(pk=facts["head_image"]).first()
    issue.save(update_fields=[*FIELDS, "head_image"])
    if printed(issue) != facts:
        _print_rows(issue, facts)


def _print_rows(issue: Issue, facts: Facts) -> None:
    known = set(Author.objects.filter(pk__in=facts["authors"]).values_list("pk", flat=True))
    issue.bylines.all().delete()
    Byline.objects.bulk_create(
        Byline(issue=issue, author_id=author, position=place)
        for place, author in enumerate((one for one in facts["authors"] if one in known), start=1)
    )
    issue.topics.all().delete()
    Topic.objects.bulk_create(topics_of(issue, facts))


def topics_of(issue: Issue, facts: Facts) -> list[Topic]:
    """The topics in order, not saved."""
    return [
        Topic(issue=issue, position=place, **topic)
        for place, topic in enumerate(cleaned(facts["topics"]), start=1)
    ]
