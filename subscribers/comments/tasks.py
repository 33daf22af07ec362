"""Shells around judging: a bell for one comment, a sweep for whatever no bell reached."""

from typing import Any

from celery import shared_task
from django.utils import timezone

from subscribers.comments import queries, services

# The next sweep offers again what nobody took; this offer is void by then.
OFFER_SECONDS = 20
MOST_AT_ONCE = 500


# Ended before its lease is, so that nobody else reads the same comment meanwhile.
@shared_task(name="comments.judge", time_limit=50, soft_time_limit=40)
def judge(*, comment_id: int, **_later: Any) -> None:
    """Judge one comment, if nobody else does."""
    services.judge_comment(comment_id=comment_id, now=timezone.now())


@shared_task(name="comments.sweep")
def sweep(**_later: Any) -> None:
    """Offer everything that is owed."""
    for comment_id in queries.owed(timezone.now())[:MOST_AT_ONCE]:
        judge.apply_async(kwargs={"comment_id": comment_id}, expires=OFFER_SECONDS)
