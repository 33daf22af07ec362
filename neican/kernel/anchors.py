"""Where two texts surely agree: runs of tokens that occur once in each, in the same order."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence


def anchors(old: Sequence[str], new: Sequence[str], *, run: int) -> Iterator[tuple[int, int, int]]:
    """
    (place, counterpart, length) of equal stretches, in rising order.

    Each grows both ways from `run` tokens in a row that are found once on each side.
    """
    in_new = _unique_runs(new, run)
    shared = [
        (place, in_new[key]) for key, place in _unique_runs(old, run).items() if key in in_new
    ]
    gone, come = 0, 0
    for place, counterpart in _rising(shared):
        if place < gone or counterpart < come:
            continue
        while place > gone and counterpart > come and old[place - 1] == new[counterpart - 1]:
            place, counterpart = place - 1, counterpart - 1
        length = _common_length(old, new, place, counterpart)
        yield place, counterpart, length
        gone, come = place + length, counterpart + length


def _unique_runs(tokens: Sequence[str], length: int) -> dict[tuple[str, ...], int]:
    """Each run of so many tokens that occurs once, and where; in the order of the text."""
    runs = list(zip(*(tokens[step:] for step in range(length)), strict=False))
    counts = Counter(runs)
    return {run: place for place, run in enumerate(runs) if counts[run] == 1}


def _rising(shared: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest choice of pairs (given by rising first place) whose second place rises too."""
    tails: list[int] = []
    ends: list[int] = []
    previous: list[int] = []
    for index, (_place, counterpart) in enumerate(shared):
        slot = bisect_left(tails, counterpart)
        previous.append(ends[slot - 1] if slot else -1)
        tails[slot : slot + 1] = [counterpart]
        ends[slot : slot + 1] = [index]
    chosen: list[tuple[int, int]] = []
    index = ends[-1] if ends else -1
    while index >= 0:
        chosen.append(shared[index])
        index = previous[index]
    return chosen[::-1]


def _common_length(old: Sequence[str], new: Sequence[str], place: int, counterpart: int) -> int:
    length = 0
    longest = min(len(old) - place, len(new) - counterpart)
    while length < longest and old[place + length] == new[counterpart + length]:
        length += 1
    return length
