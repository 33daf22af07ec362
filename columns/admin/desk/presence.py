"""Who else has this issue open, and who keeps it to himself for the moment."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from columns import services
from columns.admin.desk.asking import Asked, answering
from columns.admin.desk.page import clock, seqs_of
from columns.models import Draft, EditingSession


@answering
def pulse(asked: Asked) -> dict[str, Any]:
    """A window's sign of life; it hears who is here and how far the draft has come."""
    services.see_session(**asked.window(), at=timezone.now())
    return {**_state(asked), "seqs": seqs_of(asked.user, asked.issue)}


@answering
def end(asked: Asked) -> dict[str, Any]:
    """The window was closed."""
    services.end_session(**asked.window(), at=timezone.now())
    return {}


@answering
def lock(asked: Asked) -> dict[str, Any]:
    """Keep the draft to this window."""
    services.lock_draft(**asked.window(), at=timezone.now())
    return _state(asked)


@answering
def unlock(asked: Asked) -> dict[str, Any]:
    """Let the others write again."""
    services.unlock_draft(**asked.window())
    return _state(asked)


@answering
def break_(asked: Asked) -> dict[str, Any]:
    """End the window that locks; a chief editor's right, and logged."""
    services.break_lock(issue_id=asked.issue.pk, by=asked.user, at=timezone.now())
    return _state(asked)


def _state(asked: Asked) -> dict[str, Any]:
    now = timezone.now()
    draft = Draft.objects.select_related("saved_by").defer("body", "facts").get(issue=asked.issue)
    sessions = asked.issue.sessions.select_related("user").defer("body", "facts", "refused")
    others = sessions.present(now).exclude(key=asked.window()["key"]).order_by("opened_at")
    locking = sessions.locking(now).first()
    return {
        "version": draft.version,
        "saved_by": str(draft.saved_by or _("系统")),
        "others": [_person(session, asked) for session in others],
        "lock": locking and {**_person(locking, asked), "is_mine": locking.key == asked.key},
    }


def _person(session: EditingSession, asked: Asked) -> dict[str, Any]:
    is_me = session.user_id == asked.user.pk
    name = _("您的另一个窗口") if is_me else str(session.user)
    return {"name": name, "is_me": is_me, "since": clock(session.opened_at)}
