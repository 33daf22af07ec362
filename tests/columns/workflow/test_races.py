"""Many at once, on PostgreSQL, in real threads; each with its twin that lacks the guard."""

import threading
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core import mail

from columns import services
from columns.audio import services as sound
from columns.audio.models import Narration
from columns.models import Issue, Notice
from columns.services import noticing, publishing, reviewing, steps
from columns.signals import issue_published
from neican.accounts.models import User
from neican.kernel.moves import IllegalMove
from tests import factories
from tests.threads import at_once

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture
def news() -> Iterator[list[int]]:
    """Ids of the issues that were announced."""
    heard: list[int] = []

    def hear(issue_id: int, **_more: Any) -> None:
        heard.append(issue_id)

    issue_published.connect(hear)
    yield heard
    issue_published.disconnect(hear)


def _approved(now: datetime) -> Issue:
    issue = factories.make_issue(at=now)
    return services.approve_issue(issue_id=issue.pk, by=None, at=now)


def _unlocked(together: threading.Barrier) -> Any:
    """A lock that locks nothing, and lets two read before either writes."""

    def lock(issue_id: int, at: datetime) -> Issue:
        found = Issue.objects.select_related("season__column", "live", "approved").get(pk=issue_id)
        together.wait(timeout=20)
        return found

    return lock


def test_ten_publications_at_once_are_one(now: datetime, news: list[int]) -> None:
    issue = _approved(now)

    def publish() -> None:
        services.publish_issue(issue_id=issue.pk, by=None, at=now)
        sound.queue_narration(issue_id=issue.pk, now=now)

    assert at_once(10, publish) == [None] * 10
    assert news == [issue.pk]
    assert issue.events.filter(kind="published").count() == 1
    assert Narration.objects.count() == 1


def test_without_the_lock_two_publications_are_two(
    now: datetime, news: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    issue = _approved(now)
    monkeypatch.setattr(publishing, "lock", _unlocked(threading.Barrier(2)))
    at_once(2, lambda: services.publish_issue(issue_id=issue.pk, by=None, at=now))
    assert news == [issue.pk] * 2
    assert issue.events.filter(kind="published").count() == 2


def _due(now: datetime) -> tuple[Issue, datetime]:
    hour = now + timedelta(minutes=5)
    issue = _approved(now)
    services.schedule_issue(issue_id=issue.pk, by=None, at=now, goes_out_at=hour)
    return issue, hour


def test_two_sweeps_at_once_publish_once(now: datetime, news: list[int]) -> None:
    issue, hour = _due(now)
    answers = at_once(2, lambda: services.publish_due(now=hour))
    assert sorted(answers) == [[], [issue.pk]]
    assert news == [issue.pk]
    assert issue.events.filter(kind="published").count() == 1


def test_without_asking_again_under_the_lock_two_sweeps_publish_twice(
    now: datetime, news: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    issue, hour = _due(now)
    together = threading.Barrier(2)

    def naive(issue_id: int, at: datetime) -> bool:
        found = Issue.objects.select_related("season__column", "live", "approved").get(pk=issue_id)
        together.wait(timeout=20)
        steps.go_out(found, by=None, at=at)
        return True

    monkeypatch.setattr(publishing, "_publish_if_due", naive)
    at_once(2, lambda: services.publish_due(now=hour))
    assert issue.events.filter(kind="published").count() == 2
    assert news == [issue.pk] * 2


def test_taking_it_off_the_schedule_and_the_clock_do_not_both_win(
    now: datetime, news: list[int]
) -> None:
    issue, hour = _due(now)
    calls = iter([_off(issue, hour), lambda: services.publish_due(now=hour)])
    turn = threading.Lock()

    def either() -> Any:
        with turn:
            mine = next(calls)
        return mine()

    at_once(2, either)
    issue.refresh_from_db()
    is_out = issue.status == Issue.Status.PUBLISHED
    assert news == ([issue.pk] if is_out else [])
    assert issue.events.filter(kind="unscheduled").exists() is not is_out


def _off(issue: Issue, hour: datetime) -> Any:
    def off() -> str:
        try:
            services.unschedule_issue(
                issue_id=issue.pk, by=None, at=hour - timedelta(milliseconds=1)
            )
        except IllegalMove as refusal:
            return refusal.now
        return "off"

    return off


def test_two_reviewers_at_once_and_the_author_hears_once(
    author: User, now: datetime, chief: User
) -> None:
    issue = factories.make_issue(at=now, by=author, authors=(author.author,))
    services.submit_issue(issue_id=issue.pk, by=author, at=now)
    answers = at_once(
        2,
        lambda: services.reject_issue(issue_id=issue.pk, reason="缺出处", by=chief, at=now),
    )
    assert len([one for one in answers if isinstance(one, IllegalMove)]) == 1
    assert Notice.objects.filter(recipient=author, event__kind="rejected").count() == 1


@pytest.fixture
def owed(editor: User, chief: User, now: datetime) -> Notice:
    """A notice that is to be mailed."""
    issue = factories.make_issue(by=editor, at=now)
    services.submit_issue(issue_id=issue.pk, by=editor, at=now, reviewer=chief)
    return Notice.objects.get()


def test_eight_workers_mail_a_notice_once(owed: Notice, now: datetime) -> None:
    answers = at_once(8, lambda: services.mail_notices(now=now))
    assert sorted(answers) == [[]] * 7 + [[owed.pk]]
    assert len(mail.outbox) == 1


def test_looking_before_claiming_mails_it_twice(
    owed: Notice, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    together = threading.Barrier(2)

    def naive(notice_id: int, at: datetime) -> bool:
        is_free = Notice.objects.filter(noticing._in_nobodys_hands(at), pk=notice_id).exists()
        together.wait(timeout=20)
        Notice.objects.filter(pk=notice_id).update(sending_until=at + noticing.LEASE)
        return is_free

    monkeypatch.setattr(noticing, "_claimed", naive)
    at_once(2, lambda: services.mail_notices(now=now))
    assert len(mail.outbox) == 2


def test_without_the_lock_the_author_hears_twice(
    author: User, now: datetime, chief: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    issue = factories.make_issue(at=now, by=author, authors=(author.author,))
    services.submit_issue(issue_id=issue.pk, by=author, at=now)
    monkeypatch.setattr(reviewing, "lock", _unlocked(threading.Barrier(2)))
    at_once(
        2,
        lambda: services.reject_issue(issue_id=issue.pk, reason="缺出处", by=chief, at=now),
    )
    assert Notice.objects.filter(recipient=author, event__kind="rejected").count() == 2
