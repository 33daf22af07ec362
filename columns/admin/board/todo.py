"""What waits for a colleague: what he has in his hands, what he may review, what he must hear."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from columns import rights
from columns.admin.board.cards import MOST_PRESSING, place_of
from columns.admin.board.filters import MAY_LOOK
from columns.admin.panel.times import day, hour
from columns.models import Issue, Notice
from neican.accounts.desk import acting
from neican.accounts.models import User

_MOST = 12


@dataclass(frozen=True, slots=True)
class Duty:
    """One line: what it is about, where to go, and what is asked."""

    headline: str
    place: str
    address: str
    what: str
    is_late: bool


@dataclass(frozen=True, slots=True)
class News:
    """A notice that was not read: who did what, and what he said."""

    headline: str
    address: str
    what: str
    note: str
    at: str


@dataclass(frozen=True, slots=True)
class Todo:
    """What a colleague should look at now."""

    duties: Sequence[Duty]
    news: Sequence[News]

    def __bool__(self) -> bool:
        return bool(self.duties or self.news)


def dashboard(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """Unfold's hook for the first page; to those who write no issues the newsroom says nothing."""
    by = acting(request)
    writes = any(by.has_perm(permission) for permission in MAY_LOOK)
    return {**context, "todo": todo_for(by, timezone.now()) if writes else None}


def todo_for(by: User, now: datetime) -> Todo:
    """Issues in his hands or waiting for anybody's review, and notices not read, newest first."""
    notices = Notice.objects.filter(recipient=by, read_at__isnull=True)
    issues = _waiting(by)
    return Todo(
        duties=[_duty(issue, now) for issue in issues[:_MOST]],
        news=[
            _news(notice, now)
            for notice in notices.select_related("event__by", "event__issue")[:_MOST]
        ],
    )


def _waiting(by: User) -> QuerySet[Issue]:
    in_review = Q(status=Issue.Status.REVIEW) | Q(update_stage=Issue.UpdateStage.REVIEW)
    mine = Q(held_by=by)
    if by.has_perm("columns.publish_issue"):
        mine |= in_review & Q(held_by__isnull=True)
    works: Any = rights.visible_to(by)
    found: QuerySet[Issue] = works.in_the_works().filter(mine)
    return found.select_related("season__column").order_by(*MOST_PRESSING)


def _duty(issue: Issue, now: datetime) -> Duty:
    words = [_("等人审") if issue.held_by_id is None else issue.stage_label]
    if issue.due_at:
        words.append(_("%(day)s前") % {"day": day(issue.due_at, now)})
    return Duty(
        headline=issue.headline or _("还没有标题"),
        place=place_of(issue),
        address=_desk(issue),
        what=" · ".join(str(word) for word in words),
        is_late=issue.due_at is not None and issue.due_at < now,
    )


def _news(notice: Notice, now: datetime) -> News:
    event = notice.event
    said = _("%(name)s：%(what)s")
    names = {"name": event.by or _("系统"), "what": event.get_kind_display()}
    return News(
        headline=event.issue.headline,
        address=_desk(event.issue),
        what=said % names,
        note=event.note,
        at=hour(event.at, now),
    )


def _desk(issue: Issue) -> str:
    return reverse("admin:columns_issue_change", args=[issue.pk])
