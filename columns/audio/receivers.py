"""Prompt narration: what goes out is read at once. The sweep is the certain way."""

from typing import Any

from django.dispatch import receiver

from columns.audio import tasks
from columns.signals import issue_published, text_approved
from neican.kernel.bell import BELL


@receiver([issue_published, text_approved])
def narrate_soon(issue_id: int, **_more: Any) -> None:
    """Ring the bell; the worker does the rest."""
    BELL.ring(tasks.queue, issue_id=issue_id)
