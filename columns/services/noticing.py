"""Notices to colleagues: read in the back office, or mailed, each once."""

import logging
from datetime import datetime, timedelta
from smtplib import SMTPException
from urllib.parse import urljoin

from django.conf import settings
from django.core.mail import send_mail
from django.db.models import Q, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from columns.models import Notice
from neican.accounts.models import User

logger = logging.getLogger(__name__)

LEASE = timedelta(minutes=2)  # longer than a mail server may be silent (EMAIL_TIMEOUT)
PAUSE = timedelta(minutes=5)  # before another try
# Later than this it is no news any more; it still stands in the back office.
FRESH_FOR = timedelta(days=1)
_AT_ONCE = 50


def read_notices(*, by: User, at: datetime, issue_id: int | None = None) -> None:
    """
    Whoever has seen his notices is not told again.

    :param issue_id: whoever acts on an issue knows what there is to know of it; None: all.
    """
    unread = Notice.objects.filter(recipient=by, read_at__isnull=True)
    if issue_id is not None:
        unread = unread.filter(event__issue=issue_id)
    unread.update(read_at=at)


def mail_notices(*, now: datetime) -> list[int]:
    """
    Mail every notice that is owed; ids of those sent.

    One that cannot be sent is tried again after a pause; it does not hold up the others.
    """
    owed = list(_owed(now).order_by("pk").values_list("pk", flat=True)[:_AT_ONCE])
    return [pk for pk in owed if _mailed(pk, now)]


def _owed(now: datetime) -> QuerySet[Notice]:
    """Not sent, not read, still news, and in nobody's hands."""
    return Notice.objects.filter(
        _in_nobodys_hands(now),
        mailed_at__isnull=True,
        read_at__isnull=True,
        recipient__is_active=True,
        recipient__is_staff=True,
        event__at__gt=now - FRESH_FOR,
    )


def _mailed(notice_id: int, now: datetime) -> bool:
    """Claim, send, finish; no transaction is open while the mail server thinks."""
    if not _claimed(notice_id, now):
        return False
    rows = Notice.objects.select_related("recipient", "event__by", "event__issue__season__column")
    ours = Notice.objects.filter(pk=notice_id, sending_until=now + LEASE)
    try:
        _send(rows.get(pk=notice_id))
    except (OSError, SMTPException) as problem:
        logger.warning("notice %s was not mailed: %s", notice_id, type(problem).__name__)
        ours.update(sending_until=now + PAUSE)
        return False
    ours.update(sending_until=None, mailed_at=now)
    return True


def _claimed(notice_id: int, now: datetime) -> bool:
    """One UPDATE decides who sends it."""
    # By its own row alone: of two that ask at once, the second waits and then finds it taken.
    free = Notice.objects.filter(_in_nobodys_hands(now), pk=notice_id, mailed_at__isnull=True)
    return free.update(sending_until=now + LEASE) == 1


def _in_nobodys_hands(now: datetime) -> Q:
    return Q(sending_until__isnull=True) | Q(sending_until__lte=now)


def _send(notice: Notice) -> None:
    """Who did what and said what, and the way there; never a word of the text."""
    event = notice.event
    with override(settings.LANGUAGE_CODE):
        said = _("%(what)s：%(issue)s")
        subject = said % {"what": event.get_kind_display(), "issue": event.issue}
        address = reverse("admin:columns_issue_change", args=[event.issue_id])
        context = {
            "notice": notice,
            "event": event,
            "issue": event.issue,
            "who": event.by or _("系统"),
            "address": urljoin(settings.SITE_URL, address),
            "site": settings.SITE_NAME,
        }
        body = render_to_string("email/newsroom_notice.txt", context)
    one_line = " ".join(f"[{settings.SITE_NAME}] {subject}".split())
    send_mail(one_line, body, None, [notice.recipient.email])
