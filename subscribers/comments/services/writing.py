"""A reader writes: cleaned, counted, let in by the gate, kept from others until judged."""

from datetime import datetime, timedelta
from functools import partial

from django.db import transaction
from django.utils.translation import gettext as _

from columns.models import Issue
from neican.accounts.models import User
from neican.kernel.counting import LIMIT, BadText, clean, count
from subscribers import paywall
from subscribers.comments.models import Comment, Guidelines
from subscribers.comments.services.refusals import Refused
from subscribers.comments.signals import comment_written

MOST_IN_A_MINUTE = 10


@transaction.atomic
def write_comment(
    *, issue_id: int, author: User, body: str, parent_id: int | None, at: datetime
) -> Comment:
    """
    Keep a reader's comment, held, under the guidelines that hold now.

    A reply to a reply joins the same thread: threads are one level deep.

    :raises Refused: bad_text, empty, too_long, closed, no_access, no_parent, too_fast.
    """
    text = _cleaned(body)
    issue = Issue.objects.public(at).select_related("season").filter(pk=issue_id).first()
    guidelines = Guidelines.objects.valid(at)
    if issue is None or guidelines is None:
        raise Refused(_("这一期没有开放评论。"), "closed")
    if not author.is_active or not paywall.access_to(issue, author, at).is_full:
        raise Refused(_("能读全文的读者才能评论，开通后欢迎参与讨论。"), "no_access")
    if _has_just_written_much(author, at):
        raise Refused(_("写得太快了，请过一分钟再发，文字还在框里。"), "too_fast")
    comment = Comment.objects.create(
        issue=issue,
        author=author,
        parent=_thread(issue, parent_id),
        body=text,
        written_at=at,
        guidelines=guidelines,
    )
    # Robust: the comment is kept already, and the sweep finds it without any bell.
    announce = partial(comment_written.send_robust, sender=Comment, comment_id=comment.pk)
    transaction.on_commit(announce, robust=True)
    return comment


def _has_just_written_much(author: User, at: datetime) -> bool:
    """Counted in the tables: a cache may be away just when somebody floods."""
    recent = Comment.objects.filter(author=author, written_at__gt=at - timedelta(minutes=1))
    return recent.filter(written_at__lte=at).count() >= MOST_IN_A_MINUTE


def _cleaned(body: str) -> str:
    try:
        text = clean(body)
    except BadText as problem:
        raise Refused(_("这段文字里有无法保存的字符，或者太长。"), "bad_text") from problem
    if not text:
        raise Refused(_("请先写点什么。"), "empty")
    length = count(text)
    if length > LIMIT:
        raise Refused(
            _("最多 %(limit)s 字，现在是 %(length)s 字，请删去 %(over)s 字。")
            % {"limit": LIMIT, "length": length, "over": length - LIMIT},
            "too_long",
        )
    return text


def _thread(issue: Issue, parent_id: int | None) -> Comment | None:
    """The comment that leads the thread; both it and the one replied to must be visible."""
    if parent_id is None:
        return None
    visible = Comment.objects.filter(issue=issue, state=Comment.State.VISIBLE)
    parent = visible.select_related("parent").filter(pk=parent_id).first()
    thread = parent.parent or parent if parent is not None else None
    if thread is None or thread.state != Comment.State.VISIBLE:
        raise Refused(_("您要回复的评论已经看不到了。"), "no_parent")
    return thread
