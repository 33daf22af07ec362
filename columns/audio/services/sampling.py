"""A sentence spoken for somebody at the desk, by the voice that reads the issue."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Literal

from django.db import transaction
from django.utils.translation import gettext as _

from columns.audio import health, store
from columns.audio.casting import Voices
from columns.audio.models import HouseVoice, Narration, Pronunciation, Sample, Spending
from columns.audio.production import BREATH_MS, breaths, clip_key
from columns.audio.queries import lexicon_for, settings_for
from columns.audio.services.pronouncing import flaws_of
from columns.audio.services.scripting import Unsayable
from columns.audio.services.spending import Bill
from columns.audio.spoken import speak
from columns.audio.spoken.lexicon import Lexicon
from columns.audio.voices.base import (
    Clip,
    Voice,
    VoiceError,
    VoiceRefused,
    silence,
    trimmed,
)
from columns.models import Issue
from neican.accounts.models import User
from neican.accounts.permissions import require

KEPT = timedelta(days=1)
MOST_IN_A_MINUTE = 30  # of one person: an engine may cost money
LONGEST = 1000  # characters
LONGEST_TERM, LONGEST_READING = 60, 120  # as the table takes them

Role = Literal["main", "quote"]


@transaction.atomic
def ask_for_sample(
    *,
    issue: Issue,
    said: str,
    speaker: Role,
    by: User,
    at: datetime,
    take: int = 1,
    rule: Mapping[str, Any] | None = None,
) -> Sample:
    """
    Owe somebody the sound of a sentence; `rule`: a pronunciation as it stands in a form.

    :raises Unsayable: for a rule that cannot work, a text too long, or one sample too many.
    """
    require(by, "columns.change_issue")
    if rule is not None:
        _refuse_rule(Pronunciation(**rule))
    if len(said) > LONGEST:
        raise Unsayable(_("这一句太长，不能单独试听。请先在正文里断成几句。"))
    Sample.objects.filter(asked_at__lt=at - KEPT).delete()
    if _recent(by, at) >= MOST_IN_A_MINUTE:
        raise Unsayable(_("一分钟里试听得太多了，请过一会儿再试。"))
    return Sample.objects.create(
        by=by,
        issue=issue,
        voice=_voice_for(issue, speaker),
        said=said,
        take=take,
        rule=dict(rule) if rule is not None else None,
        asked_at=at,
    )


def _refuse_rule(rule: Pronunciation) -> None:
    """A rule that no form would save is not spoken either: what it says may be paid for."""
    if len(rule.term) > LONGEST_TERM or len(rule.reading) > LONGEST_READING:
        raise Unsayable(_("写作最多 60 个字，读作最多 120 个字，请缩短。"))
    if found := flaws_of(rule):
        raise Unsayable(" ".join(found))


def _recent(by: User, at: datetime) -> int:
    return Sample.objects.filter(by=by, asked_at__gt=at - timedelta(minutes=1)).count()


def _voice_for(issue: Issue, speaker: Role) -> HouseVoice:
    """Whoever reads the issue; where nobody has yet, the column's."""
    narration = (
        Narration.objects.filter(revision__issue=issue, origin=Narration.Origin.SYNTHETIC)
        .select_related("voice", "quote_voice")
        .order_by("-revision__number")
        .first()
    )
    chosen = narration or settings_for(issue.season.column_id)
    voice = (chosen.quote_voice if speaker == "quote" else None) or chosen.voice
    assert voice is not None, "the machine's narrations have a voice"
    return voice


def say_sample(*, sample_id: int, voices: Voices) -> bool:
    """
    Say it, unless somebody else does.

    :returns: whether it can be heard now; else the row says why not.
    """
    waiting = Sample.objects.filter(pk=sample_id, state=Sample.State.WAITING)
    if not waiting.update(state=Sample.State.SAYING):
        return False
    sample = Sample.objects.select_related("issue__season", "voice").get(pk=sample_id)
    try:
        _say(sample, voices(sample.voice))
    except VoiceError as problem:
        sample.state, sample.reason = Sample.State.FAILED, str(problem.sentence)[:300]
    except (store.Spoilt, OSError):
        sample.state = Sample.State.FAILED
        sample.reason = _("声音没有写成，请再试一次；还不行请运维看磁盘。")
    except Exception:
        reason = _("内部错误，请运维看日志。")
        Sample.objects.filter(pk=sample_id).update(state=Sample.State.FAILED, reason=reason)
        raise
    sample.save(update_fields=["state", "reason", "spoken", "clip_key"])
    return sample.state == Sample.State.READY


def _say(sample: Sample, voice: Voice) -> None:
    said = speak(sample.said, _lexicon(sample))
    words = voice.script(said)
    if not words.strip():
        raise VoiceRefused(_("这一句没有能念的字。"))
    key = clip_key(voice, words, sample.take)
    if not store.has_clip(key):
        bill = Bill(sample.issue_id, Spending.Purpose.SAMPLE)
        with health.told(), bill, store.workshop() as folder:
            clip = _clip(voice, words)
            bill.add(voice, words, clip)
            store.put_clip(key, clip, folder)
    sample.spoken, sample.clip_key, sample.state = said.text, key, Sample.State.READY


def _clip(voice: Voice, words: str) -> Clip:
    clips = [trimmed(voice.synthesize(one)) for one in breaths(words, voice.max_characters)]
    rate = clips[0].rate
    return Clip(pcm=silence(BREATH_MS, rate).join(one.pcm for one in clips), rate=rate)


def _lexicon(sample: Sample) -> Lexicon:
    """As the issue is read, the rule from the form before all others."""
    kept = lexicon_for(sample.issue)
    if sample.rule is None:
        return kept
    rule = Pronunciation(**sample.rule)
    (entry,) = Lexicon.of([rule]).entries
    others = tuple(one for one in kept.entries if one.term != entry.term)
    return Lexicon((entry, *others))
