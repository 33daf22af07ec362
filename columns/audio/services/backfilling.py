"""The archive is read (anew): how much that is and what it costs, begun, and called off."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import F, QuerySet, Sum

from columns.audio import script
from columns.audio.casting import Voices
from columns.audio.models import HouseVoice, Narration, NarrationSettings, Recording
from columns.audio.queries import settings_for
from columns.audio.services.queueing import State, Urgency, queue_again, voices_for
from columns.audio.voices.base import Voice
from columns.models import Revision
from neican.accounts.models import User
from neican.accounts.permissions import require

_HAN = re.compile("[\u3400-\u9fff]")
_RECENT = 20  # recordings that say how fast a sentence is made
_WAITING = (State.QUEUED, State.BLOCKED)


@dataclass(frozen=True, slots=True)
class Choice:
    """Which issues, and who is to read them; without a voice each keeps its own."""

    issue_ids: tuple[int, ...]
    voice: HouseVoice | None = None
    quote_voice: HouseVoice | None = None


@dataclass
class Estimate:
    """What a backfill comes to; sentences are cached where they were said by the same voice."""

    issues: int = 0
    sentences: int = 0
    characters: int = 0
    cached: int = 0
    cost_fen: float = 0
    seconds: float | None = None

    @property
    def fresh(self) -> int:
        """Sentences that must be synthesised."""
        return self.sentences - self.cached

    @property
    def key(self) -> str:
        """Stands for what was told, so that just this is confirmed."""
        return f"{self.issues}-{self.sentences}-{self.fresh}-{round(self.cost_fen)}"


def texts_of(issue_ids: Collection[int]) -> QuerySet[Revision]:
    """What readers hear of these, and what will go out; an issue that is no longer out has none."""
    rows = Revision.objects.to_be_heard().filter(issue__in=issue_ids)
    return rows.select_related("issue__season__column").order_by("issue", "number")


def estimate(choice: Choice, voices: Voices) -> Estimate:
    """
    How much there is to say, told before anything is spent; words are counted as written.

    :raises ImportError: for a voice whose engine is not in the settings any more.
    """
    told, manners = Estimate(), dict[int, NarrationSettings]()
    issues = set()
    for text in texts_of(choice.issue_ids).iterator(chunk_size=20):
        column_id = text.issue.season.column_id
        if column_id not in manners:
            manners[column_id] = settings_for(column_id)
        issues.add(text.issue_id)
        _count(told, text, manners[column_id], choice, voices)
    told.issues = len(issues)
    pace = _pace()
    told.seconds = pace * told.fresh if pace is not None else None
    return told


def _count(
    told: Estimate, text: Revision, manner: NarrationSettings, choice: Choice, voices: Voices
) -> None:
    """Add one text."""
    main, quote = _readers(text, choice)
    known = _said(text, main, quote, voices)
    for line in script.spoken_lines(text, manner, disclosure=settings.NARRATION_DISCLOSURE):
        told.sentences += 1
        told.characters += len(line.said)
        if line.text in known:
            told.cached += 1
        else:
            voice = voices(quote if line.speaker == "quote" else main)
            told.cost_fen += _billed(voice, line.said) * voice.price_fen_per_10k / 10_000


def _readers(text: Revision, choice: Choice) -> tuple[HouseVoice, HouseVoice]:
    """Who reads it, and who its quotations."""
    if choice.voice is not None:
        return choice.voice, choice.quote_voice or choice.voice
    ids = voices_for(text)
    main = HouseVoice.objects.get(pk=ids["voice_id"])
    quote_id = ids["quote_voice_id"]
    return main, HouseVoice.objects.get(pk=quote_id) if quote_id else main


def _said(text: Revision, main: HouseVoice, quote: HouseVoice, voices: Voices) -> set[str]:
    """Sentences of the issue that these have said already, as its recordings know."""
    keys = " + ".join(dict.fromkeys((voices(main).key, voices(quote).key)))
    there = Recording.objects.filter(issue=text.issue_id, voices=keys)
    return set(there.values_list("segments__text", flat=True))


def _billed(voice: Voice, said: str) -> int:
    """As the engine counts; one whose scripts are no plain text counts a Han twice."""
    try:
        return voice.billed(said)
    except ValueError:
        return len(said) + len(_HAN.findall(said))


def _pace() -> float | None:
    """Seconds for a sentence that is said anew, as it was lately; None where nobody knows."""
    lately = Recording.objects.filter(synthesised__gt=0).order_by("-made_at")[:_RECENT]
    sums = lately.aggregate(seconds=Sum("seconds_spent"), sentences=Sum("synthesised"))
    return sums["seconds"] / sums["sentences"] if sums["sentences"] else None


@transaction.atomic
def backfill(*, choice: Choice, by: User | None, now: datetime) -> int:
    """
    Owe the narration of these issues, behind everything that goes out.

    What waits already because it is more urgent keeps its place. With a voice chosen, the text's
    narration changes to it; readers keep the old sound until the new one is whole.

    :returns: how many texts wait now or are being made.
    """
    require(by, "audio.change_narration")
    require(by, "columns.change_issue")
    return sum(_backfilled(text, choice, now) for text in texts_of(choice.issue_ids))


def _backfilled(text: Revision, choice: Choice, now: datetime) -> int:
    row, is_new = Narration.objects.select_for_update(of=("self",)).get_or_create(
        revision=text,
        origin=Narration.Origin.SYNTHETIC,
        defaults={"queued_at": now, "urgency": Urgency.BACKFILL, **_chosen(text, choice)},
    )
    rows = Narration.objects.filter(pk=row.pk)
    if choice.voice is not None:
        rows.update(voice=choice.voice, quote_voice=choice.quote_voice)
    if is_new:
        return 1
    if row.state == State.GENERATING:
        rows.update(asked=F("asked") + 1)
        return 1
    queue_again(rows, now, row.urgency if row.state in _WAITING else Urgency.BACKFILL)
    return 1


def _chosen(text: Revision, choice: Choice) -> dict[str, int | None]:
    if choice.voice is None:
        return voices_for(text)
    return {
        "voice_id": choice.voice.pk,
        "quote_voice_id": choice.quote_voice.pk if choice.quote_voice else None,
    }


def backfilling() -> QuerySet[Narration]:
    """What is left of backfills, the one that is being made with it."""
    return Narration.objects.filter(
        urgency=Urgency.BACKFILL, state__in=(*_WAITING, State.GENERATING)
    )


@transaction.atomic
def call_off(*, by: User | None) -> int:
    """
    Cancel what is left of backfills at once; sound that is there stays.

    :returns: how many.
    """
    require(by, "audio.change_narration")
    require(by, "columns.change_issue")
    return backfilling().update(state=State.CANCELLED, reason="", claim=None, lease_until=None)
