"""Claim, judge outside any transaction, finish: and everything that may come between."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection

from columns.models import Issue
from neican.accounts.models import User
from neican.accounts.roles import Role
from subscribers.comments import queries, services, tasks
from subscribers.comments.models import Clause, Comment, Decision, Guidelines, Verdict
from subscribers.comments.moderation.checks import Objection
from subscribers.comments.moderation.reading import Reading
from subscribers.comments.moderation.verdicts import Outcome
from subscribers.comments.services.judging import LEASE
from tests.factories import make_column, make_comment, make_guidelines, make_staff, make_user
from tests.subscribers.comments.conftest import Question, again

Ask = Callable[[Question], None]
SPAM = "加微信 gupiao8888 领取牛股，稳赚不赔"


def judged(now: datetime, **extra: Any) -> Comment:
    comment = make_comment(**extra)
    services.judge_comment(comment_id=comment.pk, now=now)
    return again(comment)


def broken(reading: Reading) -> Iterator[Objection]:
    raise ValueError(reading.raw)


@pytest.mark.django_db
def test_a_harmless_comment_becomes_visible(now: datetime) -> None:
    comment = judged(now)
    assert comment.state == Comment.State.VISIBLE
    assert (comment.judgement, comment.judged_at) == (Comment.Judgement.ALLOW, now)
    assert (comment.claim, comment.lease_until) == (None, None)
    assert not Verdict.objects.exists()
    assert not Decision.objects.exists()


@pytest.mark.django_db
def test_an_objection_holds_and_keeps_clause_and_evidence(now: datetime) -> None:
    guidelines = make_guidelines()
    make_guidelines()  # a newer version that the author had not seen
    comment = judged(now, body="聊聊：微信 gupiao8888", guidelines=guidelines)
    assert comment.state == Comment.State.HELD
    assert (comment.judgement, comment.judged_at) == (Comment.Judgement.HOLD, now)
    verdict = comment.verdicts.get()
    assert verdict.clause == guidelines.clauses.get(code="ad_contact")
    assert (verdict.check_name, verdict.check_version) == ("contact", 1)
    assert (verdict.outcome, verdict.at) == (Verdict.Outcome.HOLD, now)
    assert comment.body[verdict.start : verdict.end] == verdict.evidence == "微信 gupiao8888"
    assert not Decision.objects.exists()
    assert queries.owed(now + timedelta(days=1)) == []


@pytest.mark.django_db
def test_an_advertisement_is_removed_by_a_decision_that_cites_its_clause(now: datetime) -> None:
    comment = judged(now, body=SPAM)
    assert comment.state == Comment.State.REMOVED
    assert comment.judgement == Comment.Judgement.REMOVE
    decision = comment.decisions.get()
    assert decision.by is None
    assert (decision.from_state, decision.to_state) == ("held", "removed")
    assert decision.clause == comment.guidelines.clauses.get(code="ad_contact")
    assert decision.reason != ""
    assert decision.at == now
    assert [verdict.clause.code for verdict in comment.verdicts.all()] == [
        "ad_contact",
        "stock_tip",
    ]


@pytest.mark.django_db
def test_evidence_longer_than_its_column_is_cut_and_its_span_is_not(
    now: datetime, ask: Ask
) -> None:
    ask(lambda reading: iter([Objection(Outcome.HOLD, 0, len(reading.raw), 0.5)]))
    comment = judged(now, body="👨‍👩‍👧‍👦" * 100)
    verdict = comment.verdicts.get()
    assert len(verdict.evidence) == 500
    assert (verdict.start, verdict.end) == (0, 700)


@pytest.mark.django_db
def test_staff_are_not_scored(now: datetime, ask: Ask) -> None:
    ask(broken)
    comment = judged(now, author=make_staff(Role.EDITOR))
    assert comment.state == Comment.State.VISIBLE
    assert comment.judgement == Comment.Judgement.EXEMPT


@pytest.mark.django_db
def test_the_third_copy_within_a_day_is_held_and_after_the_day_it_is_not(now: datetime) -> None:
    guidelines, text = make_guidelines(), "这家公司的产能利用率到底是多少，求懂的人说说"
    for hours in (1, 2):
        make_comment(body=text, guidelines=guidelines, written_at=now - timedelta(hours=hours))
    known = {"body": text, "guidelines": guidelines}
    third = judged(now, written_at=now, **known)
    late = judged(now, written_at=now + timedelta(hours=25), **known)
    assert [verdict.clause.code for verdict in third.verdicts.all()] == ["flood"]
    assert third.state == Comment.State.HELD
    assert late.state == Comment.State.VISIBLE


@pytest.mark.django_db
def test_our_own_address_is_nobodys_advertisement(now: datetime) -> None:
    body = "有问题可以加 licence@qq.com 领取授权书"
    before = judged(now, body=body)
    make_column(reproduction_notice="转载请写信至 licence@qq.com。")
    after = judged(now, body=body)
    assert (before.state, after.state) == (Comment.State.HELD, Comment.State.VISIBLE)


@pytest.mark.django_db
def test_a_check_that_raises_keeps_the_comment_held_and_owed(
    now: datetime, ask: Ask, caplog: pytest.LogCaptureFixture
) -> None:
    ask(broken)
    comment = judged(now, body="这句话不该出现在日志里")
    assert comment.state == Comment.State.HELD
    assert (comment.judged_at, comment.judgement) == (None, Comment.Judgement.NONE)
    assert (comment.claim, comment.lease_until, comment.attempts) == (None, None, 1)
    assert queries.owed(now) == [comment.pk]
    assert f"comment {comment.pk} could not be judged: ValueError" in caplog.text
    assert "这句话不该出现在日志里" not in caplog.text


@pytest.mark.django_db
def test_after_the_last_attempt_the_comment_is_left_to_people(now: datetime, ask: Ask) -> None:
    ask(broken)
    comment = make_comment()
    for _ in range(Comment.MAX_ATTEMPTS):
        assert queries.owed(now) == [comment.pk]
        services.judge_comment(comment_id=comment.pk, now=now)
    comment = again(comment)
    assert comment.state == Comment.State.HELD
    assert (comment.judged_at, comment.judgement) == (now, Comment.Judgement.FAILED)
    assert comment.attempts == Comment.MAX_ATTEMPTS
    assert not comment.verdicts.exists()
    assert queries.owed(now + timedelta(days=1)) == []


@pytest.mark.django_db
def test_a_comment_that_kills_its_workers_is_left_to_people(now: datetime) -> None:
    """A worker that died handed nothing back: only leases that ran out tell of it."""
    comment = make_comment(
        claim=uuid4(), lease_until=now - timedelta(seconds=1), attempts=Comment.MAX_ATTEMPTS
    )
    services.judge_comment(comment_id=comment.pk, now=now)
    assert again(comment).judgement == Comment.Judgement.FAILED
    assert again(comment).state == Comment.State.HELD
    assert again(comment).attempts == Comment.MAX_ATTEMPTS


@pytest.mark.django_db
def test_a_clause_missing_from_the_rules_leaves_the_comment_held(
    now: datetime, caplog: pytest.LogCaptureFixture
) -> None:
    guidelines = make_guidelines(version=9001)
    Clause.objects.filter(guidelines=guidelines, code="ad_contact").delete()
    comment = judged(now, body=SPAM, guidelines=guidelines)
    assert comment.state == Comment.State.HELD
    assert comment.judged_at is None
    assert "guidelines version 9001 lack the clauses ['ad_contact']" in caplog.text


@pytest.mark.django_db
def test_a_comment_under_a_running_lease_is_left_alone(now: datetime) -> None:
    claim = uuid4()
    comment = make_comment(claim=claim, lease_until=now + timedelta(seconds=1), attempts=1)
    services.judge_comment(comment_id=comment.pk, now=now)
    assert again(comment).state == Comment.State.HELD
    assert (again(comment).claim, again(comment).attempts) == (claim, 1)
    assert queries.owed(now) == []


@pytest.mark.django_db
def test_an_expired_lease_is_offered_again_and_taken_over(now: datetime) -> None:
    comment = make_comment(claim=uuid4(), lease_until=now, attempts=1)
    assert queries.owed(now) == [comment.pk]
    services.judge_comment(comment_id=comment.pk, now=now)
    assert again(comment).state == Comment.State.VISIBLE
    assert again(comment).attempts == 2


@pytest.mark.django_db
def test_a_second_offer_judges_nothing_again(now: datetime) -> None:
    comment = judged(now, body=SPAM)
    services.judge_comment(comment_id=comment.pk, now=now + timedelta(hours=1))
    assert Decision.objects.count() == 1
    assert again(comment).judged_at == now


@pytest.mark.django_db
def test_a_zombie_does_not_finish_what_another_has_taken_over(now: datetime, ask: Ask) -> None:
    comment = make_comment()
    newer, lease = uuid4(), now + 2 * LEASE

    def overslept(reading: Reading) -> Iterator[Objection]:
        Comment.objects.filter(pk=comment.pk).update(claim=newer, lease_until=lease)
        yield Objection(Outcome.REMOVE, 0, 1, 1.0)

    ask(overslept)
    services.judge_comment(comment_id=comment.pk, now=now)
    assert again(comment).state == Comment.State.HELD
    assert (again(comment).claim, again(comment).lease_until) == (newer, lease)
    assert not Verdict.objects.exists()
    assert not Decision.objects.exists()


@pytest.mark.django_db
def test_a_decision_made_meanwhile_is_not_overwritten(
    now: datetime, ask: Ask, moderator: User
) -> None:
    comment = make_comment()

    def slow(reading: Reading) -> Iterator[Objection]:
        services.decide_comment(
            comment_id=comment.pk,
            expected_state="held",
            to_state="visible",
            clause=None,
            reason="",
            by=moderator,
            at=now,
        )
        yield Objection(Outcome.REMOVE, 0, 1, 1.0)

    ask(slow)
    services.judge_comment(comment_id=comment.pk, now=now)
    assert again(comment).state == Comment.State.VISIBLE
    assert again(comment).judgement == Comment.Judgement.OVERTAKEN
    assert Decision.objects.get().by == moderator
    assert not Verdict.objects.exists()


@pytest.mark.django_db
def test_words_changed_meanwhile_are_not_passed_unread(now: datetime, ask: Ask) -> None:
    comment = make_comment()

    def slow(reading: Reading) -> Iterator[Objection]:
        Comment.objects.filter(pk=comment.pk).update(body=SPAM)
        yield from ()

    ask(slow)
    services.judge_comment(comment_id=comment.pk, now=now)
    assert again(comment).state == Comment.State.HELD
    assert queries.owed(now) == [comment.pk]


@pytest.mark.django_db(transaction=True)
def test_no_transaction_is_open_while_a_check_thinks(now: datetime, ask: Ask) -> None:
    seen = []

    def curious(reading: Reading) -> Iterator[Objection]:
        comment = Comment.objects.get()
        seen.append((connection.in_atomic_block, comment.claim is not None, comment.lease_until))
        yield from ()

    ask(curious)
    judged(now)
    assert seen == [(False, True, now + LEASE)]


@pytest.mark.django_db
def test_the_sweep_offers_what_is_owed_and_nothing_else(
    issue: Issue, guidelines: Guidelines, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = {"issue": issue, "guidelines": guidelines, "author": make_user()}
    owed = make_comment(**known)
    make_comment(judged_at=owed.written_at, **known)
    make_comment(state=Comment.State.VISIBLE, **known)
    monkeypatch.setattr(tasks.judge, "apply_async", lambda kwargs, **_how: tasks.judge(**kwargs))
    tasks.sweep()
    assert again(owed).state == Comment.State.VISIBLE
    assert Comment.objects.filter(attempts=1).count() == 1
