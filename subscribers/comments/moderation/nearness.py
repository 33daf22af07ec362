"""How far apart two findings stand in the raw text."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import Final, Protocol, TypeVar

NEAR: Final = 40
"""Raw characters that may lie between an account and the words that advertise it."""

WIDEST: Final = 160
"""A finding that begins further away has certainly ended; disguises can stretch one so far."""


class Spanned(Protocol):
    """Anything that begins and ends somewhere in the raw text."""

    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


S = TypeVar("S", bound=Spanned)


def distance(one: Spanned, other: Spanned) -> int:
    """Raw characters between the two; none if they touch or overlap."""
    return max(other.start - one.end, one.start - other.end, 0)


def nearest(one: Spanned, others: Sequence[S]) -> S | None:
    """
    The closest of the others, if any is near; they come in the order of their beginnings.

    Only a window is looked at, or a text full of accounts and calls would take quadratic time.
    """
    first = bisect_left(others, one.start - NEAR - WIDEST, key=_begin)
    last = bisect_right(others, one.end + NEAR, key=_begin)
    close = min(others[first:last], key=lambda other: distance(one, other), default=None)
    return close if close is not None and distance(one, close) <= NEAR else None


def in_order(findings: Iterable[S]) -> tuple[S, ...]:
    """Findings in the order of their beginnings."""
    return tuple(sorted(findings, key=_begin))


def _begin(one: Spanned) -> int:
    return one.start
