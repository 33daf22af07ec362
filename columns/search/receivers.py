"""Prompt indexing: what is published or withdrawn changes the index at once."""

from typing import Any

from django.dispatch import receiver

from columns.search import tasks
from columns.signals import issue_published, issue_withdrawn
from neican.kernel.bell import BELL


@receiver([issue_published, issue_withdrawn])
def index_soon(issue_id: int, **_more: Any) -> None:
    """Ring the bell; the sweep is the certain way."""
    BELL.ring(tasks.index, issue_id=issue_id)
