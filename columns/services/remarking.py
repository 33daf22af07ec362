"""Remarks on a passage: said, answered, settled."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from columns.models import Issue, Remark, ReviewLink
from columns.rights import require_writer
from columns.services.outsiders import LinkClosed
from columns.services.steps import NotReady
from neican.accounts.models import User
from neican.kernel.typed import plain

LONGEST_REMARK = 2000
LONGEST_QUOTE = 300


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
        block_id="" if parent else plain(block_id)[:20],
        quote="" if parent else plain(quote)[:LONGEST_QUOTE],
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
    said = plain(body).strip()
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
