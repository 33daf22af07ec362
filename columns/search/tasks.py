"""Shells around the index: one issue at once, and a sweep for whatever no bell reached."""

from typing import Any

from celery import shared_task

from columns.search import services

# The next sweep offers again what nobody took; this offer is void by then.
OFFER_SECONDS = 60
MOST_AT_ONCE = 500  # a fresh installation is indexed in some minutes, not in one flood


@shared_task(name="search.index")
def index(*, issue_id: int, **_later: Any) -> None:
    """Bring the index up to date with one issue, published or not."""
    services.index_issue(issue_id)


@shared_task(name="search.sweep")
def sweep(**_later: Any) -> None:
    """Offer everything that is owed."""
    for issue_id in services.owed()[:MOST_AT_ONCE]:
        index.apply_async(kwargs={"issue_id": issue_id}, expires=OFFER_SECONDS)
