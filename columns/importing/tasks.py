"""The import desk's clock: a manuscript does not lie about for longer than was said."""

from typing import Any

from celery import shared_task
from django.utils import timezone

from columns.importing import jobs


@shared_task(name="importing.forget_stale")
def forget_stale(**_later: Any) -> None:
    """Let go of uploads that nobody confirmed."""
    jobs.forget_stale(now=timezone.now())
