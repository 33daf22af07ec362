"""The open windows of the writing desk: who is there, and who keeps the draft to himself."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from columns.models import EditingSession, Event, Issue
from columns.rights import require_writer
from columns.services.steps import lock, record
from neican.accounts.models import User
from neican.accounts.permissions import require

REMEMBERED_FOR = timedelta(days=30)


class SaveRefused(Exception):
    """A save that was not taken; the message says why and what to do. The text stays offered."""


class SessionEnded(SaveRefused):
    """A colleague broke this window's lock, or it was forgotten: what it holds may be outdated."""


class LockedByAnother(SaveRefused):
    """Somebody keeps the draft to himself for the moment."""


@transaction.atomic
def open_session(*, issue_id: int, key: UUID, by: User, at: datetime) -> EditingSession:
    """Begin a window's session with the working copy as it is now."""
    issue = lock(issue_id, at)
    require_writer(by, issue)
    draft = issue.draft
    return EditingSession.objects.create(
        key=key,
        issue=issue,
        user=by,
        opened_at=at,
        seen_at=at,
        body=draft.body,
        facts=draft.facts,
    )


def see_session(*, issue_id: int, key: UUID, by: User, at: datetime) -> EditingSession:
    """
    Note a window's sign of life.

    :raises SessionEnded: if it was ended, or never began.
    """
    session = EditingSession.objects.filter(issue=issue_id, key=key, user=by).first()
    if session is None or session.ended_at is not None:
        raise SessionEnded(_ended())
    session.seen_at = at
    session.save(update_fields=["seen_at"])
    return session


def end_session(*, issue_id: int, key: UUID, by: User, at: datetime) -> None:
    """The window was closed: it is present no more and locks nothing. A later save reopens it."""
    EditingSession.objects.filter(issue=issue_id, key=key, user=by).update(
        holds_lock=False, seen_at=at - EditingSession.LOCKED_FOR
    )


def forget_refused(*, issue_id: int, key: UUID, by: User) -> None:
    """Offer a text that clashed no more: its owner has settled it otherwise."""
    EditingSession.objects.filter(issue=issue_id, key=key, user=by).update(refused=None)


@transaction.atomic
def lock_draft(*, issue_id: int, key: UUID, by: User, at: datetime) -> None:
    """
    Keep the working copy to this window until it lets go, or is silent for 15 minutes.

    :raises LockedByAnother: if another window was first.
    """
    issue = lock(issue_id, at)
    require_writer(by, issue)
    session = see_session(issue_id=issue_id, key=key, by=by, at=at)
    refuse_if_locked(issue, session, at)
    session.holds_lock = True
    session.save(update_fields=["holds_lock"])


def unlock_draft(*, issue_id: int, key: UUID, by: User) -> None:
    """Let the others write again."""
    EditingSession.objects.filter(issue=issue_id, key=key, user=by).update(holds_lock=False)


@transaction.atomic
def break_lock(*, issue_id: int, by: User, at: datetime) -> None:
    """
    End the windows that lock the draft; what they hold unsaved is offered to their owners to copy.

    :raises PermissionDenied: for anybody but a chief editor.
    """
    require(by, "columns.break_lock")
    issue = lock(issue_id, at)
    for session in issue.sessions.locking(at).select_related("user"):
        record(issue, Event.Kind.UNLOCKED, by=by, at=at, note=str(session.user))
        session.ended_at = at
        session.save(update_fields=["ended_at"])


def forget_sessions(*, now: datetime) -> int:
    """Let go of windows that were silent for a month; how many."""
    gone, _by_table = EditingSession.objects.filter(seen_at__lt=now - REMEMBERED_FOR).delete()
    return gone


def refuse_if_locked(issue: Issue, session: EditingSession, at: datetime) -> None:
    """:raises LockedByAnother: while another window keeps the draft to itself."""
    _refuse(issue.sessions.locking(at).exclude(pk=session.pk))


def refuse_others_lock(issue: Issue, by: User | None, at: datetime) -> None:
    """:raises LockedByAnother: while a colleague keeps the draft to himself."""
    _refuse(issue.sessions.locking(at).exclude(user=by))


def _refuse(locking: QuerySet[EditingSession]) -> None:
    holder = locking.select_related("user").first()
    if holder is not None:
        text = _("%(name)s 锁定了这一期，暂时只有那边能改。您写的字还在这里，解锁后会再存。")
        raise LockedByAnother(text % {"name": holder.user})


def _ended() -> str:
    return _("这个窗口已经被结束，不能再保存。请把没存上的字复制出来，刷新页面再接着写。")
