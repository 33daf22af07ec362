"""The machine reads a comment: claim it, judge outside any transaction, finish if still ours."""

import logging
import traceback
from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import F

from subscribers.comments.models import Clause, Comment, Decision, Verdict
from subscribers.comments.models.comment import CommentQuerySet
from subscribers.comments.moderation.pipeline import CHECKS, judge
from subscribers.comments.moderation.verdicts import Judgement, Outcome
from subscribers.comments.moderation.verdicts import Verdict as Objection
from subscribers.comments.services.candidates import candidate_of

logger = logging.getLogger(__name__)

LEASE = timedelta(seconds=60)
STATES: Mapping[Outcome, Comment.State] = {
    Outcome.ALLOW: Comment.State.VISIBLE,
    Outcome.HOLD: Comment.State.HELD,
    Outcome.REMOVE: Comment.State.REMOVED,
}
TITLES = {check.name: check.title for check in CHECKS}


class NoSuchClause(Exception):
    """The checks cite a clause that the comment's version of the guidelines does not have."""


def judge_comment(*, comment_id: int, now: datetime) -> None:
    """
    Judge a comment that is owed a judgement; do nothing where none is owed or another judges.

    If a check raises, the comment stays held and is offered again; after
    `Comment.MAX_ATTEMPTS` it is left to people.
    """
    claim = _claim(comment_id, now)
    if claim is not None:
        try:
            _read_and_finish(comment_id, claim, now)
        except Exception as problem:  # whatever a check may raise must not show a comment
            _log(comment_id, problem)
        _hand_back(comment_id, claim)
    _leave_to_people(comment_id, now)


def _owed(comment_id: int, now: datetime) -> CommentQuerySet:
    owed: CommentQuerySet = Comment.objects.filter(pk=comment_id)
    return owed.unjudged(now)


def _claim(comment_id: int, now: datetime) -> UUID | None:
    """Ours for the length of a lease; None where there is nothing to do, or too often tried."""
    claim = uuid4()
    taken = _owed(comment_id, now).filter(attempts__lt=Comment.MAX_ATTEMPTS)
    changes = {"claim": claim, "lease_until": now + LEASE, "attempts": F("attempts") + 1}
    return claim if taken.update(**changes) else None


def _hand_back(comment_id: int, claim: UUID) -> None:
    """Let the next one try; after a finish there is nothing left to hand back."""
    ours = Comment.objects.filter(pk=comment_id, claim=claim)
    ours.update(claim=None, lease_until=None)


def _leave_to_people(comment_id: int, now: datetime) -> None:
    """A comment on which the machine failed too often waits, marked so, for a moderator."""
    tired = _owed(comment_id, now).filter(attempts__gte=Comment.MAX_ATTEMPTS)
    if tired.update(
        judged_at=now, judgement=Comment.Judgement.FAILED, claim=None, lease_until=None
    ):
        logger.error("comment %s is left to people: the machine failed too often", comment_id)


def _log(comment_id: int, problem: Exception) -> None:
    """Where it happened, never the exception's words: they may quote the comment."""
    where = "".join(traceback.format_tb(problem.__traceback__))
    name = type(problem).__name__
    logger.error("comment %s could not be judged: %s\n%s", comment_id, name, where)


def _read_and_finish(comment_id: int, claim: UUID, now: datetime) -> None:
    comment = Comment.objects.select_related("author", "guidelines").get(pk=comment_id)
    if comment.author.is_staff:
        _finish(comment, claim, Comment.State.VISIBLE, Comment.Judgement.EXEMPT, now)
        return
    judgement = judge(candidate_of(comment))
    clauses = _clauses(comment, judgement)
    _record(comment, claim, judgement, clauses, now)


def _clauses(comment: Comment, judgement: Judgement) -> Mapping[str, Clause]:
    """The clauses cited, of the version that the author had before his eyes."""
    cited = {objection.clause for objection in judgement.verdicts}
    clauses = {clause.code: clause for clause in comment.guidelines.clauses.filter(code__in=cited)}
    missing = cited - clauses.keys()
    if missing:
        version = comment.guidelines.version
        logger.error("guidelines version %s lack the clauses %s", version, sorted(missing))
        raise NoSuchClause
    return clauses


@transaction.atomic
def _record(
    comment: Comment,
    claim: UUID,
    judgement: Judgement,
    clauses: Mapping[str, Clause],
    now: datetime,
) -> None:
    """The new state, the verdicts and the machine's decision together, or none of them."""
    state = STATES[judgement.outcome]
    outcome = Comment.Judgement(judgement.outcome.name.lower())
    if not _finish(comment, claim, state, outcome, now):
        return
    Verdict.objects.bulk_create(
        _verdict(comment, objection, clauses[objection.clause], now)
        for objection in judgement.verdicts
    )
    if judgement.outcome is Outcome.REMOVE and judgement.leading is not None:
        Decision.objects.create(
            comment=comment,
            by=None,
            from_state=Comment.State.HELD,
            to_state=state,
            clause=clauses[judgement.leading.clause],
            reason=str(TITLES[judgement.leading.check]),
            at=now,
        )


def _finish(
    comment: Comment,
    claim: UUID,
    state: Comment.State,
    judgement: Comment.Judgement,
    now: datetime,
) -> bool:
    """False, and nothing changed, where the claim is lost or the comment is not what we read."""
    ours = Comment.objects.filter(
        pk=comment.pk, claim=claim, state=Comment.State.HELD, judged_at=None, body=comment.body
    )
    changes = {"state": state, "judgement": judgement, "judged_at": now}
    return bool(ours.update(**changes, claim=None, lease_until=None))


def _verdict(comment: Comment, objection: Objection, clause: Clause, now: datetime) -> Verdict:
    most = Verdict._meta.get_field("evidence").max_length
    return Verdict(
        comment=comment,
        check_name=objection.check,
        check_version=objection.version,
        outcome=objection.outcome.name.lower(),
        clause=clause,
        start=objection.start,
        end=objection.end,
        # One character to a reader may be several code points; the span keeps the whole.
        evidence=objection.evidence[:most],
        at=now,
    )
