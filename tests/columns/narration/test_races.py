"""Many at once, on PostgreSQL, in real threads; each with its twin that lacks the guard."""

import threading
from datetime import datetime

import pytest

from columns import services as newsroom
from columns.audio import services
from columns.audio.models import Narration
from columns.audio.services import narrating
from columns.models import Event, Issue
from columns.services import publishing
from tests import factories
from tests.threads import at_once

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
]


def test_ten_publications_at_once_make_one_text_and_one_narration(now: datetime) -> None:
    issue = factories.make_issue(at=now)
    newsroom.approve_issue(issue_id=issue.pk, by=None, at=now)

    def publish() -> None:
        newsroom.publish_issue(issue_id=issue.pk, by=None, at=now)
        services.queue_narration(issue_id=issue.pk, now=now)

    assert at_once(10, publish) == [None] * 10
    assert Narration.objects.count() == 1
    assert issue.revisions.count() == 1
    assert issue.events.filter(kind__in=(Event.Kind.PUBLISHED, Event.Kind.UPDATED)).count() == 1


def test_without_the_lock_an_issue_is_published_more_than_once(
    now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    issue = factories.make_issue(at=now)
    newsroom.approve_issue(issue_id=issue.pk, by=None, at=now)
    together = threading.Barrier(2)

    def unlocked(issue_id: int, at: datetime) -> Issue:
        found = Issue.objects.select_related("live", "approved").get(pk=issue_id)
        together.wait(timeout=20)
        return found

    monkeypatch.setattr(publishing, "lock", unlocked)
    at_once(2, lambda: newsroom.publish_issue(issue_id=issue.pk, by=None, at=now))
    assert issue.events.filter(kind=Event.Kind.PUBLISHED).count() == 2


def test_of_eight_workers_one_gets_the_claim(now: datetime) -> None:
    issue = factories.make_published_issue(at=now)
    pk = services.queue_narration(issue_id=issue.pk, now=now)
    assert pk is not None
    claims = at_once(8, lambda: narrating._claim(pk, now))
    assert len([claim for claim in claims if claim is not None]) == 1
    assert Narration.objects.get().attempts == 1


def test_looking_before_claiming_lets_two_workers_in(now: datetime) -> None:
    """The twin: read first, write then, and both believe that the work is theirs."""
    issue = factories.make_published_issue(at=now)
    pk = services.queue_narration(issue_id=issue.pk, now=now)
    assert pk is not None
    together = threading.Barrier(2)

    def naive() -> bool:
        is_free = Narration.objects.get(pk=pk).state == Narration.State.QUEUED
        together.wait(timeout=20)
        Narration.objects.filter(pk=pk).update(attempts=1)
        return is_free

    assert at_once(2, naive) == [True, True]
