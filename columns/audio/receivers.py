"""Prompt narration: what is published is read out at once. The sweep is the certain way."""

from typing import Any

from django.dispatch import receiver

from columns.audio import tasks
from columns.signals import issue_published


@receiver(issue_published)
def narrate_soon(issue_id: int, **_more: Any) -> None:
    """Ring the bell; the worker does the rest."""
    tasks.queue.delay(issue_id=issue_id)
