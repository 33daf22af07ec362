"""From approved to readers, and away from them again."""

import logging
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from columns import checklist
from columns.models import Event, Issue
from columns.services.steps import NotReady, announce, go_out, let_out, lock, off_schedule, record
from columns.signals import issue_withdrawn
from neican.accounts.models import User
from neican.accounts.permissions import require
from neican.kernel.moves import IllegalMove

logger = logging.getLogger(__name__)


@transaction.atomic
def schedule_issue(
    *, issue_id: int, by: User | None, at: datetime, goes_out_at: datetime, correction: str = ""
) -> Issue:
    """
    Name the hour at which an approved text goes out, first or in place of the live one.

    An issue that was never out is ready to be read from that minute on.

    :param correction: of an update, the public note that goes out with it; empty: a silent fix.
    :raises NotReady: if something is missing, or the hour is past.
    :raises IllegalMove: if no text is approved.
    """
    require(by, "columns.publish_issue")
    issue = lock(issue_id, at)
    was = issue.stage
    if goes_out_at <= at:
        raise NotReady(_("定时的时间已经过去了，请选一个将来的时间，或者直接发布"))
    if was == Issue.Status.SCHEDULED:
        off_schedule(issue)
        issue.advance(Issue.Status.APPROVED)
    issue.advance(Issue.Status.SCHEDULED)
    _refuse_unready(issue)
    assert issue.approved is not None, "only an approved text comes to be scheduled"
    issue.goes_out_at, issue.scheduled_correction = goes_out_at, correction.strip()
    if issue.status == Issue.Status.SCHEDULED:
        let_out(issue, issue.approved, goes_out_at)
        issue.published_at = issue.published_at or goes_out_at
    issue.save()
    record(issue, Event.Kind.SCHEDULED, by=by, at=at, was=was, note=goes_out_at.isoformat())
    return issue


@transaction.atomic
def unschedule_issue(*, issue_id: int, by: User | None, at: datetime) -> Issue:
    """
    Take it off the schedule; it stays approved.

    :raises IllegalMove: if it is not scheduled, or out already.
    """
    require(by, "columns.publish_issue")
    issue = lock(issue_id, at)
    was = issue.stage
    if was != Issue.Status.SCHEDULED:
        raise IllegalMove(now=was, wanted=Issue.Status.APPROVED)
    off_schedule(issue)
    issue.advance(Issue.Status.APPROVED)
    issue.save()
    record(issue, Event.Kind.UNSCHEDULED, by=by, at=at, was=was)
    return issue


@transaction.atomic
def publish_issue(*, issue_id: int, by: User | None, at: datetime, correction: str = "") -> Issue:
    """
    Let readers have the approved text now; on a public issue, in place of the live one.

    Publishing what is live already changes nothing and announces nothing.

    :param correction: a public note that readers see with its date; empty: a silent fix.
    :raises IllegalMove: if no text is approved.
    :raises NotReady: if something that must be there is missing.
    """
    require(by, "columns.publish_issue")
    issue = lock(issue_id, at)
    if issue.stage == Issue.Status.PUBLISHED:
        return issue
    _refuse_unready(issue)
    off_schedule(issue)  # ahead of its hour: today's date is the true one
    go_out(issue, by=by, at=at, correction=correction.strip())
    return issue


def _refuse_unready(issue: Issue) -> None:
    text = issue.approved or issue.live
    missing = checklist.blocking(issue, text) if text else []
    if missing:
        raise NotReady("；".join(finding.text for finding in missing))


@transaction.atomic
def withdraw_issue(*, issue_id: int, by: User | None, at: datetime, reason: str = "") -> Issue:
    """
    Take an issue away from readers; text and sound stay in the house.

    :raises IllegalMove: if it is not published.
    """
    require(by, "columns.publish_issue")
    issue = lock(issue_id, at)
    was = issue.stage
    issue.update_stage = Issue.UpdateStage.NONE
    issue.move_to(Issue.Status.WITHDRAWN)
    issue.approved = issue.live  # what was to replace it is not what comes back
    issue.goes_out_at = None
    issue.save()
    record(issue, Event.Kind.WITHDRAWN, by=by, at=at, was=was, note=reason.strip())
    announce(issue_withdrawn, issue)
    return issue


def publish_due(*, now: datetime) -> list[int]:
    """
    Publish every scheduled text whose hour has come; ids of those published.

    One that cannot go out is logged and tried again; it does not hold up the others.
    """
    published = []
    for issue_id in list(Issue.objects.due(now).values_list("pk", flat=True)):
        try:
            if _publish_if_due(issue_id, now):
                published.append(issue_id)
        except Exception:
            logger.exception("issue %s is due and could not be published", issue_id)
    return published


@transaction.atomic
def _publish_if_due(issue_id: int, now: datetime) -> bool:
    """Asks again under the lock: an editor may have taken it off the schedule a second ago."""
    due = Issue.objects.due(now).select_for_update(of=("self",)).filter(pk=issue_id)
    if not due.exists():
        return False
    lock(issue_id, now)
    return True
