"""Remarks on a passage, and links that let an outsider make them."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from columns.models import Event, Issue, Remark, ReviewLink
from columns.rights import require_writer
from columns.services.steps import NotReady, lock, record
from neican.accounts.models import User
from neican.accounts.permissions import require

LONGEST_LINK = timedelta(days=7)


@transaction.atomic
def add_remark(
    *,
    issue_id: int,
    body: str,
    at: datetime,
    by: User | None = None,
    link: ReviewLink | None = None,
    parent: Remark | None = None,
    block_id: str = "",
    quote: str = "",
) -> Remark:
    """
    Say something to a passage, or reply to what was said.

    :param quote: the words it is about, as they stand in the text; empty: the whole.
    :raises NotReady: if nothing is said.
    """
    issue = Issue.objects.get(pk=issue_id)
    if link is None:
        require_writer(by, issue)
    if not body.strip():
        raise NotReady(_("批注还是空的，请写点什么"))
    return Remark.objects.create(
        issue=issue,
        parent=(parent.parent or parent) if parent else None,
        block_id="" if parent else block_id[:20],
        quote="" if parent else quote[:300],
        body=body.strip()[:2000],
        by=by,
        link=link,
        at=at,
    )


def resolve_remark(*, remark: Remark, by: User | None, at: datetime) -> None:
    """Say that a remark is dealt with."""
    require_writer(by, remark.issue)
    remark.resolved_at, remark.resolved_by = at, by
    remark.save(update_fields=["resolved_at", "resolved_by"])


def reopen_remark(*, remark: Remark, by: User | None) -> None:
    """Say that it is not dealt with after all."""
    require_writer(by, remark.issue)
    remark.resolved_at = remark.resolved_by = None
    remark.save(update_fields=["resolved_at", "resolved_by"])


@transaction.atomic
def make_review_link(
    *,
    issue_id: int,
    reviewer: str,
    may_approve: bool,
    lasts: timedelta,
    by: User | None,
    at: datetime,
) -> ReviewLink:
    """
    Let an outsider read the draft and remark on it, for seven days at most.

    :raises NotReady: without a name, or for a longer time.
    """
    require(by, "columns.change_issue")
    if may_approve:
        require(by, "columns.publish_issue")
    issue = lock(issue_id, at)
    if not reviewer.strip():
        raise NotReady(_("请写上外审人的名字"))
    if not timedelta(0) < lasts <= LONGEST_LINK:
        raise NotReady(_("外审链接最多有效 7 天"))
    record(issue, Event.Kind.LINKED, by=by, at=at, note=reviewer.strip())
    return ReviewLink.objects.create(
        issue=issue,
        reviewer=reviewer.strip()[:40],
        may_approve=may_approve,
        made_by=by,
        made_at=at,
        expires_at=at + lasts,
    )


@transaction.atomic
def revoke_review_link(*, link: ReviewLink, by: User | None, at: datetime) -> None:
    """Close the door at once; doing it again changes nothing."""
    require(by, "columns.change_issue")
    if ReviewLink.objects.filter(pk=link.pk, revoked_at__isnull=True).update(revoked_at=at):
        record(link.issue, Event.Kind.UNLINKED, by=by, at=at, note=link.reviewer)
