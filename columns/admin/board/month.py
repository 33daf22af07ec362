"""The calendar: a month of days, and what goes out on each."""

from calendar import Calendar
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.timezone import get_default_timezone, localtime
from django.utils.translation import gettext as _

from columns.admin.board.cards import place_of
from columns.admin.board.hues import hue
from columns.models import Issue

_FIRST_YEAR, _LAST_YEAR = 1990, 2199


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that goes out, or went: `kind` is scheduled, update or published."""

    at: datetime
    kind: str
    kind_label: str
    headline: str
    place: str
    hue: int
    address: str


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the grid; those of the months beside it are dimmed."""

    date: date
    is_here: bool
    is_today: bool
    entries: Sequence[Entry]


@dataclass(frozen=True, slots=True)
class Month:
    """Weeks from Monday to Sunday; `before`, `after`: the months beside, as 2027-05."""

    first: date
    weeks: Sequence[Sequence[Day]]
    before: str
    after: str


def month_named(name: str, today: date) -> date:
    """The first day of the month that an address names; of the present one if it names none."""
    try:
        found = datetime.strptime(name, "%Y-%m").date()
    except ValueError:
        return today.replace(day=1)
    return found if _FIRST_YEAR <= found.year <= _LAST_YEAR else today.replace(day=1)


def month_of(issues: QuerySet[Issue], first: date, now: datetime) -> Month:
    """The month with what goes out in it, in the publication's zone."""
    grid = Calendar().monthdatescalendar(first.year, first.month)
    entries = _entries(issues, grid[0][0], grid[-1][-1] + timedelta(days=1))
    today = localtime(now).date()
    weeks = [
        [
            Day(one, one.month == first.month, one == today, sorted(entries[one], key=_hour))
            for one in week
        ]
        for week in grid
    ]
    before, after = first - timedelta(days=1), first + timedelta(days=31)
    return Month(first, weeks, f"{before:%Y-%m}", f"{after:%Y-%m}")


def _hour(entry: Entry) -> datetime:
    return entry.at


def _entries(issues: QuerySet[Issue], since: date, until: date) -> Mapping[date, list[Entry]]:
    span = (_midnight(since), _midnight(until))
    in_span = {"__gte": span[0], "__lt": span[1]}
    going = Q(**{f"goes_out_at{name}": at for name, at in in_span.items()})
    went = Q(**{f"published_at{name}": at for name, at in in_span.items()})
    went &= Q(status=Issue.Status.PUBLISHED)
    found: dict[date, list[Entry]] = defaultdict(list)
    for issue in issues.filter(going | went):
        for entry in _of(issue):
            if span[0] <= entry.at < span[1]:
                found[localtime(entry.at).date()].append(entry)
    return found


def _of(issue: Issue) -> list[Entry]:
    """A public issue with a scheduled update goes out twice."""
    made = []
    if issue.status == Issue.Status.PUBLISHED and issue.published_at:
        made.append(_entry(issue, issue.published_at, "published", _("已发布")))
    if issue.goes_out_at:
        is_update = issue.status == Issue.Status.PUBLISHED
        kind, label = ("update", _("定时更新")) if is_update else ("scheduled", _("定时"))
        made.append(_entry(issue, issue.goes_out_at, kind, label))
    return made


def _entry(issue: Issue, at: datetime, kind: str, label: str) -> Entry:
    return Entry(
        at=at,
        kind=kind,
        kind_label=label,
        headline=issue.headline,
        place=place_of(issue),
        hue=hue(issue.season.column_id),
        address=reverse("admin:columns_issue_change", args=[issue.pk]),
    )


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=get_default_timezone())
