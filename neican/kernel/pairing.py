"""Which block became which: pairs of alike blocks in two stretches of text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from neican.kernel.anchors import anchors

ALIKE = 0.35
"""From this share of common letter pairs on, a block counts as the other one, rewritten."""

_MOST_PAIRS = 20_000
"""Beyond so many possible pairs they are not weighed one by one: a compare has to stay quick."""

_TAG = re.compile(r"<[^>]*>")


def pairs(before: Sequence[str], after: Sequence[str]) -> list[tuple[int, int]]:
    """
    Positions of equal or alike blocks, both rising.

    Equal blocks that occur but once hold the two together; what lies between is paired so that
    the likeness adds up to most.
    """
    found: list[tuple[int, int]] = []
    old, new = 0, 0
    for place, counterpart, length in [*_held(before, after), (len(before), len(after), 0)]:
        between = _between(before[old:place], after[new:counterpart])
        found += [(old + one, new + other) for one, other in between]
        found += [(place + step, counterpart + step) for step in range(length)]
        old, new = place + length, counterpart + length
    return found


def _held(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """Equal stretches: the beginning, the end, and between them what is found once on each side."""
    shortest = min(len(before), len(after))
    head = next((n for n in range(shortest) if before[n] != after[n]), shortest)
    left = shortest - head
    tail = next((n for n in range(left) if before[-1 - n] != after[-1 - n]), left)
    yield 0, 0, head
    inner = slice(head, len(before) - tail), slice(head, len(after) - tail)
    for place, counterpart, length in anchors(before[inner[0]], after[inner[1]], run=1):
        yield head + place, head + counterpart, length
    yield len(before) - tail, len(after) - tail, tail


def _between(before: Sequence[str], after: Sequence[str]) -> list[tuple[int, int]]:
    """Pairs of a stretch; of one too long to weigh, by place alone."""
    if len(before) * len(after) > _MOST_PAIRS:
        both = enumerate(zip(before, after, strict=False))
        return [(place, place) for place, (old, new) in both if likeness(old, new) >= ALIKE]
    return _walk_back(_best_sums(_weights(before, after)), before, after)


def likeness(one: str, other: str) -> float:
    """From 0 to 1: how many of their letter pairs the two blocks share, mark-up left out."""
    first, second = _letter_pairs(one), _letter_pairs(other)
    if not first or not second:
        return float(one == other)
    return 2 * len(first & second) / (len(first) + len(second))


@lru_cache(maxsize=2048)
def _letter_pairs(block: str) -> frozenset[str]:
    # A picture has no words: there the mark-up itself is compared.
    text = "".join(_TAG.sub("", block).split()) or block
    if len(text) == 1:
        return frozenset(text)
    return frozenset(text[place : place + 2] for place in range(len(text) - 1))


def _weights(before: Sequence[str], after: Sequence[str]) -> list[list[float]]:
    return [[_weight(old, new) for new in after] for old in before]


def _weight(old: str, new: str) -> float:
    """An equal block counts double: one that stayed is not given up for two that look like it."""
    if old == new:
        return 2.0
    found = likeness(old, new)
    return found if found >= ALIKE else 0.0


_Sums = tuple[list[list[float]], list[list[float]]]


def _best_sums(weights: list[list[float]]) -> _Sums:
    """The weights, and at (i, j) the most that the first i and the first j blocks can add up to."""
    width = len(weights[0]) if weights else 0
    sums = [[0.0] * (width + 1)]
    for row in weights:
        above, line = sums[-1], [0.0]
        for column, weight in enumerate(row):
            paired = above[column] + weight if weight else 0.0
            line.append(max(above[column + 1], line[column], paired))
        sums.append(line)
    return weights, sums


def _walk_back(sums: _Sums, before: Sequence[str], after: Sequence[str]) -> list[tuple[int, int]]:
    weights, best = sums
    found: list[tuple[int, int]] = []
    old, new = len(before), len(after)
    while old and new:
        here = best[old][new]
        weight = weights[old - 1][new - 1]
        if weight and here == best[old - 1][new - 1] + weight:
            old, new = old - 1, new - 1
            found.append((old, new))
        elif here == best[old - 1][new]:
            old -= 1
        else:
            new -= 1
    return found[::-1]
