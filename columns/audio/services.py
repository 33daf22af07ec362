"""Narration's mutations: what is owed, who is at it, what came of it."""

import logging
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from columns.audio.encoding import EncodingFailed
from columns.audio.models import Narration, NarrationQuerySet, Segment
from columns.audio.production import ClaimLost, Made, produce
from columns.audio.voices.base import Voice, VoiceRefused, VoiceUnavailable
from columns.models import Revision
from neican.accounts.models import User
from neican.accounts.permissions import require
from neican.kernel.moves import check_move

logger = logging.getLogger(__name__)

BACK_OFF = (10, 30, 120, 600)  # seconds before the second, third … attempt


def queue_narration(*, issue_id: int, voice_key: str, now: datetime) -> int | None:
    """
    Owe narrations of the issue's texts that go out; asking again changes nothing.

    :returns: the id of the newest that waits, None where none does.
    """
    waiting = None
    for text in Revision.objects.to_be_heard().filter(issue=issue_id).order_by("number"):
        narration, _made = Narration.objects.get_or_create(
            revision=text, voice=voice_key, defaults={"queued_at": now}
        )
        waiting = narration.pk if narration.state == Narration.State.QUEUED else waiting
    return waiting


def owed(*, voice_key: str, now: datetime) -> list[int]:
    """What the tables say is to be narrated: going out and never queued, waiting, or abandoned."""
    bare = Revision.objects.to_be_heard().filter(narrations__isnull=True)
    for issue_id in set(bare.values_list("issue", flat=True)):
        queue_narration(issue_id=issue_id, voice_key=voice_key, now=now)
    return list(Narration.objects.owed(now).order_by("-queued_at").values_list("pk", flat=True))


def narrate(*, narration_id: int, voice: Voice, now: datetime) -> bool:
    """
    Claim, speak, finish. No transaction is open while the voice speaks.

    :returns: whether this call finished the narration; False where somebody else has it, or the
        text is no longer the live one.
    :raises VoiceUnavailable: after the claim was handed back for a later attempt.
    """
    claim = _claim(narration_id, now)
    if claim is None:
        return False
    narration = Narration.objects.select_related("revision__issue__season__column").get(
        pk=narration_id
    )
    try:
        made = produce(narration.revision, voice, still_ours=_Heartbeat(claim))
    except ClaimLost:
        return False
    except VoiceRefused as problem:
        _fail(claim, str(problem.sentence))
        return False
    except VoiceUnavailable as problem:
        _hand_back(claim, str(problem.sentence))
        raise
    except (EncodingFailed, OSError) as problem:
        _hand_back(claim, _("写不下声音文件（磁盘满了？）：%(problem)s") % {"problem": problem})
        raise
    except Exception as problem:
        _hand_back(claim, _("内部错误：%(kind)s，请看日志") % {"kind": type(problem).__name__})
        raise
    return _finish(claim, made, timezone.now())


def retry(*, narration_id: int, now: datetime) -> None:
    """
    Put a failed narration, or a finished one that is to be made anew, back into the queue.

    :raises IllegalMove: while it waits or is being made.
    """
    with transaction.atomic():
        narration = Narration.objects.select_for_update(of=("self",)).get(pk=narration_id)
        check_move(Narration.MOVES, now=narration.state, wanted=Narration.State.QUEUED)
        Narration.objects.filter(pk=narration_id).update(
            state=Narration.State.QUEUED, reason="", attempts=0, queued_at=now, lease_until=None
        )


def review(*, narration_id: int, by: User | None, at: datetime) -> bool:
    """
    Say that somebody has listened and it may go out; the first who does is named.

    :returns: whether it was there to be heard; one that waits or failed is not.
    """
    require(by, "columns.change_issue")
    there = Narration.objects.filter(pk=narration_id, state=Narration.State.READY)
    there.filter(reviewed_at__isnull=True).update(reviewed_at=at, reviewed_by=by)
    return there.exists()


def _claim(narration_id: int, now: datetime) -> UUID | None:
    """One UPDATE decides who works; a text that goes out no more is nobody's work."""
    offered: NarrationQuerySet = Narration.objects.owed(now).filter(pk=narration_id)
    _drop_stale(offered.exclude(revision__in=Revision.objects.to_be_heard().values("pk")))
    worn_out = offered.filter(attempts__gte=Narration.MAX_ATTEMPTS)
    if worn_out.update(
        state=Narration.State.FAILED,
        reason=_("试了 %(count)s 次都没有做完，请看日志后重试。")
        % {"count": Narration.MAX_ATTEMPTS},
        claim=None,
        lease_until=None,
    ):
        return None
    claim = uuid4()
    claimed = offered.update(
        state=Narration.State.GENERATING,
        claim=claim,
        lease_until=now + _lease(),
        attempts=F("attempts") + 1,
    )
    return claim if claimed else None


def _drop_stale(offered: NarrationQuerySet) -> None:
    """A text that is live no more is not narrated; a file made for it before stays audible."""
    offered.filter(file="").delete()
    offered.update(state=Narration.State.READY, reason="", claim=None, lease_until=None)


def _lease() -> timedelta:
    """How long a silent worker keeps its claim."""
    return timedelta(seconds=settings.NARRATION_LEASE_SECONDS)


class _Heartbeat:
    """Renews the lease as long as the claim is ours; asked at every sentence."""

    def __init__(self, claim: UUID) -> None:
        self.claim = claim
        self.renewed_at = timezone.now()

    def __call__(self) -> bool:
        now = timezone.now()
        if now - self.renewed_at < _lease() / 6:
            return True
        self.renewed_at = now
        ours = Narration.objects.filter(claim=self.claim)
        return ours.update(lease_until=now + _lease()) == 1


def _hand_back(claim: UUID, reason: str) -> None:
    """Offer the work again after a pause, or give up after the last attempt."""
    narration = Narration.objects.filter(claim=claim).first()
    if narration is None:
        return
    if narration.attempts >= Narration.MAX_ATTEMPTS:
        _fail(claim, reason)
        return
    pause = BACK_OFF[min(narration.attempts, len(BACK_OFF)) - 1]
    Narration.objects.filter(claim=claim).update(
        state=Narration.State.QUEUED,
        reason=reason[:300],
        claim=None,
        lease_until=timezone.now() + timedelta(seconds=pause),
    )


def _fail(claim: UUID, reason: str) -> None:
    failed = Narration.objects.filter(claim=claim).update(
        state=Narration.State.FAILED, reason=reason[:300], claim=None, lease_until=None
    )
    if failed:
        logger.error("a narration failed: %s", reason)


@transaction.atomic
def _finish(claim: UUID, made: Made, now: datetime) -> bool:
    """Name the finished files in one step, if the claim is still ours."""
    ours = Narration.objects.select_for_update(of=("self",)).filter(claim=claim).first()
    if ours is None:
        return False
    ours.segments.all().delete()
    Segment.objects.bulk_create(Segment(narration=ours, **row) for row in made.segments)
    for name, value in made.columns.items():
        setattr(ours, name, value)
    ours.state = Narration.State.READY
    ours.reason = ""
    ours.claim = ours.lease_until = None
    ours.reviewed_at = ours.reviewed_by = None
    ours.finished_at = now
    ours.save()
    return True
