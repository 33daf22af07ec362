"""Prompt judgement: what is written is read at once. The sweep is the certain way."""

from typing import Any

from django.dispatch import receiver

from neican.kernel.bell import BELL
from subscribers.comments import tasks
from subscribers.comments.signals import comment_written


@receiver(comment_written)
def judge_soon(comment_id: int, **_more: Any) -> None:
    """Ring the bell; the worker does the rest."""
    BELL.ring(tasks.judge, comment_id=comment_id)
