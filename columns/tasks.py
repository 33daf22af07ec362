"""The newsroom's clock: issues go out at their hour."""

from typing import Any

from celery import shared_task
from django.utils import timezone

from columns import services


@shared_task(name="columns.publish_due")
def publish_due(**_later: Any) -> None:
    """Publish what is due."""
    services.publish_due(now=timezone.now())
