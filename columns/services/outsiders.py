"""Links that let an outsider read the newest text of one issue, remark on it, perhaps pass it."""

from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.utils.translation import gettext as _

from columns.models import Event, Issue, ReviewLink
from columns.rights import refuse_own_text
from columns.services.reviewing import approve_issue
from columns.services.steps import NotReady, lock, record
from neican.accounts.models import User
from neican.accounts.permissions import require
from neican.kernel.moves import IllegalMove

LONGEST_LINK = timedelta(days=7)


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
    if opened is None or opened.made_by is None:  # whose right he was lent has left
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
