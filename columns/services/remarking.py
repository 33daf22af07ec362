"""Remarks on a passage, and links that let an outsider make them."""

from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.utils.translation import gettext as _

from columns.models import Event, Issue, Remark, ReviewLink
from columns.rights import refuse_own_text, require_writer
from columns.services.reviewing import approve_issue
from columns.services.steps import NotReady, lock, record
from neican.accounts.models import User
from neican.accounts.permissions import require
from neican.kernel.moves import IllegalMove

LONGEST_LINK = timedelta(days=7)
LONGEST_REMARK = 2000
LONGEST_QUOTE = 300


class LinkClosed(Exception):
    """The link is over, was taken back, or was never one of this issue."""


def link_token(link: ReviewLink) -> str:
    """What stands in the link's address: signed, so nobody can make one up."""
    return _signer().sign(str(link.pk))


def link_of(token: str) -> ReviewLink | None:
    """The link that a token was made for, open or closed; None if we never made it."""
    try:
        pk = _signer().unsign(token)
    except BadSignature:
        return None
    return ReviewLink.objects.select_related("issue__season__column").filter(pk=pk).first()


def _signer() -> Signer:
    return Signer(salt="columns.review_link", sep=".")


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
    Say something to a passage, or reply to what was said; a reply opens a settled remark again.

    :param quote: the words it is about, as they stand in the text; empty: the whole.
    :raises NotReady: if nothing is said, or too much.
    :raises LinkClosed: if the outsider's link does not open this issue now.
    """
    issue = Issue.objects.get(pk=issue_id)
    _require_speaker(issue, by, link, at)
    said = _said(body)
    thread = _thread(issue, parent)
    if thread is not None and thread.resolved_at is not None:
        Remark.objects.filter(pk=thread.pk).update(resolved_at=None, resolved_by=None)
    return Remark.objects.create(
        issue=issue,
        parent=thread,
        block_id="" if parent else block_id[:20],
        quote="" if parent else quote[:LONGEST_QUOTE],
        body=said,
        by=by,
        link=link,
        at=at,
    )


def _require_speaker(issue: Issue, by: User | None, link: ReviewLink | None, at: datetime) -> None:
    if link is None:
        require_writer(by, issue)
    elif not issue.review_links.open(at).filter(pk=link.pk).exists():
        raise LinkClosed


def _said(body: str) -> str:
    said = body.replace("\r\n", "\n").strip()
    if not said:
        raise NotReady(_("批注还是空的，请写点什么"))
    if len(said) > LONGEST_REMARK:
        text = _("批注最多 %(most)s 字，请分成几条")
        raise NotReady(text % {"most": LONGEST_REMARK})
    return said


def _thread(issue: Issue, parent: Remark | None) -> Remark | None:
    """The remark that a reply hangs on: replies to replies hang on the same."""
    if parent is not None and parent.issue_id != issue.pk:
        raise NotReady(_("要回复的批注不在这一期里"))
    return (parent.parent or parent) if parent else None


def resolve_remark(*, remark: Remark, by: User | None, at: datetime) -> None:
    """Say that a remark is dealt with; of two who do, the first is named."""
    require_writer(by, remark.issue)
    Remark.objects.filter(pk=remark.pk, resolved_at__isnull=True).update(
        resolved_at=at, resolved_by=by
    )


def reopen_remark(*, remark: Remark, by: User | None) -> None:
    """Say that it is not dealt with after all."""
    require_writer(by, remark.issue)
    Remark.objects.filter(pk=remark.pk).update(resolved_at=None, resolved_by=None)


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
    Let an outsider read the newest revision and remark on it, for seven days at most.

    Whoever lets him pass the text as well lends him his own right, so he must have it.

    :raises NotReady: without a name, or for a longer time.
    :raises OwnText: if it may be passed and `by` wrote in it.
    """
    require(by, "columns.change_issue")
    issue = lock(issue_id, at)
    if may_approve:
        _require_right_to_lend(issue, by)
    if not reviewer.strip():
        raise NotReady(_("请写上外审人的名字"))
    if not timedelta(0) < lasts <= LONGEST_LINK:
        raise NotReady(_("外审链接最多有效 7 天"))
    name = reviewer.strip()[:40]
    record(issue, Event.Kind.LINKED, by=by, at=at, note=name)
    return ReviewLink.objects.create(
        issue=issue,
        reviewer=name,
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


@transaction.atomic
def approve_by_link(
    *, link: ReviewLink, revision_number: int, at: datetime, note: str = ""
) -> Issue:
    """
    Let an outsider pass the text that he read; it must be in review still.

    :raises LinkClosed: if the link does not open the issue any more.
    :raises PermissionDenied: if it was not made for that, or its maker may not pass it himself.
    :raises StaleReview: if another revision was saved meanwhile.
    :raises IllegalMove: if the issue is not in review.
    """
    issue = lock(link.issue_id, at)
    # Locked and read anew: a link taken back a moment ago passes nothing.
    held = ReviewLink.objects.select_for_update(of=("self",)).open(at).filter(pk=link.pk)
    opened = held.select_related("made_by").first()
    if opened is None:
        raise LinkClosed
    if not opened.may_approve:
        raise PermissionDenied("columns.publish_issue")
    if issue.stage != Issue.Status.REVIEW:
        raise IllegalMove(now=issue.stage, wanted=Issue.Status.APPROVED)
    _require_right_to_lend(issue, opened.made_by)
    return approve_issue(
        issue_id=issue.pk,
        by=None,
        link=opened,
        revision_number=revision_number,
        at=at,
        note=note,
    )


def _require_right_to_lend(issue: Issue, by: User | None) -> None:
    """Without this an editor could pass his own text through a link made out to anybody."""
    require(by, "columns.publish_issue")
    newest = issue.revisions.first()
    if newest is not None:
        refuse_own_text(issue, newest, by)
