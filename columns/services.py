"""The newsroom's mutations: each with its permission, its lock, its log and its news."""

import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from columns.freezing import freeze
from columns.models import Author, Byline, Event, Issue, Revision, Season, Topic
from columns.richtext import has_content, sanitise
from columns.signals import issue_published, issue_withdrawn
from neican.accounts.models import User
from neican.accounts.permissions import require

logger = logging.getLogger(__name__)


class NotReady(Exception):
    """An issue that cannot go out; the message tells the editor what is missing."""


def _locked(issue_id: int) -> Issue:
    return Issue.objects.select_for_update(of=("self",)).get(pk=issue_id)


def _announce(signal: Any, issue: Issue) -> None:
    news: Callable[[], object] = partial(signal.send_robust, sender=Issue, issue_id=issue.pk)
    transaction.on_commit(news)


@transaction.atomic
def create_issue(*, season: Season, by: User | None, at: datetime, **fields: Any) -> Issue:
    """
    Open a new draft with the next number of its season.

    `fields`: headline, rubric, standfirst, is_trial, head_image, published_at (an import's own).
    """
    require(by, "columns.add_issue")
    Season.objects.select_for_update().get(pk=season.pk)
    last = season.issues.aggregate(last=Max("number"))["last"] or 0
    fields.setdefault("number", last + 1)
    fields["rubric"] = fields.get("rubric") or season.column.rubric
    issue = Issue.objects.create(season=season, **fields)
    issue.events.create(kind=Event.Kind.CREATED, by=by, at=at)
    return issue


@transaction.atomic
def change_facts(
    *, issue_id: int, facts: Mapping[str, Any], by: User | None, at: datetime
) -> list[str]:
    """
    Change what is not part of the text: headline, rubric, standfirst, is_trial, head_image.

    Only these columns are written, so a publication in the meantime is not undone.

    :returns: on a public issue, where readers see it at once, the labels of what changed.
    """
    require(by, "columns.change_issue")
    issue = _locked(issue_id)
    for name, value in facts.items():
        setattr(issue, name, value)
    issue.save(update_fields=list(facts))
    if not issue.is_public:
        return []
    labels = [str(field.verbose_name) for field in Issue._meta.fields if field.name in facts]
    issue.events.create(kind=Event.Kind.UPDATED, by=by, at=at, note="、".join(labels))
    return labels


@transaction.atomic
def save_draft(
    *, issue_id: int, body: str, by: User | None, at: datetime, note: str = ""
) -> Revision | None:
    """
    Keep a text as the issue's newest revision.

    :returns: None where the text is the newest one already.
    """
    require(by, "columns.change_issue")
    issue = _locked(issue_id)
    clean = sanitise(body)
    newest = issue.revisions.first()
    if newest is not None and newest.body == clean:
        return None
    revision = _add_revision(issue, body=clean, by=by, at=at, note=note)
    issue.events.create(kind=Event.Kind.SAVED, by=by, at=at, note=note)
    return revision


def _add_revision(
    issue: Issue, *, body: str, by: User | None, at: datetime, note: str = ""
) -> Revision:
    last = issue.revisions.aggregate(last=Max("number"))["last"] or 0
    return issue.revisions.create(number=last + 1, body=body, saved_by=by, saved_at=at, note=note)


@transaction.atomic
def set_bylines(*, issue_id: int, authors: Sequence[Author], by: User | None) -> None:
    """Print these authors in this order."""
    require(by, "columns.change_issue")
    issue = _locked(issue_id)
    issue.bylines.all().delete()
    Byline.objects.bulk_create(
        Byline(issue=issue, author=author, position=place)
        for place, author in enumerate(authors, start=1)
    )


@transaction.atomic
def set_topics(*, issue_id: int, topics: Sequence[Mapping[str, str]], by: User | None) -> None:
    """Open with these topics in this order; keys: label, question, section."""
    require(by, "columns.change_issue")
    issue = _locked(issue_id)
    issue.topics.all().delete()
    Topic.objects.bulk_create(
        Topic(issue=issue, position=place, **topic) for place, topic in enumerate(topics, start=1)
    )


@transaction.atomic
def approve_issue(*, issue_id: int, by: User | None, at: datetime) -> Issue:
    """
    Declare a text fit to go out.

    :raises IllegalMove: if the issue's state does not allow it.
    """
    require(by, "columns.publish_issue")
    issue = _locked(issue_id)
    issue.move_to(Issue.Status.APPROVED)
    issue.save(update_fields=["status"])
    issue.events.create(kind=Event.Kind.APPROVED, by=by, at=at)
    return issue


@transaction.atomic
def schedule_issue(*, issue_id: int, by: User | None, at: datetime, goes_out_at: datetime) -> Issue:
    """
    Name the hour at which an approved issue goes out.

    :raises IllegalMove: if the issue's state does not allow it.
    """
    require(by, "columns.publish_issue")
    issue = _locked(issue_id)
    issue.move_to(Issue.Status.SCHEDULED)
    issue.goes_out_at = goes_out_at
    issue.save(update_fields=["status", "goes_out_at"])
    issue.events.create(kind=Event.Kind.SCHEDULED, by=by, at=at)
    return issue


@transaction.atomic
def publish_issue(*, issue_id: int, by: User | None, at: datetime) -> Issue:
    """
    Freeze the newest text and let readers have it; on a published issue, replace the live text.

    A second publication keeps the first date, so the archive does not reorder. Publishing what is
    live already changes nothing and announces nothing.

    :raises IllegalMove: if the issue's state does not allow it.
    :raises NotReady: if the text, an author or a picture's credit is missing.
    """
    require(by, "columns.publish_issue")
    issue = _locked(issue_id)
    was_public = issue.is_public
    issue.move_to(Issue.Status.PUBLISHED)
    revision = _frozen_revision(issue, by=by, at=at)
    if was_public and issue.live_id == revision.pk:
        return issue
    if issue.live_id not in (None, revision.pk):
        issue.edited_at = at
    issue.live = revision
    issue.published_at = issue.published_at or min(issue.goes_out_at or at, at)
    issue.save(update_fields=["status", "live", "published_at", "edited_at"])
    kind = Event.Kind.UPDATED if was_public else Event.Kind.PUBLISHED
    issue.events.create(kind=kind, by=by, at=at)
    _announce(issue_published, issue)
    return issue


def _frozen_revision(issue: Issue, *, by: User | None, at: datetime) -> Revision:
    """The newest text, frozen. A frozen row is never written again: new topics make a new row."""
    newest = issue.revisions.first()
    topics = list(issue.topics.all())
    missing = _missing(issue, newest)
    if missing or newest is None:
        raise NotReady("；".join(missing))
    values = freeze(newest.body, topics)
    if newest.frozen_at is not None:
        if all(getattr(newest, name) == value for name, value in values.items()):
            return newest
        newest = _add_revision(issue, body=newest.body, by=by, at=at)
    for name, value in values.items():
        setattr(newest, name, value)
    newest.frozen_at = at
    newest.save(update_fields=list(Revision.FROZEN_FIELDS))
    return newest


def _missing(issue: Issue, newest: Revision | None) -> list[str]:
    """What keeps an issue from going out, in words for the editor."""
    problems = []
    if newest is None or not has_content(newest.body):
        problems.append(_("正文还是空的，请先写正文并保存"))
    if not issue.bylines.exists():
        problems.append(_("还没有署名，请至少选一位作者"))
    if issue.head_image is not None and not issue.head_image.credit:
        problems.append(_("头图缺少图源，请补上"))
    return problems


@transaction.atomic
def withdraw_issue(*, issue_id: int, by: User | None, at: datetime) -> Issue:
    """
    Take an issue away from readers; text and sound stay in the house.

    :raises IllegalMove: if it is not published.
    """
    require(by, "columns.publish_issue")
    issue = _locked(issue_id)
    issue.move_to(Issue.Status.WITHDRAWN)
    issue.save(update_fields=["status"])
    issue.events.create(kind=Event.Kind.WITHDRAWN, by=by, at=at)
    _announce(issue_withdrawn, issue)
    return issue


def publish_due(*, now: datetime) -> list[int]:
    """
    Publish every scheduled issue whose hour has come; ids of those published.

    One that cannot go out is logged and tried again; it does not hold up the others.
    """
    published = []
    for issue_id in list(Issue.objects.due(now).values_list("pk", flat=True)):
        try:
            if _publish_if_due(issue_id, now):
                published.append(issue_id)
        except Exception:
            logger.exception("issue %s is due and could not be published", issue_id)
    return published


@transaction.atomic
def _publish_if_due(issue_id: int, now: datetime) -> bool:
    """Asks again under the lock: an editor may have taken it off the schedule a second ago."""
    if not Issue.objects.due(now).select_for_update(of=("self",)).filter(pk=issue_id).exists():
        return False
    try:
        publish_issue(issue_id=issue_id, by=None, at=now)
    except NotReady as problem:
        logger.error("issue %s is due and cannot go out: %s", issue_id, problem)
        return False
    return True
