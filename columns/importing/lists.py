"""Runs of marked lines as lists: nesting by indent, and bullets that only introduce others."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from columns.importing.blocks import Item, Listing, Paragraph
from columns.importing.lines import Line
from columns.importing.numerals import NUMERAL, read_numeral
from columns.importing.parsed import Notes

# A sentence that turns against or draws on what stood before is no member of the list.
TURN = re.compile(
    r"(不过|但是?|然而|可是|此外|另外|同时|因此|所以|总之|与此同时|除此之外|而且|当然)"
)
DEEPEST = 4  # levels below the first; what is indented further stands there too
COUNT = re.compile(rf"(?P<count>{NUMERAL})\s*[个大条项点种类方件步]\D{{0,14}}$")


def read_list(lines: Sequence[Line], notes: Notes) -> list[Listing | Paragraph]:
    """One run of marked lines, with introducing bullets set as paragraphs or as parents."""
    blocks: list[Listing | Paragraph] = []
    items: list[Item] = []
    for item in _introductions(_nest(_levelled(lines), 0), notes):
        if isinstance(item, Item):
            items.append(item)
            continue
        blocks += [*_listing(items), item]
        items = []
    return [*blocks, *_listing(items)]


def _listing(items: list[Item]) -> list[Listing]:
    return [Listing(items[0].line, tuple(items))] if items else []


def _levelled(lines: Sequence[Line]) -> list[Line]:
    """The lines with their depth, from 0, in place of their indent."""
    indents = sorted({line.indent for line in lines})
    depths = {indent: min(depth, DEEPEST) for depth, indent in enumerate(indents)}
    return [replace(line, indent=depths[line.indent]) for line in lines]


def _nest(lines: Sequence[Line], indent: int) -> tuple[Item, ...]:
    """Items of the least indent, each holding the deeper ones that follow it."""
    items: list[Item] = []
    at = 0
    while at < len(lines):
        end = next((n for n in range(at + 1, len(lines)) if lines[n].indent <= indent), len(lines))
        below = lines[at + 1 : end]
        children = _nest(below, min(line.indent for line in below)) if below else ()
        items.append(Item(lines[at].number, lines[at].text, lines[at].mark, children))
        at = end
    return tuple(items)


def _introductions(items: Sequence[Item], notes: Notes) -> Iterator[Item | Paragraph]:
    """
    Mend copies that flatten `… two things:` and its two things into one level.

    An editor would make it a paragraph when it turns away from the list or claims all that is
    left; a parent when it claims the next few; and leave it when it does not say.
    """
    at = 0
    while at < len(items):
        item, left = items[at], len(items) - at - 1
        claimed = _claimed(item.text) if left and _introduces(item) else None
        if left and _introduces(item) and (TURN.match(item.text) or claimed == left):
            notes.found(item.line, _("列表里的一段话，改作段落"), item.text)
            yield Paragraph(item.line, item.text)
        elif claimed and claimed < left:
            notes.found(item.line, _("列表项，后面的几项归在它下面"), item.text)
            yield replace(item, children=tuple(items[at + 1 : at + 1 + claimed]))
            at += claimed
        else:
            yield item
        at += 1


def _introduces(item: Item) -> bool:
    return item.text.endswith((":", "：")) and not item.children


def _claimed(text: str) -> int | None:
    match = COUNT.search(text.rstrip(":："))
    return read_numeral(match["count"]) if match else None
