"""Calendar months with their anchor day kept."""

from calendar import monthrange
from datetime import datetime


def add_months(start: datetime, months: int) -> datetime:
    """
    The same day and hour so many months later; where that month is shorter, its last day.

    `start` should be in the publication's zone, so that "the 31st" is the reader's.
    """
    years, month = divmod(start.month - 1 + months, 12)
    year = start.year + years
    day = min(start.day, monthrange(year, month + 1)[1])
    return start.replace(year=year, month=month + 1, day=day)
