"""How far apart two findings stand in the raw text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Protocol, TypeVar

NEAR: Final = 40
"""Raw characters that may lie between an account and the words that advertise it."""


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


def nearest(one: Spanned, others: Iterable[S]) -> S | None:
    """The closest of the others, if any is near."""
    close = min(others, key=lambda other: distance(one, other), default=None)
    return close if close is not None and distance(one, close) <= NEAR else None
