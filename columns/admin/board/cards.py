"""The board: one lane for each stage, one card for each issue."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from columns.admin.board.hues import hue
from columns.admin.panel.times import day, hour
from columns.models import Event, Issue

STUCK_AFTER_DAYS = 3
RECENT = timedelta(days=14)
MOST_PRESSING = (
    F("due_at").asc(nulls_last=True),
    F("goes_out_at").asc(nulls_last=True),
    "pk",
)
_MOST_PUBLISHED = 20
# Lanes in reading order. An update of a public issue that is only being written has its own lane;
# from review on it stands with the others.
UPDATES = "updates"
LANES = ("draft", UPDATES, "review", "approved", "scheduled", "published")


@dataclass(frozen=True, slots=True)
class Card:
    """An issue at a glance. `idle_days`: since its stage last changed."""

    address: str
    headline: str
    place: str
    hue: int
    holder: str
    due: str
    is_late: bool
    hour: str
    idle_days: int
    is_update: bool

    @property
    def is_stuck(self) -> bool:
        """Whether somebody should ask what is the matter."""
        return self.idle_days >= STUCK_AFTER_DAYS


@dataclass(frozen=True, slots=True)
class Lane:
    """A stage and what is in it, the most pressing first."""

    name: str
    title: str
    cards: Sequence[Card]


def lanes(issues: QuerySet[Issue], now: datetime) -> list[Lane]:
    """The board of these issues."""
    working = _since(issues.in_the_works()).order_by(*MOST_PRESSING)  # type: ignore[attr-defined]
    recent = issues.filter(
        status=Issue.Status.PUBLISHED, update_stage="", published_at__gt=now - RECENT
    )
    out = _since(recent).order_by("-published_at")[:_MOST_PUBLISHED]
    found: dict[str, list[Card]] = {name: [] for name in LANES}
    for issue in working:
        found[_lane(issue)].append(_card(issue, now))
    found["published"] = [_card(issue, now) for issue in out]
    titles = _titles()
    return [Lane(name, titles[name], found[name]) for name in LANES]


def _since(issues: QuerySet[Issue]) -> QuerySet[Issue]:
    moves = Event.objects.filter(issue=OuterRef("pk")).exclude(became="").order_by("-at")
    return issues.annotate(moved_at=Subquery(moves.values("at")[:1]))


def _lane(issue: Issue) -> str:
    is_update = issue.update_stage == Issue.UpdateStage.DRAFT
    return UPDATES if is_update else issue.stage


def _titles() -> dict[str, str]:
    titles = {str(value): str(label) for value, label in Issue.Status.choices}
    return {**titles, UPDATES: _("改稿"), "published": _("近两周发布")}


def _card(issue: Issue, now: datetime) -> Card:
    waits = issue.status != Issue.Status.PUBLISHED or bool(issue.update_stage)
    since: datetime = getattr(issue, "moved_at", None) or issue.created_at
    at = issue.goes_out_at or (None if waits else issue.published_at)
    return Card(
        address=reverse("admin:columns_issue_change", args=[issue.pk]),
        headline=issue.headline or _("还没有标题"),
        place=place_of(issue),
        hue=hue(issue.season.column_id),
        holder=str(issue.held_by) if issue.held_by and waits else "",
        due=day(issue.due_at, now) if issue.due_at and waits else "",
        is_late=bool(waits and issue.due_at and issue.due_at < now),
        hour=hour(at, now) if at else "",
        idle_days=(now - since).days if waits and not issue.goes_out_at else 0,
        is_update=bool(issue.update_stage),
    )


def place_of(issue: Issue) -> str:
    """Column, season, number."""
    said = _("%(column)s · %(season)s · 第 %(number)s 期")
    names = {"column": issue.season.column.name, "season": issue.season.title}
    return said % {**names, "number": issue.number}
