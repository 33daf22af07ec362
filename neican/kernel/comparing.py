"""What changed between two texts: block by block, and within a block by character or word."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from enum import StrEnum

from neican.kernel.anchors import anchors
from neican.kernel.pairing import pairs


class Change(StrEnum):
    """What became of a block or of a run of characters."""

    SAME = "same"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Row:
    """A block on both sides, or on one; a moved one has a row at its old place and at its new."""

    kind: Change
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Span:
    """A run of characters: the same, added or removed."""

    kind: Change
    text: str


def compare(before: Sequence[str], after: Sequence[str]) -> list[Row]:
    """The rows of a comparison in reading order; blocks are top-level elements as strings."""
    return _with_moves(list(_rows(before, after)))


def _rows(before: Sequence[str], after: Sequence[str]) -> Iterator[Row]:
    gone, come = 0, 0
    for place, counterpart in [*pairs(before, after), (len(before), len(after))]:
        yield from (Row(Change.REMOVED, block, None) for block in before[gone:place])
        yield from (Row(Change.ADDED, None, block) for block in after[come:counterpart])
        if place < len(before):
            old, new = before[place], after[counterpart]
            yield Row(Change.SAME if old == new else Change.CHANGED, old, new)
        gone, come = place + 1, counterpart + 1


def _with_moves(rows: list[Row]) -> list[Row]:
    """A block that went in one place and came in another has moved."""
    gone = Counter(row.before for row in rows if row.kind is Change.REMOVED)
    come = Counter(row.after for row in rows if row.kind is Change.ADDED)
    # Of repeated ones nobody can say which went where.
    moved = {block for block in gone if gone[block] == come[block] == 1}
    return [
        replace(row, kind=Change.MOVED)
        if row.kind in (Change.ADDED, Change.REMOVED) and (row.before or row.after) in moved
        else row
        for row in rows
    ]


# A word or number in Latin letters changes as a whole: 4.5 → 4.8 is no matter of one digit.
_TOKEN = re.compile(r"[0-9A-Za-zÀ-ɏ]+(?:[.,'’_-][0-9A-Za-zÀ-ɏ]+)*|\s+|.", re.DOTALL)
_ANCHOR = 5  # tokens in a row that are found once on each side
_MOST_CELLS = 1_000_000  # a stretch without anchors beyond this is replaced whole
_ISLAND = 4  # characters: an unchanged run no longer than this may drown between changes


def character_changes(before: str, after: str) -> list[Span]:
    """
    The runs that make up both texts: `same` + `removed` give `before`, `same` + `added` `after`.

    Han by character, Latin and numbers by word. Where text was replaced, the old comes first.
    """
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    spans: list[Span] = []
    for is_same, gone, come in _islands_drowned(list(_stretches(old, new))):
        if is_same:
            spans.append(Span(Change.SAME, gone))
            continue
        spans += [Span(Change.REMOVED, gone)] if gone else []
        spans += [Span(Change.ADDED, come)] if come else []
    return spans


_Stretch = tuple[bool, str, str]
"""Whether it is unchanged, what stood there, what stands there."""


def _stretches(old: list[str], new: list[str]) -> Iterator[_Stretch]:
    """Anchored runs are the same; only what lies between them is weighed, which keeps it quick."""
    gone, come = 0, 0
    for place, counterpart, length in [*anchors(old, new, run=_ANCHOR), (len(old), len(new), 0)]:
        yield from _weighed(old[gone:place], new[come:counterpart])
        gone, come = place + length, counterpart + length
        if length:
            same = "".join(old[place:gone])
            yield True, same, same


def _weighed(old: list[str], new: list[str]) -> Iterator[_Stretch]:
    if not old and not new:
        return
    if len(old) * len(new) > _MOST_CELLS:
        yield False, "".join(old), "".join(new)
        return
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for kind, gone, gone_end, come, come_end in matcher.get_opcodes():
        yield kind == "equal", "".join(old[gone:gone_end]), "".join(new[come:come_end])


def _islands_drowned(stretches: list[_Stretch]) -> list[_Stretch]:
    """
    Changes joined over unchanged runs that are short and no longer than the change on either side.

    Chinese has few characters that any two sentences do not share; without this a rewritten
    sentence would look like confetti.
    """
    joined: list[_Stretch] = []
    for index, stretch in enumerate(stretches):
        is_same, gone, come = stretch
        if is_same and joined and 0 < index < len(stretches) - 1:
            is_same = not _is_island(gone, joined[-1], stretches[index + 1])
        if joined and joined[-1][0] == is_same:
            _kind, old, new = joined.pop()
            gone, come = old + gone, new + come
        joined.append((is_same, gone, come))
    return joined


def _is_island(text: str, left: _Stretch, right: _Stretch) -> bool:
    if left[0] or right[0]:
        return False
    smaller = min(max(len(left[1]), len(left[2])), max(len(right[1]), len(right[2])))
    return len(text) <= min(_ISLAND, smaller)
