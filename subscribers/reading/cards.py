"""An issue as a list shows it: with what the gate says, and how long it is to hear."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from columns.models import Issue
from subscribers.paywall import Access, Reader, accesses_to
from subscribers.reading import queries


@dataclass(frozen=True, slots=True)
class Card:
    """`listening_ms`: 0 where there is nothing to hear yet."""

    issue: Issue
    access: Access
    listening_ms: int


def cards(issues: Sequence[Issue], reader: Reader, now: datetime) -> list[Card]:
    """In the same order; two queries at most."""
    if not issues:
        return []
    accesses = accesses_to(issues, reader, now)
    times = queries.listening_times(issues)
    return [Card(issue, accesses[issue.pk], times.get(issue.pk, 0)) for issue in issues]
