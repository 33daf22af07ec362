"""What a reader may write, and what he is told when he may not."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from columns import services as newsroom
from columns.models import Issue
from neican.accounts.models import User
from neican.accounts.roles import Role
from neican.kernel.bell import BELL
from subscribers.comments import queries, services
from subscribers.comments.models import Comment, Guidelines
from subscribers.comments.services import Refused
from subscribers.comments.services.writing import MOST_IN_A_MINUTE
from tests.factories import (
    make_comment,
    make_guidelines,
    make_issue,
    make_published_issue,
    make_staff,
    make_user,
)


def write(issue: Issue, author: User, at: datetime, body: str = "写得好。", **more: Any) -> Comment:
    return services.write_comment(
        issue_id=issue.pk, author=author, body=body, parent_id=more.get("parent_id"), at=at
    )


def test_a_comment_is_born_held_under_the_rules_of_the_hour(
    issue: Issue, reader: User, guidelines: Guidelines, now: datetime
) -> None:
    make_guidelines(valid_from=now + timedelta(seconds=1))
    comment = write(issue, reader, now, "  第一行\r\n第二行\u202e  ")
    assert comment.body == "第一行\n第二行"
    assert comment.state == Comment.State.HELD
    assert comment.guidelines == guidelines
    assert comment.written_at == now
    assert queries.owed(now) == [comment.pk]


def test_five_hundred_characters_are_kept_and_one_more_is_not(
    issue: Issue, reader: User, now: datetime
) -> None:
    assert write(issue, reader, now, "字" * 500).body == "字" * 500
    with pytest.raises(Refused) as refusal:
        write(issue, reader, now, "字" * 501)
    assert refusal.value.code == "too_long"
    assert refusal.value.message == "最多 500 字，现在是 501 字，请删去 1 字。"
    assert Comment.objects.count() == 1


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("", "empty"),
        ("\u200b" * 600, "empty"),
        ("\u3000\u2800\u3164", "empty"),
        ("坏\x00", "bad_text"),
        ("坏\ud800", "bad_text"),
        ("😀" * 501, "too_long"),
        ("字" * 100_000, "bad_text"),
    ],
)
def test_what_is_no_comment_is_refused_and_not_kept(
    body: str, code: str, issue: Issue, reader: User, now: datetime
) -> None:
    with pytest.raises(Refused) as refusal:
        write(issue, reader, now, body)
    assert refusal.value.code == code
    assert not Comment.objects.exists()


def test_only_readers_of_the_whole_text_may_write(issue: Issue, now: datetime) -> None:
    for outsider in (make_user(), make_user(is_active=False)):
        with pytest.raises(Refused) as refusal:
            write(issue, outsider, now)
        assert refusal.value.code == "no_access"
    assert not Comment.objects.exists()


def test_a_closed_account_may_not_write_under_a_trial_issue_either(
    guidelines: Guidelines, now: datetime
) -> None:
    trial = make_published_issue(is_trial=True)
    assert write(trial, make_user(), now).state == Comment.State.HELD
    with pytest.raises(Refused):
        write(trial, make_user(is_active=False), now)


def test_nobody_writes_under_an_issue_that_is_not_public(
    issue: Issue, reader: User, now: datetime
) -> None:
    newsroom.withdraw_issue(issue_id=issue.pk, by=None, at=now)
    editor = make_staff(Role.EDITOR)
    for writer, where in ((reader, issue), (editor, issue), (editor, make_issue())):
        with pytest.raises(Refused) as refusal:
            write(where, writer, now)
        assert refusal.value.code == "closed"


def test_without_rules_the_section_is_closed(reader: User, now: datetime) -> None:
    with pytest.raises(Refused) as refusal:
        write(make_published_issue(), reader, now)
    assert refusal.value.code == "closed"


def test_a_reply_to_a_reply_joins_the_same_thread(
    issue: Issue, reader: User, guidelines: Guidelines, now: datetime
) -> None:
    known = {"issue": issue, "guidelines": guidelines, "state": Comment.State.VISIBLE}
    first = make_comment(**known)
    second = make_comment(parent=first, **known)
    assert write(issue, reader, now, parent_id=first.pk).parent == first
    assert write(issue, reader, now, parent_id=second.pk).parent == first


def test_one_replies_only_to_what_is_visible_under_the_same_issue(
    issue: Issue, reader: User, guidelines: Guidelines, now: datetime
) -> None:
    held = make_comment(issue=issue, guidelines=guidelines)
    elsewhere = make_comment(guidelines=guidelines, state=Comment.State.VISIBLE)
    under_held = make_comment(
        issue=issue, guidelines=guidelines, parent=held, state=Comment.State.VISIBLE
    )
    for parent_id in (held.pk, elsewhere.pk, under_held.pk, 404_404):
        with pytest.raises(Refused) as refusal:
            write(issue, reader, now, parent_id=parent_id)
        assert refusal.value.code == "no_parent"
    assert not Comment.objects.filter(author=reader).exists()


def test_the_bell_rings_after_the_commit_with_the_id_alone(
    issue: Issue,
    reader: User,
    now: datetime,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Any,
) -> None:
    rung: list[dict[str, int]] = []
    monkeypatch.setattr(BELL, "ring", lambda task, **ids: rung.append(ids))
    with django_capture_on_commit_callbacks(execute=True):
        comment = write(issue, reader, now)
        assert rung == []
    assert rung == [{"comment_id": comment.pk}]


def test_a_flood_is_refused_and_a_minute_later_the_next_is_taken(
    issue: Issue, guidelines: Guidelines, reader: User, now: datetime
) -> None:
    for number in range(MOST_IN_A_MINUTE):
        write(issue, reader, now, f"第{number}条，各不相同。")
    with pytest.raises(Refused) as refusal:
        write(issue, reader, now, "再来一条。")
    assert refusal.value.code == "too_fast"
    assert Comment.objects.count() == MOST_IN_A_MINUTE
    write(issue, reader, now + timedelta(minutes=1), "再来一条。")
