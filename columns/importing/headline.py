"""The headline of a page: which of its first lines it is, and its rubric."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

from columns.importing import furniture, labelled
from columns.importing.lines import PIPES, Line
from columns.importing.parsed import NotUnderstood

TOP = 12  # lines within which the headline must appear
HEADLINE_AT_MOST = 80  # characters
SITE_NAME = re.compile(r"\s*[-_\u2013\u2014]\s*.{1,15}")
OPEN_END = ("。", "；", ";", "：", ":", "，", ",")  # no title ends so


def find_headline(lines: list[Line]) -> Line:
    """
    The repeated line, else the one with a rubric, else the one above the date, else the first.

    :raises NotUnderstood: if no line near the top can be a title.
    """
    top = [line for line in lines[:TOP] if _may_be_headline(line)]
    repeated = [line for line in top if any(repeats(each, line) for each in top)]
    with_rubric = [line for line in top if split_rubric(line.text)[1]]
    for candidates in (repeated, with_rubric, _above_date(lines[:TOP]), top):
        if candidates:
            return candidates[0]
    reason = _("前 %(top)d 行里找不到标题。请连同网页上的标题一起复制，让标题独占一行，再导入。")
    raise NotUnderstood(lines[0].number if lines else 1, reason % {"top": TOP})


def split_rubric(title: str) -> tuple[str, str]:
    """Headline and rubric, parted at the last bar."""
    head, bar, rubric = title.rpartition(next((c for c in reversed(title) if c in PIPES), "\0"))
    parts = head.strip(), rubric.strip()
    return parts if bar and all(parts) else (title, "")


def repeats(line: Line, headline: Line) -> bool:
    """Whether another line says the headline again, perhaps with the name of the site."""
    tail = line.text.removeprefix(headline.text)
    is_same = not tail or SITE_NAME.fullmatch(tail) is not None
    return line is not headline and line.text.startswith(headline.text) and is_same


def is_labelled(line: Line) -> bool:
    """Whether the line says by its own shape that it belongs to the masthead."""
    return bool(
        labelled.DATE.fullmatch(line.text)
        or labelled.COLUMN.fullmatch(line.text)
        or labelled.read_credits(line)
        or furniture.anywhere(line.text)
    )


def _may_be_headline(line: Line) -> bool:
    fits = len(line.text) <= HEADLINE_AT_MOST and not line.text.endswith(OPEN_END)
    is_other = line.mark or is_labelled(line) or furniture.at_the_edges(line.text)
    return fits and not is_other


def _above_date(lines: list[Line]) -> list[Line]:
    dated = [n for n, line in enumerate(lines) if n and labelled.DATE.fullmatch(line.text)]
    return [lines[n - 1] for n in dated[:1] if _may_be_headline(lines[n - 1])]
