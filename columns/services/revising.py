"""Revisions: states of the working copy that are kept, with author, time and note."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from columns import checklist
from columns import facts as facts_of
from columns.models import Draft, Event, Issue, Revision
from columns.richtext import sanitise
from columns.rights import AUTHORS_FACTS, require_writer
from columns.services.drafting import write
from columns.services.sessions import refuse_others_lock
from columns.services.steps import (
    READY,
    announce,
    frozen,
    let_out,
    lock,
    notify,
    off_schedule,
    record,
    take_in,
)
from columns.signals import text_approved
from neican.accounts.models import User


@transaction.atomic
def keep_draft(*, issue_id: int, by: User | None, at: datetime, note: str = "") -> Revision | None:
    """
    Keep the working copy as the issue's newest revision.

    :returns: None where it is the newest one already.
    """
    issue = lock(issue_id, at)
    require_writer(by, issue)
    return keep(issue, by=by, at=at, note=note)


@transaction.atomic
def save_revision(
    *,
    issue_id: int,
    body: str | None = None,
    facts: Mapping[str, Any] | None = None,
    by: User | None,
    at: datetime,
    note: str = "",
) -> Revision | None:
    """
    Replace the working copy and keep it at once; what was unkept before is kept first.

    :param body: None to leave the text as it is; `facts` likewise, all or some.
    :returns: None where nothing is new.
    """
    issue = lock(issue_id, at)
    require_writer(by, issue)
    draft = Draft.objects.get(issue=issue)
    new_body = draft.body if body is None else sanitise(body)
    new_facts = facts_of.changed(draft.facts, facts or {})
    if (draft.body, draft.facts) != (new_body, new_facts):
        _keep_unkept(issue, at)
        write(Draft.objects.get(issue=issue), body=new_body, facts=new_facts, by=by, at=at)
    return keep(issue, by=by, at=at, note=note)


@transaction.atomic
def restore_revision(
    *, issue_id: int, number: int, by: User | None, at: datetime
) -> Revision | None:
    """
    Make an old revision the working copy again; what stands there now is kept before.

    Of the facts only those that this person may change.

    :raises LockedByAnother: while a colleague keeps the draft to himself.
    :raises Revision.DoesNotExist: if the issue has none of this number.
    """
    issue = lock(issue_id, at)
    require_writer(by, issue)
    refuse_others_lock(issue, by, at)
    old = issue.revisions.get(number=number)
    _keep_unkept(issue, at)
    draft = Draft.objects.get(issue=issue)
    draft.contributors = sorted({*draft.contributors, *_typed_by(issue, old)})
    facts = facts_of.changed(draft.facts, _writable(old.facts, by))
    write(draft, body=old.body, facts=facts, by=by, at=at)
    note = _("恢复自修订 %(number)s") % {"number": number}
    kept = keep(issue, by=by, at=at, note=note)
    if kept is not None:
        record(issue, Event.Kind.RESTORED, by=by, at=at, note=note)
    return kept


def _typed_by(issue: Issue, old: Revision) -> set[int]:
    """Ids of those whose words come back with it: all since the last text that readers had."""
    upto = issue.revisions.filter(number__lte=old.number)
    out = upto.filter(out_at__isnull=False).aggregate(last=Max("number"))["last"] or 0
    rows = upto.filter(number__gt=out).values_list("contributors", flat=True)
    return {user for named in rows for user in named}


def _writable(facts: Mapping[str, Any], by: User | None) -> dict[str, Any]:
    """The facts that this person may change; the house itself (None) may change all."""
    is_free = by is None or by.has_perm("columns.change_issue")
    return {name: value for name, value in facts.items() if is_free or name in AUTHORS_FACTS}


def _keep_unkept(issue: Issue, at: datetime) -> None:
    """Nothing that was typed is lost only because somebody replaces it."""
    draft = Draft.objects.select_related("saved_by").get(issue=issue)
    if issue.revisions.exists() or draft.body:
        keep(issue, by=draft.saved_by, at=at, note=_("自动留存"))


def keep(issue: Issue, *, by: User | None, at: datetime, note: str = "") -> Revision | None:
    """Keep the working copy of a locked issue; None where it is the newest revision already."""
    draft = Draft.objects.get(issue=issue)
    newest = issue.revisions.first()
    if newest is not None and (newest.body, newest.facts) == (draft.body, draft.facts):
        return None
    last = issue.revisions.aggregate(last=Max("number"))["last"] or 0
    revision = Revision.objects.create(
        issue=issue,
        number=last + 1,
        body=draft.body,
        facts=draft.facts,
        contributors=draft.contributors,
        note=note,
        saved_by=by,
        saved_at=at,
    )
    draft.contributors = []
    draft.save(update_fields=["contributors"])
    was = issue.stage
    _move_after_change(issue, revision, by, at)
    moved = was if issue.stage != was else ""
    event = record(issue, Event.Kind.SAVED, by=by, at=at, was=moved, note=note)
    if moved in READY:
        notify(event, _who_saw_to_it(issue))
    return revision


def _who_saw_to_it(issue: Issue) -> set[int]:
    """Ids of those who passed it and set its hour: they hear that it goes back."""
    kinds = (Event.Kind.APPROVED, Event.Kind.SCHEDULED)
    last = (issue.events.filter(kind=kind).first() for kind in kinds)
    return {event.by_id for event in last if event is not None and event.by_id is not None}


def _move_after_change(issue: Issue, revision: Revision, by: User | None, at: datetime) -> None:
    """An approved text that changed is reviewed again, unless the column and its writer may not."""
    if issue.stage in READY and _stays_approved(issue, revision, by):
        _approve_as_before(issue, revision, at)
    elif issue.stage in READY:
        off_schedule(issue)
        issue.advance(Issue.Status.REVIEW)
    elif issue.status == Issue.Status.WITHDRAWN:
        issue.move_to(Issue.Status.DRAFT)
    elif issue.stage == Issue.Status.PUBLISHED:
        issue.advance(Issue.UpdateStage.DRAFT)
    issue.save()
    if issue.status != Issue.Status.PUBLISHED:
        facts_of.print_(issue, revision.facts)


def _stays_approved(issue: Issue, revision: Revision, by: User | None) -> bool:
    """Where the column lets it: an editor's change, with nothing missing after it."""
    decides = by is None or by.has_perm("columns.publish_issue")
    let = decides and not issue.season.column.review_again
    return let and not checklist.blocking(issue, revision)


def _approve_as_before(issue: Issue, revision: Revision, at: datetime) -> None:
    hour = issue.goes_out_at
    issue.approved = frozen(revision, at)
    if issue.status == Issue.Status.SCHEDULED and hour is not None:
        take_in(issue)
        let_out(issue, issue.approved, hour)
    announce(text_approved, issue)
