"""Two people's changes to one text, put together block by block; no word of either is lost."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from neican.kernel.pairing import pairs

Blocks = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """One place that both changed, each in his own way; an empty side took it out."""

    base: Blocks
    mine: Blocks
    theirs: Blocks


@dataclass(frozen=True, slots=True)
class Merge:
    """The text that comes of it: blocks in order, with a conflict where a person must choose."""

    blocks: tuple[str | Conflict, ...]

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        """What is to be settled, in the order of the text."""
        return tuple(block for block in self.blocks if isinstance(block, Conflict))

    @property
    def is_clean(self) -> bool:
        """Whether nobody needs to be asked."""
        return not self.conflicts


@dataclass(slots=True)
class _Edits:
    """
    What one side did: what each base block became, and what was put before each (last: the end).

    Joined in order they are that side's text again, so nothing of it can go missing.
    """

    became: list[Blocks]
    before: list[Blocks]


def merge(base: Sequence[str], mine: Sequence[str], theirs: Sequence[str]) -> Merge:
    """
    Both sides' changes to `base`; the blocks are top-level elements as strings.

    Different blocks changed: both changes. The same change: once. The same block changed
    differently, or changed here and taken out there: a conflict. New blocks at one place: theirs,
    then mine.
    """
    ours, others = _edits(base, mine), _edits(base, theirs)
    merged: list[str | Conflict] = []
    for place in range(len(base) + 1):
        merged.extend(_both(others.before[place], ours.before[place]))
        if place < len(base):
            was = (base[place],)
            merged.extend(_settled(was, ours.became[place], others.became[place]))
    return Merge(tuple(merged))


def three_way_values(
    base: Mapping[str, Any], mine: Mapping[str, Any], theirs: Mapping[str, Any]
) -> tuple[dict[str, Any], tuple[str, ...]]:
    """
    Plain facts with both sides' changes, and the names that each side changed differently.

    At such a name theirs, being saved already, stands until somebody chooses.
    """
    names = list(dict.fromkeys([*base, *theirs, *mine]))
    absent = object()
    merged: dict[str, Any] = {}
    clashes: list[str] = []
    for name in names:
        was, my, their = (side.get(name, absent) for side in (base, mine, theirs))
        value = my if their == was else their
        if value is not absent:
            merged[name] = value
        if my not in (was, their) and their != was:
            clashes.append(name)
    return merged, tuple(clashes)


def _settled(was: Blocks, mine: Blocks, theirs: Blocks) -> Iterator[str | Conflict]:
    if mine in (was, theirs):
        yield from theirs
    elif theirs == was:
        yield from mine
    else:
        yield Conflict(base=was, mine=mine, theirs=theirs)


def _both(theirs: Blocks, mine: Blocks) -> Iterator[str]:
    """What both put in at one place; a block that both put in comes once."""
    matcher = SequenceMatcher(None, theirs, mine, autojunk=False)
    for kind, old, old_end, new, new_end in matcher.get_opcodes():
        yield from theirs[old:old_end]
        if kind != "equal":
            yield from mine[new:new_end]


def _edits(base: Sequence[str], side: Sequence[str]) -> _Edits:
    edits = _Edits(became=[(block,) for block in base], before=[()] * (len(base) + 1))
    found = pairs(base, side)
    unchanged = [(old, new) for old, new in found if base[old] == side[new]]
    start, new_start = 0, 0
    for end, new_end in [*unchanged, (len(base), len(side))]:
        if start == end:
            edits.before[start] = tuple(side[new_start:new_end])
        else:
            inner = [(o - start, n - new_start) for o, n in found if start <= o < end]
            edits.became[start:end] = _rewritten(end - start, side[new_start:new_end], inner)
        start, new_start = end + 1, new_end + 1
    return edits


_Pairs = list[tuple[int, int]]


def _rewritten(old: int, new: Sequence[str], alike: _Pairs) -> list[Blocks]:
    """
    What each of the `old` blocks of a stretch without an unchanged one became.

    A new block without a counterpart goes with the one before it: a paragraph split in two is one
    change, which is taken or left as a whole.
    """
    owners = {after: before for before, after in _counterparts(old, len(new), alike)}
    became: list[list[str]] = [[] for _ in range(old)]
    owner = 0
    for place, block in enumerate(new):
        owner = owners.get(place, owner)
        became[owner].append(block)
    return [tuple(blocks) for blocks in became]


def _counterparts(old: int, new: int, alike: _Pairs) -> Iterator[tuple[int, int]]:
    """Alike blocks; between two such pairs, one by one where as many went as came."""
    before, after = 0, 0
    for old_place, new_place in [*alike, (old, new)]:
        if old_place - before == new_place - after:
            yield from zip(range(before, old_place), range(after, new_place), strict=True)
        if old_place < old:
            yield old_place, new_place
        before, after = old_place + 1, new_place + 1
