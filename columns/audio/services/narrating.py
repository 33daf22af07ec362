"""One narration from claim to recording; no transaction is open while a voice speaks."""

import errno
import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from celery.exceptions import SoftTimeLimitExceeded
from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from columns.audio import health, store
from columns.audio.casting import Voices, cast_of
from columns.audio.encoding import EncodingFailed
from columns.audio.human.opening import Unusable
from columns.audio.models import Narration, NarrationQuerySet, Recording, Segment
from columns.audio.production import ClaimLost, Made, Prepared, prepare, produce
from columns.audio.services.own_production import produce_own
from columns.audio.services.spending import Bill
from columns.audio.voices.base import VoiceRefused, VoiceUnavailable
from columns.models import Event, Revision
from columns.services import steps
from neican.accounts.models import User

logger = logging.getLogger(__name__)

State = Narration.State
BACK_OFF = (10, 60)  # seconds before the second and the third attempt
PATIENCE = 60  # seconds before an engine or a disk that was not there is asked again
SETBACKS_UNTOLD = 3  # times in a row before the editors are told
_AT_ONCE = 5
_ROOM = 2 * 1024 * 1024  # bytes: what is said side by side


@dataclass(frozen=True, slots=True)
class _Claim:
    """Whose work it is, and which asking it answers."""

    id: UUID
    narration_id: int
    asked: int

    @property
    def rows(self) -> NarrationQuerySet:
        """The narration, as long as it is ours."""
        rows: NarrationQuerySet = Narration.objects.filter(pk=self.narration_id, claim=self.id)
        return rows


def narrate_next(*, voices: Voices, now: datetime) -> bool:
    """
    Narrate what is most urgent of all that is owed, if nobody else does.

    :returns: whether there was anything to do.
    """
    offered: NarrationQuerySet = Narration.objects.owed(now)
    for narration_id in list(offered.values_list("pk", flat=True)[:_AT_ONCE]):
        claim = _claim(narration_id, now)
        if claim is not None:
            _work(claim, voices)
            return True
    return False


def narrate(*, narration_id: int, voices: Voices, now: datetime) -> bool:
    """
    Claim, speak, finish.

    :returns: whether this call finished it; False where somebody else has it, where its text goes
        out no more, or where it waits for another attempt. The row says which.
    """
    claim = _claim(narration_id, now)
    return claim is not None and _work(claim, voices)


def _work(claim: _Claim, voices: Voices) -> bool:
    """
    Do it, and write down how it ended.

    :raises Exception: what nobody foresaw, after the row was handed back.
    """
    try:
        return _made(claim, voices)
    except ClaimLost:
        return False
    except (VoiceRefused, Unusable) as problem:
        _fail(claim, str(problem.sentence))
    except VoiceUnavailable as problem:
        _put_off(claim, str(problem.sentence), seconds=problem.retry_after or PATIENCE)
    except SoftTimeLimitExceeded:
        _lay_down(claim)
    except store.Spoilt:
        # Once it is said anew at once; a disk that spoils all there is must not be fed for ever.
        again = claim.rows.filter(setbacks__gt=0).exists()
        reason = _("一段旧音频坏了，已扔掉，会重新合成。")
        _put_off(claim, reason, seconds=PATIENCE if again else 0)
    except (EncodingFailed, OSError) as problem:
        logger.warning("narration %s could not be written: %s", claim.narration_id, problem)
        if isinstance(problem, OSError) or isinstance(problem.__cause__, OSError):
            _put_off(claim, _disk(problem), seconds=PATIENCE)
        else:
            _hand_back(claim, _("声音没能编成应有的样子，请运维看日志。"))
    except Exception as problem:
        reason = _("内部错误（%(kind)s），请运维看日志。") % {"kind": type(problem).__name__}
        _hand_back(claim, reason)
        raise
    return False


def _disk(problem: Exception) -> str:
    causes = (problem, problem.__cause__)
    if any(getattr(cause, "errno", None) == errno.ENOSPC for cause in causes):
        return _("磁盘满了，写不下声音；请运维腾出空间，之后会自动接着做。")
    return _("写不了声音文件，请运维看日志；之后会自动再试。")


def _made(claim: _Claim, voices: Voices) -> bool:
    narration = claim.rows.select_related(
        "revision__issue__season__column", "voice", "quote_voice", "recording"
    ).first()
    if narration is None:
        raise ClaimLost
    if narration.origin == Narration.Origin.OWN:
        return _finish(claim, produce_own(narration, watch=_Watch(claim)), timezone.now())
    cast = cast_of(narration, voices)
    prepared = prepare(narration.revision, cast)
    known = _known(narration, prepared)
    if known is not None:
        return _finish(claim, known, timezone.now())
    _check_room()
    with health.told(), Bill(narration.revision.issue_id) as bill:
        made = produce(prepared, cast, watch=_Watch(claim), bill=bill)
    return _finish(claim, made, timezone.now())


def _check_room() -> None:
    """
    Nothing is paid for that could not be kept, however often it is tried.

    :raises OSError: where the disk is full.
    """
    with store.workshop() as folder:
        (folder / "room").write_bytes(bytes(_ROOM))


def _known(narration: Narration, prepared: Prepared) -> Recording | None:
    """A recording of these very words by these voices, from whichever text; not a gone one."""
    there = Recording.objects.filter(
        issue=narration.revision.issue_id, script_key=prepared.script_key
    ).first()
    if there is None or not store.has(there.file):
        return None
    # One that was closed is made again; where nothing is free there is none to look for.
    is_heard_by_all = any(part.line.is_free for part in prepared.parts)
    return there if store.has(there.preview_file) or not is_heard_by_all else None


def _claim(narration_id: int, now: datetime) -> _Claim | None:
    """One UPDATE decides who works; a text that goes out no more is nobody's work."""
    offered: NarrationQuerySet = Narration.objects.owed(now).order_by().filter(pk=narration_id)
    _drop_stale(_gone(offered))
    worn_out = offered.filter(attempts__gte=Narration.MAX_ATTEMPTS).first()
    if worn_out is not None:
        _give_up(worn_out, now)
        return None
    claim = uuid4()
    claimed = offered.update(
        state=State.GENERATING,
        claim=claim,
        lease_until=now + _lease(),
        attempts=F("attempts") + 1,
        began_at=now,
        done=0,
    )
    if not claimed:
        return None
    asked = Narration.objects.values_list("asked", flat=True).get(pk=narration_id)
    return _Claim(claim, narration_id, asked)


def _gone(rows: NarrationQuerySet) -> NarrationQuerySet:
    """Of a text that goes out no more. What a person read is not thrown away by an edit."""
    synthetic = rows.filter(origin=Narration.Origin.SYNTHETIC)
    return synthetic.exclude(revision__in=Revision.objects.to_be_heard().values("pk"))


def _drop_stale(offered: NarrationQuerySet) -> None:
    """A text that is live no more is not narrated; what was made for it before stays audible."""
    offered.filter(recording__isnull=True).delete()
    offered.update(state=State.READY, reason="", claim=None, lease_until=None)


def _give_up(narration: Narration, now: datetime) -> None:
    """Workers died of it one after the other, without a word."""
    reason = _("试了 %(count)s 次都没有做完，请运维看日志后重试。")
    ended = Narration.objects.filter(
        pk=narration.pk, attempts__gte=Narration.MAX_ATTEMPTS, claim=narration.claim
    )
    _end_as_failed(ended, reason % {"count": Narration.MAX_ATTEMPTS})


def _lease() -> timedelta:
    """How long a silent worker keeps its claim."""
    return timedelta(seconds=settings.NARRATION_LEASE_SECONDS)


class _Watch:
    """Keeps the lease and the progress while the work goes on; asked at every sentence."""

    EVERY = timedelta(seconds=1)

    def __init__(self, claim: _Claim) -> None:
        self._claim = claim
        self._told_at = timezone.now()
        self._total = 0
        self._has_advanced = False

    def begin(self, total: int) -> None:
        """So many sentences there are. :raises ClaimLost: if it is ours no more."""
        self._total = total
        self._tell(0)

    def __call__(self, done: int, *, is_new: bool = False) -> None:
        """
        So many are finished, this one newly said or not.

        :raises ClaimLost: if the work was taken over or cancelled.
        """
        # Told at once: a worker that is killed in its first second has not failed for nothing.
        is_first = is_new and not self._has_advanced
        self._has_advanced = self._has_advanced or is_new
        if is_first or timezone.now() - self._told_at >= self.EVERY:
            self._tell(done)

    def _tell(self, done: int) -> None:
        self._told_at = timezone.now()
        # Whoever got further than the worker before him has not died of the same sentence.
        forgiven = {"attempts": 0} if self._has_advanced else {}
        kept = self._claim.rows.update(
            lease_until=self._told_at + _lease(), done=done, total=self._total, **forgiven
        )
        if not kept:
            raise ClaimLost


def _put_off(claim: _Claim, reason: str, *, seconds: float) -> None:
    """
    What it needs is not there now: an engine, room on the disk. That is no failure of the text.

    Its editors are told when it lasts; it is done by itself when the need is met.
    """
    now = timezone.now()
    with transaction.atomic():
        narration = claim.rows.select_for_update(of=("self",)).first()
        if narration is None:
            return
        claim.rows.update(
            state=State.BLOCKED if seconds else State.QUEUED,
            reason=reason[:300],
            claim=None,
            lease_until=now + timedelta(seconds=seconds) if seconds else None,
            attempts=0,
            setbacks=F("setbacks") + 1,
        )
        if narration.setbacks + 1 == SETBACKS_UNTOLD:
            _tell_editors(narration, reason, now)


def _lay_down(claim: _Claim) -> None:
    """
    No task may run for ever; the next one goes on from the clips.

    The attempt counts only where nothing was said in all that time (`_Watch`).
    """
    claim.rows.update(state=State.QUEUED, claim=None, lease_until=None)


def _hand_back(claim: _Claim, reason: str) -> None:
    """Offer the work again after a pause, or give up after the last attempt."""
    narration = claim.rows.first()
    if narration is None:
        return
    if narration.attempts >= Narration.MAX_ATTEMPTS:
        _fail(claim, reason)
        return
    pause = BACK_OFF[min(max(narration.attempts, 1), len(BACK_OFF)) - 1]
    claim.rows.update(
        state=State.QUEUED,
        reason=reason[:300],
        claim=None,
        lease_until=timezone.now() + timedelta(seconds=pause),
    )


def _fail(claim: _Claim, reason: str) -> None:
    _end_as_failed(claim.rows, reason)


@transaction.atomic
def _end_as_failed(rows: NarrationQuerySet, reason: str) -> None:
    """It stays as it is until somebody asks again; readers keep the sound there was."""
    narration = rows.select_for_update(of=("self",)).first()
    if narration is None:
        return
    rows.update(state=State.FAILED, reason=reason[:300], claim=None, lease_until=None)
    logger.error("narration %s failed", narration.pk)
    _tell_editors(narration, reason, timezone.now())


def _tell_editors(narration: Narration, reason: str, now: datetime) -> None:
    """A note in the issue's log, and a notice to whoever let its text out."""
    issue = narration.revision.issue
    event = steps.record(issue, Event.Kind.SOUND_FAILED, by=None, at=now, note=reason[:300])
    steps.notify(event, _let_out_by(issue.pk))


def _let_out_by(issue_id: int) -> set[int | User]:
    """Whoever approved or published it; where nobody did, the chief editors cannot be guessed."""
    decided = Event.objects.filter(
        issue=issue_id,
        kind__in=(Event.Kind.APPROVED, Event.Kind.SCHEDULED, Event.Kind.PUBLISHED),
        by__isnull=False,
    )
    return {by for by in decided.values_list("by", flat=True) if by is not None}


@transaction.atomic
def _finish(claim: _Claim, made: Made | Recording, now: datetime) -> bool:
    """
    Let the sound out in one step, if the work is still ours and still what was asked for.

    What changed while it was made (a word, a pronunciation, the text itself) makes it out of
    date: nobody hears it, and what was said is there for the next run.
    """
    ours = claim.rows.select_for_update(of=("self",)).first()
    if ours is None:
        return False
    if _gone(claim.rows).exists():
        _drop_stale(claim.rows)
        return False
    if ours.asked != claim.asked:
        claim.rows.update(state=State.QUEUED, claim=None, lease_until=None, attempts=0)
        return False
    recording = made if isinstance(made, Recording) else _recorded(ours, made, now)
    former, ours.recording = ours.recording, recording
    ours.state = State.READY
    ours.reason = ""
    ours.claim = ours.lease_until = None
    ours.attempts = ours.setbacks = 0
    ours.done = ours.total = recording.segments.count()
    ours.finished_at = now
    ours.save()
    Recording.objects.filter(pk=recording.pk).update(superseded_at=None)
    supersede(former, now)
    return True


def _recorded(narration: Narration, made: Made, now: datetime) -> Recording:
    """
    The row of what was made. One whose files were lost is filled again, so its address, if it
    comes out the same, works again.
    """
    recording, _created = Recording.objects.update_or_create(
        issue=narration.revision.issue,
        script_key=made.script_key,
        defaults={
            **made.columns,
            "revision": narration.revision,
            "origin": narration.origin,
            "made_at": now,
            # Nobody has listened to this one yet.
            "reviewed_at": None,
            "reviewed_by": None,
        },
    )
    recording.segments.all().delete()
    Segment.objects.bulk_create(Segment(recording=recording, **row) for row in made.segments)
    return recording


def supersede(former: Recording | None, now: datetime) -> None:
    """Mark the moment at which the last narration left a recording; its grace begins."""
    if former is not None and not former.narrations.exists():
        Recording.objects.filter(pk=former.pk, superseded_at=None).update(superseded_at=now)
