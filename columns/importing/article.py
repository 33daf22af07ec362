"""The article of a page: its lines grouped into blocks, with what was noticed on the way."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from django.utils.translation import gettext as _

from columns.importing import furniture, quotes
from columns.importing.blocks import Block, Heading, Paragraph, Quote
from columns.importing.headings import find_headings
from columns.importing.lines import PIPES, Line
from columns.importing.lists import read_list
from columns.importing.parsed import Notes

CAPTION = re.compile(rf"(?:图|图源|图片来源|配图)\s*[{PIPES}:：]\s*[^。；]{{1,30}}")
LOST_LINK = re.compile(
    r"(在这里|此处|点击这里|点此|戳这里)(查看|阅读|了解|观看|收听)?|(查看|阅读)(原文|链接)"
)


def read_article(lines: list[Line], labels: Sequence[str], notes: Notes) -> list[Block]:
    """The blocks of the article in reading order."""
    lines = [line for line in lines if not _is_dropped(line, notes)]
    headings = find_headings(lines, labels)
    _note_gaps(lines, headings, notes)
    _note_lost_links(lines, notes)
    blocks: list[Block] = []
    at = 0
    while at < len(lines):
        new, at = _next_blocks(lines, at, headings, notes)
        blocks += new
    return blocks


def _is_dropped(line: Line, notes: Notes) -> bool:
    reason = None if line.mark else furniture.anywhere(line.text)
    if not line.mark and CAPTION.fullmatch(line.text):
        reason = _("正文图片的来源：文本里没有图片，请在编辑器里补图并填写来源")
    if reason:
        notes.drop(line.number, line.text, reason)
    return reason is not None


def _next_blocks(
    lines: list[Line], at: int, headings: frozenset[int], notes: Notes
) -> tuple[Sequence[Block], int]:
    """The block or blocks that open at `at`, and the place of the line after them."""
    line = lines[at]
    if line.mark:
        end = next((n for n in range(at, len(lines)) if not lines[n].mark), len(lines))
        notes.found(line.number, _("列表"), _("%(count)d 条") % {"count": end - at})
        return read_list(lines[at:end], notes), end
    if line.number in headings:
        notes.found(line.number, _("小节标题"), line.text)
        return [Heading(line.number, line.text)], at + 1
    if at and lines[at - 1].number not in headings and _is_quoted(lines[at - 1], line):
        end = at + quotes.length(lines[at : at + quotes.AT_MOST])
        notes.found(line.number, _("引文"), _abridged(line.text))
        return [Quote(line.number, tuple(each.text for each in lines[at:end]))], end
    return [Paragraph(line.number, line.text)], at + 1


def _is_quoted(before: Line, line: Line) -> bool:
    return not before.mark and (
        (quotes.announces(before) and not line.opens_more)
        or (before.opens_more and quotes.is_enclosed(line))
        or quotes.announces_unpunctuated(before, line)
    )


def _note_gaps(lines: list[Line], headings: frozenset[int], notes: Notes) -> None:
    """More blank lines than elsewhere are where a picture stood before the copy."""
    usual = Counter(line.blanks for line in lines[1:]).most_common(1)
    for before, line in pairwise(lines):
        near_heading = {before.number, line.number} & headings
        if line.blanks > usual[0][0] and not near_heading:
            notes.found(line.number, _("前面空行较多，原处可能有图片"), _abridged(line.text))


def _note_lost_links(lines: list[Line], notes: Notes) -> None:
    for line in lines:
        if match := LOST_LINK.search(line.text):
            notes.found(line.number, _("可能有一个没有复制过来的链接"), match[0])


def _abridged(text: str, most: int = 24) -> str:
    return text if len(text) <= most else f"{text[:most]}…"
