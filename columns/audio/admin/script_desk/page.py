"""The page of a script: its parts, its rows, and what was just refused."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from columns.admin.pages import issue_page
from columns.audio import tasks
from columns.audio.admin.script_desk.rows import Row, missing, rows_of
from columns.audio.admin.script_desk.texts import Desk
from columns.audio.models import OwnScript
from columns.audio.script import Line, pages
from columns.audio.services.reading import script_of
from neican.kernel.bell import BELL
from neican.kernel.numbers import number_in


@dataclass(frozen=True, slots=True)
class Part:
    """One screen of the script; its number counts from one."""

    number: int
    script: list[Line]
    lines: list[Line]
    parts: list[list[Line]]

    @property
    def names(self) -> list[dict[str, Any]]:
        """Every part with the chapters that begin in it."""
        return [
            {"number": number, "titles": list(dict.fromkeys(one.chapter for one in lines))}
            for number, lines in enumerate(self.parts, start=1)
        ]


def part_of(desk: Desk, asked: str, *, sentence_id: str = "") -> Part:
    """The part asked for, or the one with a sentence; what is not there is the nearest."""
    script = script_of(desk.revision)
    parts = pages(script)
    number = number_in(asked, 4) or 1
    if sentence_id:
        holding = [
            place
            for place, lines in enumerate(parts, start=1)
            if any(one.sentence_id == sentence_id for one in lines)
        ]
        number = holding[0] if holding else number
    number = min(max(number, 1), len(parts))
    return Part(number, script, parts[number - 1], parts)


def script_page(
    request: HttpRequest,
    desk: Desk,
    part: Part,
    *,
    status: int = 200,
    refused: dict[str, str] | None = None,
) -> HttpResponse:
    """`refused`: {"sentence", "words", "why"} of a change that could not be made."""
    rows = rows_of(desk.revision, part.script, part.lines)
    if refused is not None:
        _show_refusal(rows, refused)
    wanting = missing(rows)
    if wanting:
        ask_to_read(desk, part)
    own = OwnScript.objects.filter(issue=desk.issue).select_related("changed_by").first()
    return issue_page(
        request,
        "admin/audio/script/script.html",
        issue=desk.issue,
        title=_("播讲稿"),
        room="script",
        status=status,
        desk=desk,
        part=part,
        rows=rows,
        missing=wanting,
        own=own,
        query=address_query(desk, part),
    )


def _show_refusal(rows: list[Row], refused: dict[str, str]) -> None:
    for row in rows:
        if row.line.sentence_id == refused["sentence"]:
            row.refusal, row.opens = refused["why"], True
            row.typed = refused["words"] or row.typed


def ask_to_read(desk: Desk, part: Part) -> None:
    """Have a worker find out how these lines are read."""
    BELL.ring(tasks.read, revision_id=desk.revision.pk, page=part.number)


def address_query(desk: Desk, part: Part) -> str:
    """What stands behind the question mark of this very page."""
    return urlencode({"revision": desk.revision.number, "part": part.number})


def script_address(desk: Desk, part: Part, sentence_id: str = "") -> str:
    """This page, at a sentence."""
    address = reverse("admin:audio_script", args=[desk.issue.pk])
    anchor = f"#line-{sentence_id}" if sentence_id else ""
    return f"{address}?{address_query(desk, part)}{anchor}"
