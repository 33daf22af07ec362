"""A picture of the sound in a few hundred strokes."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import Protocol


class Drawable(Protocol):
    """A `Cut`, or what was kept of one: its peaks and its length."""

    @property
    def peaks(self) -> bytes: ...
    @property
    def duration_ms(self) -> int: ...


def waveform(cuts: Iterable[Drawable], bars: int = 800) -> list[int]:
    """
    So many heights of equal parts of the sound, 0 to 100, the highest being 100.

    A bar is the mean of its peaks: the greatest would be the limiter's ceiling everywhere.
    """
    heights, times = _drawn(cuts)
    if not heights:
        return [0] * bars
    means, begin = [], 0
    for place in range(bars):
        stop = bisect_right(times, times[-1] * (place + 1) / bars)
        means.append(_mean(heights[begin:stop] or heights[begin : begin + 1]))
        begin = min(stop, len(heights) - 1)
    most = max(means)
    return [round(100 * mean / most) if most else 0 for mean in means]


def _drawn(cuts: Iterable[Drawable]) -> tuple[list[int], list[float]]:
    """All peaks, and where each ends in ms."""
    heights: list[int] = []
    lengths: list[float] = []
    for cut in cuts:
        heights += cut.peaks
        lengths += [cut.duration_ms / len(cut.peaks)] * len(cut.peaks)
    return heights, list(accumulate(lengths))


def _mean(heights: Sequence[int]) -> float:
    return sum(heights) / len(heights)
