"""What a check says about a comment."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from operator import attrgetter


class Outcome(IntEnum):
    """What should happen to a comment; the greater is the worse."""

    ALLOW = 0
    HOLD = 1
    REMOVE = 2


@dataclass(frozen=True, slots=True)
class Verdict:
    """
    One objection.

    `start` and `end` are code point offsets into the raw text and `evidence` is exactly what
    stands there. `risk` runs from 0 to 1 and only orders the queue. `version` is the check's, so
    that an old decision can still be explained after the check has changed.
    """

    check: str
    version: int
    outcome: Outcome
    clause: str
    start: int
    end: int
    evidence: str
    risk: float


@dataclass(frozen=True, slots=True)
class Judgement:
    """Every objection to a comment, and the worst outcome among them."""

    outcome: Outcome
    verdicts: tuple[Verdict, ...]

    @property
    def leading(self) -> Verdict | None:
        """The objection to show first: worst outcome, then greatest risk."""
        return max(self.verdicts, key=attrgetter("outcome", "risk"), default=None)
