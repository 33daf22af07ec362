"""Short ways to put a comment before the checks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final

from subscribers.comments.moderation.candidate import Candidate, Recent
from subscribers.comments.moderation.pipeline import judge
from subscribers.comments.moderation.verdicts import Judgement, Outcome, Verdict

NOW: Final = datetime(2023, 5, 26, 9, 19, tzinfo=UTC)
ALLOW, HOLD, REMOVE = Outcome.ALLOW, Outcome.HOLD, Outcome.REMOVE


def ask(
    body: str,
    *,
    is_new: bool = False,
    recent: Sequence[Recent] = (),
    allowed: frozenset[str] = frozenset(),
) -> Judgement:
    """The judgement on a comment; every piece of evidence is proved to stand where it says."""
    judgement = judge(Candidate(body, NOW, is_new, recent, allowed))
    for verdict in judgement.verdicts:
        assert body[verdict.start : verdict.end] == verdict.evidence != ""
    return judgement


def verdicts(body: str, check: str) -> list[Verdict]:
    """The objections of one check."""
    return [verdict for verdict in ask(body).verdicts if verdict.check == check]


def said(body: str, check: str) -> list[tuple[Outcome, str]]:
    """Outcome and evidence of each objection of one check."""
    return [(verdict.outcome, verdict.evidence) for verdict in verdicts(body, check)]
