"""A moderator decides: the first one wins, the second is told who was first."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Case, F, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from neican.accounts.models import User
from neican.kernel.moves import check_move
from subscribers.comments.models import Clause, Comment, Decision
from subscribers.comments.services.refusals import AlreadyDecided, Refused

LONGEST_REASON = 300
MAY_DECIDE = "comments.decide_comment"


@transaction.atomic
def decide_comment(
    *,
    comment_id: int,
    expected_state: str,
    to_state: str,
    clause: Clause | None,
    reason: str,
    by: User,
    at: datetime,
) -> Decision:
    """
    Move a comment from the state that the moderator saw to another, and write down why.

    :raises PermissionDenied: if `by` may not decide.
    :raises IllegalMove: if the one state does not lead to the other.
    :raises Refused: no_clause, no_reason, wrong_clause, long_reason.
    :raises AlreadyDecided: if it is in another state by now; nothing is written then.
    """
    if not by.has_perm(MAY_DECIDE):
        raise PermissionDenied(MAY_DECIDE)
    check_move(Comment.MOVES, now=expected_state, wanted=to_state)
    comment = Comment.objects.get(pk=comment_id)
    reason = reason.strip()
    _check_grounds(comment, to_state, clause, reason)
    if not _move(comment_id, expected_state, to_state, at):
        comment.refresh_from_db()
        last = comment.decisions.select_related("by").first()
        raise AlreadyDecided(comment=comment, decision=last)
    return Decision.objects.create(
        comment=comment,
        by=by,
        from_state=expected_state,
        to_state=to_state,
        clause=clause,
        reason=reason,
        at=at,
    )


def _check_grounds(comment: Comment, to_state: str, clause: Clause | None, reason: str) -> None:
    """A removal cites a clause, of the rules its author agreed to, and says why."""
    if to_state == Comment.State.REMOVED and clause is None:
        raise Refused(_("移除评论要选一条条款。"), "no_clause")
    if to_state == Comment.State.REMOVED and not reason:
        raise Refused(_("移除评论要写明理由，作者会看到。"), "no_reason")
    if clause is not None and clause.guidelines_id != comment.guidelines_id:
        raise Refused(_("这一条不在评论发表时的公约里。"), "wrong_clause")
    if len(reason) > LONGEST_REASON:
        raise Refused(_("理由最多 %(most)s 字。") % {"most": LONGEST_REASON}, "long_reason")


def _move(comment_id: int, expected_state: str, to_state: str, at: datetime) -> bool:
    """
    Compare and set in one statement; the database lets one of two moderators through.

    A running judgement loses its claim, and one not yet begun is not owed any more: the machine
    does not reopen what a person has closed.
    """
    overtaken = Case(
        When(judged_at__isnull=True, then=Value(Comment.Judgement.OVERTAKEN)),
        default=F("judgement"),
    )
    seen = Comment.objects.filter(pk=comment_id, state=expected_state)
    return bool(
        seen.update(
            state=to_state,
            claim=None,
            lease_until=None,
            judgement=overtaken,
            judged_at=Coalesce("judged_at", at),
        )
    )
