"""Mail to colleagues: once, without a word of the text, and again if the server was away."""

from datetime import datetime, timedelta
from smtplib import SMTPServerDisconnected
from typing import Any

import pytest
from django.core import mail

from columns import services, tasks
from columns.models import Issue, Notice
from columns.services import noticing
from neican.accounts.models import User
from tests import factories
from tests.factories import CANARY

pytestmark = pytest.mark.django_db


@pytest.fixture
def handed_in(editor: User, chief: User, now: datetime) -> Issue:
    """An issue that waits for the chief editor's review."""
    issue = factories.make_issue(headline="等审的一期", by=editor, at=now)
    due = datetime.fromisoformat("2026-05-28T15:59+00:00")
    return services.submit_issue(
        issue_id=issue.pk, by=editor, at=now, reviewer=chief, due_at=due, note="看看数字"
    )


def test_a_notice_is_mailed_once(handed_in: Issue, chief: User, now: datetime) -> None:
    notice = Notice.objects.get()
    assert services.mail_notices(now=now) == [notice.pk]
    assert services.mail_notices(now=now + timedelta(hours=1)) == []
    (letter,) = mail.outbox
    assert letter.to == [chief.email]
    assert letter.subject == "[内参] 送审：等审的一期|内参"
    notice.refresh_from_db()
    assert (notice.mailed_at, notice.sending_until) == (now, None)


def test_the_letter_says_who_what_when_and_where(handed_in: Issue, now: datetime) -> None:
    services.mail_notices(now=now)
    words = str(mail.outbox[0].body)
    assert "李四 对下面这一期做了“送审”。" in words
    assert "留言：看看数字" in words
    assert "最晚：2026-05-28" in words
    assert f"http://127.0.0.1:8000/admin/columns/issue/{handed_in.pk}/change/" in words


def test_no_word_of_the_text_is_in_the_letter(handed_in: Issue, now: datetime) -> None:
    services.mail_notices(now=now)
    assert CANARY not in str(mail.outbox[0].message())
    assert "开头这一段" not in str(mail.outbox[0].body)


def test_marks_in_a_headline_are_letters_and_no_second_line(
    editor: User, chief: User, now: datetime
) -> None:
    issue = factories.make_issue(headline="A & <B>\n再一行", by=editor, at=now)
    services.submit_issue(issue_id=issue.pk, by=editor, at=now, reviewer=chief)
    services.mail_notices(now=now)
    assert mail.outbox[0].subject == "[内参] 送审：A & <B> 再一行|内参"
    assert "A & <B>" in str(mail.outbox[0].body)


def test_what_was_read_already_is_not_mailed(handed_in: Issue, chief: User, now: datetime) -> None:
    services.read_notices(by=chief, at=now)
    assert services.mail_notices(now=now) == []
    assert mail.outbox == []


def test_a_server_that_is_away_is_asked_again_after_a_pause(
    handed_in: Issue, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: Any, **__: Any) -> int:
        raise SMTPServerDisconnected("away")

    with monkeypatch.context() as patch:
        patch.setattr(noticing, "send_mail", away)
        assert services.mail_notices(now=now) == []
    assert services.mail_notices(now=now + noticing.PAUSE - timedelta(seconds=1)) == []
    assert len(services.mail_notices(now=now + noticing.PAUSE)) == 1
    assert len(mail.outbox) == 1


def test_one_that_cannot_be_sent_does_not_hold_up_the_others(
    handed_in: Issue, editor: User, chief: User, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    services.reject_issue(issue_id=handed_in.pk, by=chief, at=now, reason="缺出处")

    def picky(subject: str, body: str, sender: None, to: list[str]) -> int:
        if to == [chief.email]:
            raise OSError
        return mail.send_mail(subject, body, sender, to)

    monkeypatch.setattr(noticing, "send_mail", picky)
    services.mail_notices(now=now)
    assert [letter.to for letter in mail.outbox] == [[editor.email]]


@pytest.mark.parametrize(("after", "letters"), [(timedelta(hours=23), 1), (timedelta(days=1), 0)])
def test_old_news_is_not_mailed(
    handed_in: Issue, now: datetime, after: timedelta, letters: int
) -> None:
    services.mail_notices(now=now + after)
    assert len(mail.outbox) == letters


def test_who_left_the_house_gets_no_mail(handed_in: Issue, chief: User, now: datetime) -> None:
    chief.is_active = False
    chief.save()
    assert services.mail_notices(now=now) == []


def test_a_claim_of_a_dead_worker_runs_out(handed_in: Issue, now: datetime) -> None:
    assert noticing._claimed(Notice.objects.get().pk, now)
    assert services.mail_notices(now=now) == []
    assert len(services.mail_notices(now=now + noticing.LEASE)) == 1


def test_the_clock_rings_for_them() -> None:
    from neican.schedule import SCHEDULE

    assert tasks.mail_notices.name in {job["task"] for job in SCHEDULE.values()}
