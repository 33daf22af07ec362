"""What moderators may do, and two of them at once."""

from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Barrier, Thread
from typing import Any
from unittest.mock import patch

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from neican.accounts.models import User
from neican.accounts.roles import Role
from neican.kernel.moves import IllegalMove
from subscribers.comments import queries, services
from subscribers.comments.models import Clause, Comment, Decision
from subscribers.comments.services import AlreadyDecided, Refused, deciding
from tests.factories import make_comment, make_guidelines, make_staff, make_user
from tests.subscribers.comments.conftest import again


def decide(comment: Comment, by: User, at: datetime, to: str = "visible", **more: Any) -> Decision:
    values = {"expected_state": "held", "clause": None, "reason": "", **more}
    return services.decide_comment(comment_id=comment.pk, to_state=to, by=by, at=at, **values)


@pytest.mark.django_db
def test_a_release_is_done_and_written_down(moderator: User, now: datetime) -> None:
    comment = make_comment()
    decision = decide(comment, moderator, now)
    assert again(comment).state == Comment.State.VISIBLE
    assert Decision.objects.get() == decision
    assert (decision.by, decision.at) == (moderator, now)
    assert (decision.from_state, decision.to_state) == ("held", "visible")


def test_a_removal_cites_a_clause_and_a_reason(
    moderator: User, attack: Clause, now: datetime
) -> None:
    comment = make_comment(guidelines=attack.guidelines)
    decision = decide(comment, moderator, now, "removed", clause=attack, reason=" 骂人了 ")
    assert again(comment).state == Comment.State.REMOVED
    assert (decision.clause, decision.reason) == (attack, "骂人了")


def test_a_removal_without_grounds_is_refused(
    moderator: User, attack: Clause, now: datetime
) -> None:
    comment = make_comment(guidelines=attack.guidelines)
    foreign = make_guidelines().clauses.get(code="attack")
    for grounds, code in (
        ({"reason": "骂人"}, "no_clause"),
        ({"clause": attack, "reason": " "}, "no_reason"),
        ({"clause": foreign, "reason": "骂人"}, "wrong_clause"),
        ({"clause": attack, "reason": "长" * 301}, "long_reason"),
    ):
        with pytest.raises(Refused) as refusal:
            decide(comment, moderator, now, "removed", **grounds)
        assert refusal.value.code == code
    assert again(comment).state == Comment.State.HELD
    assert not Decision.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("role", [None, Role.AUTHOR, Role.EDITOR, Role.FINANCE, Role.OPERATOR])
def test_others_may_not_decide(role: Role | None, now: datetime) -> None:
    comment = make_comment()
    person = make_staff(role) if role else make_user()
    with pytest.raises(PermissionDenied):
        decide(comment, person, now)
    assert again(comment).state == Comment.State.HELD
    assert not Decision.objects.exists()


@pytest.mark.django_db
def test_a_move_that_leads_nowhere_is_illegal(moderator: User, now: datetime) -> None:
    comment = make_comment(state=Comment.State.REMOVED)
    with pytest.raises(IllegalMove):
        decide(comment, moderator, now, "held", expected_state="removed")
    assert again(comment).state == Comment.State.REMOVED


@pytest.mark.django_db
def test_the_second_moderator_is_told_who_decided_what(moderator: User, now: datetime) -> None:
    comment, second = make_comment(), make_staff(Role.MODERATOR)
    decide(comment, moderator, now)
    with pytest.raises(AlreadyDecided) as told:
        decide(comment, second, now + timedelta(seconds=1))
    assert told.value.decision is not None
    assert told.value.decision.by == moderator
    assert told.value.message == "审核员甲已在 05-26 17:19 处理，这条评论现在是“已公开”。"
    assert Decision.objects.count() == 1


@pytest.mark.django_db
def test_a_moderator_is_told_when_the_machine_was_faster(moderator: User, now: datetime) -> None:
    comment = make_comment()
    services.judge_comment(comment_id=comment.pk, now=now)
    with pytest.raises(AlreadyDecided) as told:
        decide(comment, moderator, now)
    assert told.value.decision is None
    assert told.value.message == "机审已先行处理，这条评论现在是“已公开”。"


@pytest.mark.django_db
def test_what_a_person_decided_is_not_owed_to_the_machine_again(
    moderator: User, now: datetime
) -> None:
    comment = make_comment()
    decide(comment, moderator, now)
    decide(comment, moderator, now, "held", expected_state="visible")
    assert again(comment).state == Comment.State.HELD
    assert again(comment).judgement == Comment.Judgement.OVERTAKEN
    assert queries.owed(now) == []
    services.judge_comment(comment_id=comment.pk, now=now)
    assert again(comment).state == Comment.State.HELD


@pytest.mark.django_db
def test_a_decision_keeps_what_the_machine_found(moderator: User, now: datetime) -> None:
    comment = make_comment(body="微信 gupiao8888")
    services.judge_comment(comment_id=comment.pk, now=now)
    decide(comment, moderator, now + timedelta(hours=1))
    assert again(comment).judgement == Comment.Judgement.HOLD
    assert again(comment).judged_at == now
    assert comment.verdicts.count() == 1


ROUNDS = 20


def race(now: datetime) -> list[str]:
    """Two moderators decide the same comment in the same moment; how each fared, by round."""
    moderators = [make_staff(Role.MODERATOR) for _ in range(2)]
    guidelines, author = make_guidelines(), make_user()
    comment = make_comment(guidelines=guidelines, author=author)
    outcomes: list[str] = []
    for _ in range(ROUNDS):
        Comment.objects.filter(pk=comment.pk).update(state=Comment.State.HELD)
        barrier = Barrier(2)
        threads = [
            Thread(target=_decide_at_once, args=(comment, by, now, barrier, outcomes.append))
            for by in moderators
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    return outcomes


def _decide_at_once(
    comment: Comment, by: User, at: datetime, barrier: Barrier, tell: Callable[[str], None]
) -> None:
    try:
        barrier.wait(timeout=10)
        decide(comment, by, at)
        tell("decided")
    except AlreadyDecided as told:
        tell("told" if told.decision is not None else "told nothing")
    finally:
        connection.close()


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_of_two_moderators_at_once_one_decides_and_one_is_told(now: datetime) -> None:
    outcomes = race(now)
    assert sorted(outcomes) == ["decided"] * ROUNDS + ["told"] * ROUNDS
    assert Decision.objects.count() == ROUNDS


def _look_then_move(comment_id: int, expected_state: str, to_state: str, at: datetime) -> bool:
    """The obvious way, without the guard: look, and then write."""
    comment = Comment.objects.get(pk=comment_id)
    if comment.state != expected_state:
        return False
    comment.state = to_state
    comment.save(update_fields=["state"])
    return True


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_without_the_guard_the_same_race_decides_twice(now: datetime) -> None:
    """Proof that the race above is a race."""
    with patch.object(deciding, "_move", _look_then_move):
        race(now)
    assert Decision.objects.count() > ROUNDS
