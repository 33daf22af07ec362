"""The newsroom's clock: issues go out at their hour, colleagues hear what concerns them."""

from typing import Any

from celery import shared_task
from django.utils import timezone

from columns import services


@shared_task(name="columns.publish_due")
def publish_due(**_later: Any) -> None:
    """Publish what is due."""
    services.publish_due(now=timezone.now())


@shared_task(name="columns.forget_sessions")
def forget_sessions(**_later: Any) -> None:
    """Let go of windows that nobody comes back to."""
    services.forget_sessions(now=timezone.now())


@shared_task(name="columns.mail_notices")
def mail_notices(**_later: Any) -> None:
    """Mail what colleagues must hear of."""
    services.mail_notices(now=timezone.now())
