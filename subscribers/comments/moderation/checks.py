"""The shape of a check: a name, a clause, a version and one question."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final, NamedTuple

from django.utils.functional import Promise

from subscribers.comments.moderation.reading import Reading
from subscribers.comments.moderation.verdicts import Outcome, Verdict

MOST: Final = 20
"""Objections of one check; nobody reads more, and asking for their neighbours takes time."""


class Objection(NamedTuple):
    """What a question answers: outcome, span in the raw text, risk from 0 to 1."""

    outcome: Outcome
    start: int
    end: int
    risk: float


@dataclass(frozen=True, slots=True)
class Check:
    """
    One question asked of every comment.

    `title` is what a moderator reads. Raise `version` whenever an answer may change.
    """

    name: str
    version: int
    clause: str
    title: Promise
    question: Callable[[Reading], Iterable[Objection]]

    def verdicts(self, reading: Reading) -> Iterator[Verdict]:
        """Every objection, with the words it rests on."""
        for outcome, start, end, risk in islice(self.question(reading), MOST):
            evidence = reading.raw[start:end]
            yield Verdict(self.name, self.version, outcome, self.clause, start, end, evidence, risk)
