"""What is to be narrated: owed, asked for again, put off."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.db.models import F

from columns.audio.models import Narration, NarrationQuerySet
from columns.audio.queries import settings_for
from columns.models import Revision
from neican.accounts.models import User
from neican.accounts.permissions import require
from neican.kernel.moves import IllegalMove, check_move

State = Narration.State
Urgency = Narration.Urgency
# From here a person may ask for it once more; what waits or is in work needs no asking.
RESTING = frozenset({State.READY, State.FAILED, State.CANCELLED, State.BLOCKED})
_AFRESH: dict[str, Any] = {
    "state": State.QUEUED,
    "reason": "",
    "attempts": 0,
    "setbacks": 0,
    "claim": None,
    "lease_until": None,
    "began_at": None,
    "done": 0,
}


def queue_narration(*, issue_id: int, now: datetime, urgency: int = Urgency.GOES_OUT) -> int | None:
    """
    Owe narrations of the issue's texts that go out; asking again changes nothing.

    :returns: the id of the newest that waits, None where none does.
    """
    waiting = None
    for text in Revision.objects.to_be_heard().filter(issue=issue_id).order_by("number"):
        narration, _made = Narration.objects.get_or_create(
            revision=text,
            origin=Narration.Origin.SYNTHETIC,
            defaults={"queued_at": now, "urgency": urgency, **voices_for(text)},
        )
        waiting = narration.pk if narration.state == State.QUEUED else waiting
    return waiting


def voices_for(text: Revision) -> dict[str, Any]:
    """The voices that read the issue before; for a new one those of its column."""
    before = Narration.objects.filter(
        revision__issue=text.issue_id,
        origin=Narration.Origin.SYNTHETIC,
        recording__isnull=False,
    )
    former = before.order_by("-revision__number").first()
    chosen = former or settings_for(text.issue.season.column_id)
    return {"voice_id": chosen.voice_id, "quote_voice_id": chosen.quote_voice_id}


def queue_owed(*, now: datetime) -> None:
    """Owe whatever goes out and was never queued, because no bell was heard for it."""
    heard = Revision.objects.to_be_heard()
    bare = heard.exclude(narrations__origin=Narration.Origin.SYNTHETIC)
    for issue_id in set(bare.values_list("issue", flat=True)):
        queue_narration(issue_id=issue_id, now=now)


def owed(*, now: datetime) -> list[int]:
    """What the tables say is to be narrated, the most urgent first."""
    return list(_work(now).values_list("pk", flat=True))


def _work(now: datetime) -> NarrationQuerySet:
    work: NarrationQuerySet = Narration.objects.owed(now)
    return work


@transaction.atomic
def retry(*, narration_id: int, now: datetime, urgency: int = Urgency.CHANGED) -> None:
    """
    Put one that failed, was cancelled, is blocked or is to be made anew back into the queue.

    :raises IllegalMove: while it waits or is being made.
    """
    narration = Narration.objects.select_for_update(of=("self",)).get(pk=narration_id)
    if narration.state not in RESTING:
        raise IllegalMove(now=narration.state, wanted=State.QUEUED)
    queue_again(Narration.objects.filter(pk=narration_id), now, urgency)


@transaction.atomic
def ask_again(
    *, narration_ids: Collection[int], now: datetime, urgency: int = Urgency.CHANGED
) -> int:
    """
    Something that is said in these has changed: make them anew, whatever they are at.

    One that is being made goes on and is then found out of date, so that nothing of what was
    said meanwhile is lost; one that was cancelled stays so.

    :returns: how many wait now.
    """
    rows = Narration.objects.filter(pk__in=narration_ids).exclude(state=State.CANCELLED)
    list(rows.order_by("pk").select_for_update(of=("self",)).values_list("pk"))
    rows.filter(state=State.GENERATING).update(asked=F("asked") + 1)
    return queue_again(rows.exclude(state=State.GENERATING), now, urgency)


def queue_again(rows: models.QuerySet[Narration], now: datetime, urgency: int) -> int:
    """Put these into the queue as if for the first time; the caller has locked them."""
    return rows.update(asked=F("asked") + 1, queued_at=now, urgency=urgency, **_AFRESH)


@transaction.atomic
def cancel(*, narration_id: int, by: User | None) -> None:
    """
    Take it out of the queue, or out of a worker's hands; what was said so far is kept.

    :raises IllegalMove: if it is finished or was never begun.
    """
    require(by, "audio.change_narration")
    narration = Narration.objects.select_for_update(of=("self",)).get(pk=narration_id)
    check_move(Narration.MOVES, now=narration.state, wanted=State.CANCELLED)
    Narration.objects.filter(pk=narration_id).update(
        state=State.CANCELLED, reason="", claim=None, lease_until=None
    )
