"""Outsiders at once, and one whose link is taken back while he presses the button."""

import threading
from datetime import datetime, timedelta
from itertools import count
from typing import Any

import pytest
from django.db import connection, transaction

from columns import services
from columns.models import Event, Issue, ReviewLink
from columns.models.review import ReviewLinkQuerySet
from columns.services import outsiders, reviewing
from neican.accounts.roles import Role
from tests import factories
from tests.threads import at_once

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
MANY = 10


@pytest.fixture
def issue(now: datetime) -> Issue:
    issue = factories.make_issue(at=now)
    return services.submit_issue(issue_id=issue.pk, by=None, at=now)


def _link(issue: Issue, at: datetime) -> ReviewLink:
    return services.make_review_link(
        issue_id=issue.pk,
        reviewer="赵教授",
        may_approve=True,
        lasts=timedelta(days=1),
        by=factories.make_staff(Role.CHIEF_EDITOR),
        at=at,
    )


def _all_approve(issue: Issue, now: datetime) -> int:
    """How often the log says that the text was passed."""
    links, turn = [_link(issue, now) for _ in range(MANY)], count()
    at_once(
        MANY,
        lambda: services.approve_by_link(link=links[next(turn)], revision_number=1, at=now),
    )
    return issue.events.filter(kind=Event.Kind.APPROVED).count()


def test_ten_who_pass_a_text_at_once_pass_it_once(issue: Issue, now: datetime) -> None:
    assert _all_approve(issue, now) == 1


def test_without_the_lock_it_is_passed_more_often(
    issue: Issue, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The twin: were this to pass as well, the test above would prove nothing."""

    def unguarded(issue_id: int, at: datetime) -> Issue:
        return Issue.objects.select_related("season__column").get(pk=issue_id)

    monkeypatch.setattr(outsiders, "lock", unguarded)
    monkeypatch.setattr(reviewing, "lock", unguarded)
    assert _all_approve(issue, now) > 1


def _approve_while_it_is_taken_back(link: ReviewLink, now: datetime) -> None:
    """The link is taken back in a transaction that holds until the approval waits for it."""

    def approve() -> None:
        try:
            services.approve_by_link(link=link, revision_number=1, at=now)
        except services.LinkClosed:
            pass
        finally:
            connection.close()

    thread = threading.Thread(target=approve)
    with transaction.atomic():
        ReviewLink.objects.filter(pk=link.pk).update(revoked_at=now)
        thread.start()
        while thread.is_alive() and not _somebody_waits():
            pass
    thread.join(timeout=20)


def _somebody_waits() -> bool:
    """For this transaction, and no other test's."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_locks"
            " WHERE NOT granted AND transactionid = pg_current_xact_id()::xid"
        )
        row: Any = cursor.fetchone()
        return bool(row[0])


def test_a_link_taken_back_at_the_last_moment_passes_nothing(issue: Issue, now: datetime) -> None:
    _approve_while_it_is_taken_back(_link(issue, now), now)
    issue.refresh_from_db()
    assert issue.stage == "review"


def test_without_the_links_lock_it_passes(
    issue: Issue, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The twin."""
    monkeypatch.setattr(ReviewLinkQuerySet, "select_for_update", lambda self, **_options: self)
    _approve_while_it_is_taken_back(_link(issue, now), now)
    issue.refresh_from_db()
    assert issue.stage == "approved"
