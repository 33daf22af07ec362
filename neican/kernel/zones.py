"""From what somebody typed as a local time to a moment, where clocks may jump or turn back."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo


class NoSuchTime(Exception):
    """The clock jumped over this local time; `naive` is what was asked for."""

    def __init__(self, naive: datetime) -> None:
        self.naive = naive
        super().__init__(f"{naive:%Y-%m-%d %H:%M} does not exist")


class TwoSuchTimes(Exception):
    """The clock turned back and showed this local time twice; both moments are named, in UTC."""

    def __init__(self, naive: datetime, first: datetime, second: datetime) -> None:
        self.naive = naive
        self.first = first
        self.second = second
        super().__init__(f"{naive:%Y-%m-%d %H:%M} exists twice")


def moment(naive: datetime, zone: str, *, fold: int | None = None) -> datetime:
    """
    The moment, in UTC, at which clocks in the zone show this.

    :param naive: a local time without a zone, as it is typed.
    :param fold: which is meant where there are two: 0 the first, 1 the second, None: ask.
    :raises NoSuchTime: where clocks jumped over it.
    :raises TwoSuchTimes: where there are two and nobody said which.
    """
    there = ZoneInfo(zone)
    first = naive.replace(tzinfo=there, fold=0).astimezone(UTC)
    second = naive.replace(tzinfo=there, fold=1).astimezone(UTC)
    if first == second:
        return first
    if first.astimezone(there).replace(tzinfo=None) != naive:
        raise NoSuchTime(naive)
    if fold is None:
        raise TwoSuchTimes(naive, first, second)
    return second if fold else first
