"""From draft to approved: handing in, handing back, passing, and who has it."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from columns.models import Event, Issue, ReviewLink, Revision
from columns.richtext import has_content
from columns.rights import contributors, refuse_own_text, require_writer
from columns.services.revising import keep
from columns.services.steps import (
    READY,
    NotReady,
    announce,
    frozen,
    lock,
    notify,
    off_schedule,
    record,
)
from columns.signals import text_approved
from neican.accounts.models import User
from neican.accounts.permissions import require
from neican.accounts.roles import Role
from neican.kernel.moves import IllegalMove

_HANDED_IN = READY | {Issue.Status.REVIEW}


class StaleReview(Exception):
    """The text changed since the reviewer read it; the message says what to do."""


@transaction.atomic
def submit_issue(
    *,
    issue_id: int,
    by: User | None,
    at: datetime,
    reviewer: User | None = None,
    due_at: datetime | None = None,
    note: str = "",
) -> Issue:
    """
    Keep the working copy and hand it in for review.

    :param reviewer: who is to review it; None: the chief editors hear of it.
    :raises NotReady: if there is no text.
    :raises IllegalMove: if it is handed in already, or past that.
    """
    issue = lock(issue_id, at)
    require_writer(by, issue)
    keep(issue, by=by, at=at, note=note)
    _newest(issue)
    was = issue.stage
    issue.advance(Issue.Status.REVIEW)
    issue.held_by, issue.due_at = reviewer, due_at
    issue.save()
    event = record(issue, Event.Kind.SUBMITTED, by=by, at=at, was=was, note=note)
    notify(event, [reviewer] if reviewer else _chief_editors())
    return issue


@transaction.atomic
def recall_issue(*, issue_id: int, by: User | None, at: datetime) -> Issue:
    """
    Take a text back that was handed in.

    :raises IllegalMove: if it is not in review.
    """
    issue = lock(issue_id, at)
    require_writer(by, issue)
    if issue.stage != Issue.Status.REVIEW:
        raise IllegalMove(now=issue.stage, wanted=Issue.Status.DRAFT)
    was = issue.stage
    issue.advance(Issue.Status.DRAFT)
    issue.held_by = by
    issue.save()
    record(issue, Event.Kind.RECALLED, by=by, at=at, was=was)
    return issue


@transaction.atomic
def reject_issue(*, issue_id: int, reason: str, by: User | None, at: datetime) -> Issue:
    """
    Hand a text back to those who wrote it; each hears of it once, with the reason.

    What was approved is so no longer, and its words are nobody's settled ones.

    :raises NotReady: if no reason is given.
    :raises IllegalMove: if nothing was handed in.
    """
    require(by, "columns.publish_issue")
    issue = lock(issue_id, at)
    if not reason.strip():
        raise NotReady(_("退回要写明理由，作者才知道改什么"))
    was = issue.stage
    if was not in _HANDED_IN:
        raise IllegalMove(now=was, wanted=Issue.Status.DRAFT)
    off_schedule(issue)
    issue.approved = issue.live
    writers = _writers(issue)
    issue.advance(Issue.Status.DRAFT)
    issue.held_by = _last_submitter(issue)
    issue.save()
    event = record(issue, Event.Kind.REJECTED, by=by, at=at, was=was, note=reason.strip())
    notify(event, writers)
    return issue


@transaction.atomic
def approve_issue(
    *,
    issue_id: int,
    by: User | None,
    at: datetime,
    revision_number: int | None = None,
    link: ReviewLink | None = None,
    note: str = "",
) -> Issue:
    """
    Declare the newest revision fit to go out, and freeze it.

    :param revision_number: the one that was read; None: whichever is newest.
    :param link: the outsider who passes it, in place of a colleague; `by` is then None.
    :raises StaleReview: if another one was saved meanwhile.
    :raises OwnText: if `by` wrote in it and the column asks for a second person.
    :raises IllegalMove: if the stage does not allow it.
    """
    require(by, "columns.publish_issue")
    issue = lock(issue_id, at)
    text = _newest(issue)
    if revision_number not in (None, text.number):
        raise StaleReview(_("您读过之后又存了新的修订。请刷新页面，看过改动再通过。"))
    refuse_own_text(issue, text, by)
    writers = _writers(issue)
    was = issue.stage
    issue.advance(Issue.Status.APPROVED)
    issue.approved = frozen(text, at)
    issue.save()
    said = _("外审 %(name)s") % {"name": link.reviewer} if link else ""
    note = "：".join(part for part in (said, note) if part)
    notify(record(issue, Event.Kind.APPROVED, by=by, at=at, was=was, note=note), writers)
    announce(text_approved, issue)
    return issue


@transaction.atomic
def assign_issue(
    *,
    issue_id: int,
    to: User | None,
    due_at: datetime | None,
    by: User | None,
    at: datetime,
    note: str = "",
) -> Issue:
    """Say who has the issue now and until when."""
    issue = lock(issue_id, at)
    require_writer(by, issue)
    if (issue.held_by, issue.due_at) == (to, due_at):
        return issue
    issue.held_by, issue.due_at = to, due_at
    issue.save(update_fields=["held_by", "due_at"])
    words = " ".join(part for part in (str(to) if to else _("没有人"), note) if part)
    event = record(issue, Event.Kind.ASSIGNED, by=by, at=at, note=words)
    notify(event, [to] if to else [])
    return issue


def _newest(issue: Issue) -> Revision:
    """:raises NotReady: if there is no text."""
    newest: Revision | None = issue.revisions.first()
    if newest is None or not has_content(newest.body):
        raise NotReady(_("正文还是空的，请先写正文并保存"))
    return newest


def _writers(issue: Issue) -> frozenset[int]:
    """Ids of the users whose text it is: who typed, and who signs."""
    newest = issue.revisions.first()
    signed = issue.bylines.filter(author__user__isnull=False)
    names = frozenset(signed.values_list("author__user", flat=True))
    return names if newest is None else names | contributors(issue, newest)


def _last_submitter(issue: Issue) -> User | None:
    event = issue.events.filter(kind=Event.Kind.SUBMITTED).select_related("by").first()
    return event.by if event else None


def _chief_editors() -> Iterable[User]:
    return User.objects.filter(groups__name=Role.CHIEF_EDITOR, is_active=True)
