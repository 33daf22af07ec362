"""The panel as plain data: where an issue is, what is missing, what can be done, what was done."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from columns import checklist, rights
from columns.admin.panel.offers import Offer, hint, offers
from columns.admin.panel.times import day, hour, zone_name
from columns.admin.panel.typed import put_back
from columns.checklist import Finding
from columns.models import Event, Issue, Revision
from columns.services.steps import READY
from neican.accounts.desk import acting

_LOG_LINES = 200


@dataclass(frozen=True, slots=True)
class LogLine:
    """One step that was taken. `move`: the stages it led from and to, in words."""

    what: str
    who: str
    at: datetime
    move: str
    note: str


@dataclass(frozen=True, slots=True)
class Panel:
    """
    `where`: the issue's place in words, in parts. The first of `steps` is the one to take.

    `unused`: words typed into a step that was refused and is not offered any more.
    """

    issue: Issue
    stage: str
    where: Sequence[str]
    is_late: bool
    hint: str
    findings: Sequence[Finding]
    steps: Sequence[Offer]
    log: Sequence[LogLine]
    zone: str
    unused: str


def panel_for(request: HttpRequest, issue: Issue) -> Panel | None:
    """The panel for whoever writes the issue; None for those who only read along."""
    by, now = acting(request), timezone.now()
    if not rights.may_write(by, issue):
        return None
    typed = put_back(request, issue.pk)
    steps = offers(issue, by, typed)
    return Panel(
        issue=issue,
        stage=issue.stage,
        where=_where(issue, now),
        is_late=issue.due_at is not None and issue.due_at < now,
        hint=hint(issue, by),
        findings=[_placed(one, issue) for one in checklist.findings(issue, _text(issue))],
        steps=steps,
        log=log_of(issue, now),
        zone=zone_name(),
        unused="" if typed is None or any(step.is_open for step in steps) else typed.words,
    )


def _placed(finding: Finding, issue: Issue) -> Finding:
    """Remarks are settled on a page of their own."""
    if finding.field != "remarks":
        return finding
    return replace(finding, link=reverse("admin:columns_issue_review", args=[issue.pk]))


def _text(issue: Issue) -> Revision:
    """The text that goes out next: approved, in review, or what the editors have before them."""
    if issue.approved is not None and issue.stage in READY:
        return issue.approved
    newest: Revision | None = issue.revisions.first()
    if newest is not None and issue.stage == Issue.Status.REVIEW:
        return newest
    draft = issue.draft
    return Revision(issue=issue, number=0, body=draft.body, facts=draft.facts)


def _where(issue: Issue, now: datetime) -> list[str]:
    """As 在李四手里, 5月28日前; with the hours that matter."""
    words = []
    if issue.goes_out_at:
        said = _("%(hour)s（%(zone)s）上线")
        words.append(said % {"hour": hour(issue.goes_out_at, now), "zone": zone_name()})
    elif issue.published_at and issue.status == Issue.Status.PUBLISHED:
        words.append(_("%(hour)s 发布") % {"hour": hour(issue.published_at, now)})
    if issue.held_by:
        words.append(_("在%(name)s手里") % {"name": issue.held_by})
    if issue.due_at:
        said = _("%(day)s前（已过期）") if issue.due_at < now else _("%(day)s前")
        words.append(said % {"day": day(issue.due_at, now)})
    return words


def log_of(issue: Issue, now: datetime) -> list[LogLine]:
    """What happened, the newest first."""
    lines, is_public = [], issue.status == Issue.Status.PUBLISHED
    for event in issue.events.select_related("by")[:_LOG_LINES]:
        was_public = _was_public(event, is_public)
        lines.append(_line(event, now, was_public, is_public))
        is_public = was_public
    return lines


def _was_public(event: Event, is_public: bool) -> bool:
    """Whether readers had the issue before this step; `is_public`: whether they had it after."""
    if event.kind == Event.Kind.PUBLISHED:
        return False
    return is_public or event.kind == Event.Kind.WITHDRAWN


def _line(event: Event, now: datetime, was_public: bool, is_public: bool) -> LogLine:
    stages = [_stage(event.was, was_public), _stage(event.became, is_public)]
    return LogLine(
        what=event.get_kind_display(),
        who=str(event.by or _("系统")),
        at=event.at,
        move=" → ".join(stages) if event.was and event.was != event.became else "",
        note=_note(event, now),
    )


def _stage(stage: str, is_public: bool) -> str:
    """The stage in words: of a public issue it is its update's."""
    labels = dict(Issue.Status.choices)
    if is_public and stage != Issue.Status.PUBLISHED:
        labels = dict(Issue.UpdateStage.choices)
    return str(labels.get(stage, stage))


def _note(event: Event, now: datetime) -> str:
    """An hour is kept as a moment, and read as an hour."""
    if event.kind != Event.Kind.SCHEDULED:
        return event.note
    at = parse_datetime(event.note)
    return hour(at, now) if at else event.note
