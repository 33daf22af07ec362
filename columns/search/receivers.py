"""Prompt indexing: what is published or withdrawn changes the index at once."""

from typing import Any

from django.dispatch import receiver

from columns.search import tasks
from columns.signals import issue_published, issue_withdrawn


@receiver([issue_published, issue_withdrawn])
def index_soon(issue_id: int, **_more: Any) -> None:
    """Ring the bell; the sweep is the certain way."""
    tasks.index.delay(issue_id=issue_id)
