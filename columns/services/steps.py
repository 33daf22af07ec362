"""What every mutation of an issue is made of: the lock, the log, the news, the way to readers."""

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction

from columns import facts
from columns.freezing import freeze
from columns.models import Correction, Event, Issue, Notice, Revision
from columns.signals import issue_published
from neican.accounts.models import User
from neican.kernel.moves import IllegalMove

READY = frozenset({Issue.Status.APPROVED, Issue.Status.SCHEDULED})
# Rendered pages are large, and no step looks at them.
_PAGES = [
    f"{text}__{name}"
    for text in ("live", "approved")
    for name in ("full_html", "preview_html", "blocks", "free_blocks")
]


class NotReady(Exception):
    """An issue that cannot take this step; the message tells the editor what is missing."""


def lock(issue_id: int, at: datetime) -> Issue:
    """
    The issue, locked until the transaction ends; if its hour has come meanwhile, it is out.

    :raises Issue.DoesNotExist: if there is none.
    """
    issue = (
        Issue.objects.select_for_update(of=("self",))
        .select_related("season__column", "live", "approved")
        .defer(*_PAGES)
        .get(pk=issue_id)
    )
    if issue.stage == Issue.Status.SCHEDULED and issue.goes_out_at and issue.goes_out_at <= at:
        go_out(issue, by=None, at=at)
    return issue


def record(
    issue: Issue, kind: str, *, by: User | None, at: datetime, was: str = "", note: str = ""
) -> Event:
    """Write the step into the log; `was`: the stage it began in, where it moved."""
    became = issue.stage if was else ""
    return issue.events.create(kind=kind, by=by, at=at, was=was, became=became, note=note)


def notify(event: Event, recipients: Iterable[User | int]) -> None:
    """Owe colleagues with a desk a notice of this step, each one once; nobody hears of his own."""
    wanted = {one.pk if isinstance(one, User) else one for one in recipients} - {event.by_id}
    known = User.objects.filter(pk__in=wanted, is_active=True, is_staff=True)
    Notice.objects.bulk_create(
        (Notice(recipient=user, event=event) for user in known), ignore_conflicts=True
    )


def announce(signal: Any, issue: Issue) -> None:
    """Tell the house, once the transaction has held."""
    news: Callable[[], object] = partial(signal.send_robust, sender=Issue, issue_id=issue.pk)
    transaction.on_commit(news)


def frozen(revision: Revision, at: datetime) -> Revision:
    """The revision with its pages rendered; one that is frozen is never written again."""
    if revision.frozen_at is None:
        topics = facts.topics_of(revision.issue, revision.facts)
        for name, value in freeze(revision.body, topics).items():
            setattr(revision, name, value)
        revision.frozen_at = at
        revision.save(update_fields=list(Revision.FROZEN_FIELDS))
    return revision


def go_out(issue: Issue, *, by: User | None, at: datetime, correction: str = "") -> None:
    """
    Let readers have the approved text; of a public issue, in place of the live one.

    An issue that was out before keeps its first date and so its place in the archive.

    :raises IllegalMove: if no text is approved.
    """
    was, was_public = issue.stage, issue.status == Issue.Status.PUBLISHED
    text = issue.live if was == Issue.Status.WITHDRAWN else issue.approved
    if text is None or (was_public and was not in READY):
        raise IllegalMove(now=was, wanted=Issue.Status.PUBLISHED)
    if was_public:
        issue.advance(Issue.UpdateStage.NONE)
    else:
        issue.move_to(Issue.Status.PUBLISHED)
    let_out(issue, text, issue.goes_out_at or at)
    issue.published_at = issue.published_at or min(issue.goes_out_at or at, at)
    issue.goes_out_at = issue.held_by = issue.due_at = None
    correction, issue.scheduled_correction = correction or issue.scheduled_correction, ""
    issue.save()
    facts.print_(issue, text.facts)
    kind = Event.Kind.UPDATED if was_public else Event.Kind.PUBLISHED
    record(issue, kind, by=by, at=at, was=was)
    if correction:
        _correct(issue, text, correction, by=by, at=at)
    announce(issue_published, issue)


def let_out(issue: Issue, text: Revision, at: datetime) -> None:
    """Make it the readers' text, from this moment on; a text that was out keeps its first."""
    issue.live = text
    if text.out_at is None:
        text.out_at = at
        text.save(update_fields=["out_at"])


def _correct(issue: Issue, text: Revision, note: str, *, by: User | None, at: datetime) -> None:
    Correction.objects.create(issue=issue, revision=text, note=note, by=by, at=at)
    issue.edited_at = at
    issue.save(update_fields=["edited_at"])
    record(issue, Event.Kind.CORRECTED, by=by, at=at, note=note)


def take_in(issue: Issue) -> None:
    """A scheduled text was made ready for readers, who never had it: theirs is the last one out."""
    text = issue.live
    if text is not None and text.out_at == issue.goes_out_at:
        text.out_at = None
        text.save(update_fields=["out_at"])
    issue.live = issue.revisions.filter(out_at__isnull=False).order_by("-out_at").first()


def off_schedule(issue: Issue) -> None:
    """Forget the hour; an issue that was never out has no date and no readers' text again."""
    if issue.status == Issue.Status.SCHEDULED:
        take_in(issue)
        if issue.published_at == issue.goes_out_at:
            issue.published_at = None
    issue.goes_out_at, issue.scheduled_correction = None, ""
