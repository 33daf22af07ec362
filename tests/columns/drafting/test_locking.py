"""Presence, and keeping a draft to oneself for a while."""

from datetime import datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from columns import services
from columns.models import EditingSession, Issue
from neican.accounts.roles import Role
from tests import factories
from tests.columns.drafting.windows import Window

pytestmark = pytest.mark.django_db


@pytest.fixture
def issue(now: datetime) -> Issue:
    return factories.make_issue(at=now)


@pytest.fixture
def holder(issue: Issue, now: datetime) -> Window:
    return Window.open(issue, factories.make_staff(Role.EDITOR, display_name="张三"), now)


@pytest.fixture
def other(issue: Issue, now: datetime) -> Window:
    return Window.open(issue, factories.make_staff(Role.EDITOR), now)


def _present(issue: Issue, now: datetime) -> set[str]:
    rows = EditingSession.objects.present(now).filter(issue=issue).select_related("user")
    return {row.user.display_name for row in rows}


def test_a_window_is_present_as_long_as_it_gives_signs_of_life(
    issue: Issue, holder: Window, now: datetime
) -> None:
    assert _present(issue, now + timedelta(seconds=10)) == {"张三"}
    later = now + timedelta(minutes=1)
    assert _present(issue, later) == set()
    services.see_session(issue_id=issue.pk, key=holder.key, by=holder.user, at=later)
    assert _present(issue, later + timedelta(seconds=10)) == {"张三"}
    services.end_session(issue_id=issue.pk, key=holder.key, by=holder.user, at=later)
    assert _present(issue, later) == set()


def test_a_lock_keeps_the_others_from_saving_until_it_is_let_go(
    issue: Issue, holder: Window, other: Window
) -> None:
    holder.lock()
    with pytest.raises(services.LockedByAnother, match="张三"):
        other.save("<p>插一段。</p>")
    with pytest.raises(services.LockedByAnother):
        other.lock()
    holder.save("<p>锁着写。</p>")
    services.unlock_draft(issue_id=issue.pk, key=holder.key, by=holder.user)
    other.lock()


def test_a_silent_holder_loses_the_lock_after_fifteen_minutes(
    holder: Window, other: Window, now: datetime
) -> None:
    holder.lock()
    with pytest.raises(services.LockedByAnother):
        other.lock(now + timedelta(minutes=14, seconds=59))
    other.lock(now + timedelta(minutes=15))


def test_a_chief_editor_breaks_a_lock_and_the_log_says_so(
    issue: Issue, holder: Window, other: Window, now: datetime
) -> None:
    holder.lock()
    chief = factories.make_staff(Role.CHIEF_EDITOR)
    services.break_lock(issue_id=issue.pk, by=chief, at=now)
    assert issue.events.filter(kind="unlocked", by=chief, note="张三").count() == 1
    with pytest.raises(services.SessionEnded, match="复制"):
        holder.save("<p>过期的窗口。</p>")
    other.save("<p>现在轮到我。</p>")


def test_an_editor_does_not_break_a_lock(holder: Window, other: Window, now: datetime) -> None:
    holder.lock()
    with pytest.raises(PermissionDenied):
        services.break_lock(issue_id=holder.issue.pk, by=other.user, at=now)
    with pytest.raises(services.LockedByAnother):
        other.save("<p>还锁着。</p>")


def test_windows_are_forgotten_after_a_month_of_silence(
    holder: Window, other: Window, now: datetime
) -> None:
    later = now + timedelta(days=20)
    services.see_session(issue_id=other.issue.pk, key=other.key, by=other.user, at=later)
    assert services.forget_sessions(now=now + timedelta(days=31)) == 1
    assert EditingSession.objects.get().key == other.key
