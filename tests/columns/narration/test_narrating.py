"""From a published text to one file: what is made, what is made again, what is not."""

from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Literal

import pytest

from columns import services as newsroom
from columns.audio import queries, services, store
from columns.audio.encoding import decoded_duration_ms
from columns.audio.models import Narration, Pronunciation
from columns.audio.production import Made, breaths
from columns.audio.voices.base import Clip, Voice, VoiceRefused, VoiceUnavailable
from tests import factories
from tests.factories import CANARY

pytestmark = pytest.mark.django_db

LEASE = timedelta(seconds=120)


def narrated(voice: Voice, issue_id: int, now: datetime) -> Narration:
    narration_id = services.queue_narration(issue_id=issue_id, voice_key=voice.key, now=now)
    assert narration_id is not None
    assert services.narrate(narration_id=narration_id, voice=voice, now=now)
    return Narration.objects.get(pk=narration_id)


def test_a_published_issue_becomes_one_file_as_long_as_the_table_says(
    voice: Voice, now: datetime, own_sounds: Path
) -> None:
    issue = factories.make_published_issue(at=now)
    narration = narrated(voice, issue.pk, now)
    assert narration.state == Narration.State.READY
    for name, duration in (
        (narration.file, narration.duration_ms),
        (narration.preview_file, narration.preview_duration_ms),
    ):
        assert abs(decoded_duration_ms(own_sounds / name) - duration) <= 200
    assert queries.narration_for(issue) == narration


def test_cues_follow_the_sentences_and_the_preview_holds_only_free_ones(
    voice: Voice, now: datetime
) -> None:
    issue = factories.make_published_issue(at=now)
    narration = narrated(voice, issue.pk, now)
    cues = queries.cues(narration, free_only=False)
    assert [cue.text for cue in cues][-5:] == [
        "墙后的第一句。",
        f"{CANARY}。",
        "随后还有一句。",
        "第二节",
        "最后一段。",
    ]
    assert all(one.end_ms <= two.start_ms for one, two in pairwise(cues))
    assert cues[-1].end_ms <= narration.duration_ms
    free = queries.cues(narration, free_only=True)
    assert free == cues[: len(free)]
    assert free[-1].text == "第二句也在这里。"
    assert narration.preview_duration_ms < narration.duration_ms
    titles = [chapter.title for chapter in queries.chapters(narration, free_only=False)]
    assert titles == ["开场", "第一节", "第二节"]


def test_one_changed_sentence_costs_at_most_two_syntheses(voice: Voice, now: datetime) -> None:
    issue = factories.make_published_issue(at=now)
    first = narrated(voice, issue.pk, now)
    assert first.synthesised == first.segments.count()
    factories.republish(issue, factories.BODY.replace("最后一段", "改过的一段"), at=now)
    second = narrated(voice, issue.pk, now)
    assert second.pk != first.pk
    assert 1 <= second.synthesised <= 2


def test_the_old_sound_serves_until_the_new_one_is_complete(voice: Voice, now: datetime) -> None:
    issue = factories.make_published_issue(at=now)
    first = narrated(voice, issue.pk, now)
    changed = factories.republish(issue, factories.BODY.replace("最后", "全新"), at=now)
    services.queue_narration(issue_id=issue.pk, voice_key=voice.key, now=now)
    assert queries.narration_for(changed) == first
    assert queries.state_for(changed) == Narration.State.QUEUED
    second = narrated(voice, issue.pk, now)
    assert queries.narration_for(changed) == second


def test_a_pronunciation_changes_only_the_sentences_it_touches(voice: Voice, now: datetime) -> None:
    issue = factories.make_published_issue(at=now)
    narration = narrated(voice, issue.pk, now)
    Pronunciation.objects.create(term="矿井", reading="坑道")
    services.retry(narration_id=narration.pk, now=now)
    again = narrated(voice, issue.pk, now)
    assert again.synthesised == 1
    assert "坑道" in again.segments.get(text__contains="矿井").spoken


def test_asking_twice_owes_one_narration(voice: Voice, now: datetime) -> None:
    issue = factories.make_published_issue(at=now)
    ids = {
        services.queue_narration(issue_id=issue.pk, voice_key=voice.key, now=now) for _ in range(3)
    }
    assert len(ids) == 1
    assert Narration.objects.count() == 1


def test_the_sweep_owes_what_no_bell_announced(voice: Voice, now: datetime) -> None:
    issue = factories.make_published_issue(at=now)
    factories.make_issue(at=now)
    (narration_id,) = services.owed(voice_key=voice.key, now=now)
    assert Narration.objects.get(pk=narration_id).revision == issue.live
    services.narrate(narration_id=narration_id, voice=voice, now=now)
    assert services.owed(voice_key=voice.key, now=now) == []


def test_a_withdrawn_or_replaced_text_is_nobodys_work(voice: Voice, now: datetime) -> None:
    issue = factories.make_published_issue(at=now)
    narration_id = services.queue_narration(issue_id=issue.pk, voice_key=voice.key, now=now)
    assert narration_id is not None
    newsroom.withdraw_issue(issue_id=issue.pk, by=None, at=now)
    assert not services.narrate(narration_id=narration_id, voice=voice, now=now)
    assert not Narration.objects.exists()


class Broken:
    """A voice that fails as told, for what cannot be asked of the real one."""

    key = "broken"
    reads: Literal["text", "pinyin"] = "text"
    max_characters = 100

    def __init__(self, problem: Exception, *, after: int = 0, real: Voice | None = None) -> None:
        self.problem, self.left, self.real = problem, after, real

    def synthesize(self, text: str) -> Clip:
        if self.left and self.real is not None:
            self.left -= 1
            return self.real.synthesize(text)
        raise self.problem

    def close(self) -> None:
        """Nothing to let go of."""


def test_making_a_sound_anew_for_a_text_no_longer_live_keeps_the_sound(
    voice: Voice, now: datetime
) -> None:
    issue = factories.make_published_issue(at=now)
    first = narrated(voice, issue.pk, now)
    services.retry(narration_id=first.pk, now=now)
    changed = factories.republish(issue, factories.BODY.replace("最后", "全新"), at=now)
    assert not services.narrate(narration_id=first.pk, voice=voice, now=now)
    assert queries.narration_for(changed) == first
    first.refresh_from_db()
    assert first.state == Narration.State.READY


def test_a_sentence_longer_than_the_voice_takes_is_said_in_breaths(
    voice: Voice, now: datetime
) -> None:
    long = "这一年他走过许多地方，" * 110 + "终于回来了。"
    body = f"<p>开头一段。</p><h2>正文</h2><p>{long}</p>"
    narration = narrated(voice, factories.make_published_issue(body=body, at=now).pk, now)
    said = narration.segments.get(text=long)
    assert said.end_ms - said.start_ms > 120_000


@pytest.mark.parametrize(
    ("words", "most", "expected"),
    [
        ("一，二，三", 10, ["一，二，三"]),
        ("一二，三四，五六", 4, ["一二，", "三四，", "五六"]),
        ("ab cd ef", 4, ["ab ", "cd ", "ef"]),
        ("没有标点", 2, ["没有标点"]),
    ],
)
def test_where_a_long_sentence_takes_breath(words: str, most: int, expected: list[str]) -> None:
    assert breaths(words, most) == expected
    assert "".join(breaths(words, most)) == words


def test_a_spoilt_clip_is_said_anew(voice: Voice, now: datetime, own_sounds: Path) -> None:
    issue = factories.make_published_issue(at=now)
    first = narrated(voice, issue.pk, now)
    clip = next(own_sounds.glob("clips/*/*.wav"))
    clip.write_bytes(clip.read_bytes()[:10])
    services.retry(narration_id=first.pk, now=now)
    with pytest.raises(OSError, match="spoilt"):
        services.narrate(narration_id=first.pk, voice=voice, now=now)
    later = datetime.now(tz=now.tzinfo) + timedelta(hours=1)
    assert services.narrate(narration_id=first.pk, voice=voice, now=later)
    assert Narration.objects.get().synthesised == 1


def test_an_unavailable_voice_hands_the_work_back_and_gives_up_at_last(
    voice: Voice, now: datetime
) -> None:
    issue = factories.make_published_issue()
    broken = Broken(VoiceUnavailable("语音引擎没有回答"))
    narration_id = services.queue_narration(issue_id=issue.pk, voice_key=voice.key, now=now)
    assert narration_id is not None
    attempts = 0
    moment = datetime.now(tz=now.tzinfo)
    while Narration.objects.get(pk=narration_id).state != Narration.State.FAILED:
        moment += timedelta(hours=1)
        with pytest.raises(VoiceUnavailable):
            services.narrate(narration_id=narration_id, voice=broken, now=moment)
        attempts += 1
    narration = Narration.objects.get(pk=narration_id)
    assert attempts == Narration.MAX_ATTEMPTS
    assert narration.reason == "语音引擎没有回答"
    services.retry(narration_id=narration_id, now=now)
    assert services.narrate(narration_id=narration_id, voice=voice, now=now)


def test_work_handed_back_waits_its_pause(voice: Voice) -> None:
    issue = factories.make_published_issue()
    broken = Broken(VoiceUnavailable("稍后再试"))
    now = datetime.now(tz=issue.created_at.tzinfo)
    narration_id = services.queue_narration(issue_id=issue.pk, voice_key=voice.key, now=now)
    assert narration_id is not None
    with pytest.raises(VoiceUnavailable):
        services.narrate(narration_id=narration_id, voice=broken, now=now)
    assert services.owed(voice_key=voice.key, now=now) == []
    assert services.owed(voice_key=voice.key, now=now + timedelta(minutes=1)) == [narration_id]


def test_a_refused_text_fails_at_once_with_its_reason(now: datetime, voice: Voice) -> None:
    issue = factories.make_published_issue(headline="只有标题的一期", at=now)
    narration_id = services.queue_narration(issue_id=issue.pk, voice_key=voice.key, now=now)
    assert narration_id is not None
    refusing = Broken(VoiceRefused("这一句太长"))
    assert not services.narrate(narration_id=narration_id, voice=refusing, now=now)
    narration = Narration.objects.get(pk=narration_id)
    assert (narration.state, narration.reason) == (
        Narration.State.FAILED,
        "“只有标题的一期…”：这一句太长",
    )


def test_what_was_said_before_a_failure_is_not_said_again(voice: Voice, now: datetime) -> None:
    issue = factories.make_published_issue(at=now)
    half = Broken(VoiceUnavailable("断了"), after=4, real=voice)
    half.key, half.reads = voice.key, voice.reads
    narration_id = services.queue_narration(issue_id=issue.pk, voice_key=voice.key, now=now)
    assert narration_id is not None
    with pytest.raises(VoiceUnavailable):
        services.narrate(narration_id=narration_id, voice=half, now=now)
    later = datetime.now(tz=now.tzinfo) + timedelta(hours=1)
    assert services.narrate(narration_id=narration_id, voice=voice, now=later)
    narration = Narration.objects.get(pk=narration_id)
    assert narration.synthesised == narration.segments.count() - 4


def test_a_running_lease_keeps_others_out_and_an_expired_one_lets_them_in(
    voice: Voice, now: datetime
) -> None:
    issue = factories.make_published_issue(at=now)
    narration_id = services.queue_narration(issue_id=issue.pk, voice_key=voice.key, now=now)
    assert narration_id is not None
    assert services._claim(narration_id, now) is not None
    assert not services.narrate(narration_id=narration_id, voice=voice, now=now)
    after = now + LEASE
    assert services.narrate(narration_id=narration_id, voice=voice, now=after)


def test_a_late_worker_cannot_overwrite_the_one_that_took_over(voice: Voice, now: datetime) -> None:
    issue = factories.make_published_issue(at=now)
    narration_id = services.queue_narration(issue_id=issue.pk, voice_key=voice.key, now=now)
    assert narration_id is not None
    lost = services._claim(narration_id, now)
    assert lost is not None
    assert services.narrate(narration_id=narration_id, voice=voice, now=now + LEASE)
    before = Narration.objects.values().get(pk=narration_id)
    made = Made(columns={"file": "late.mp3"}, segments=[])
    assert not services._finish(lost, made, now)
    assert Narration.objects.values().get(pk=narration_id) == before


def test_no_unfinished_file_is_left_behind(voice: Voice, now: datetime, own_sounds: Path) -> None:
    issue = factories.make_published_issue(at=now)
    narrated(voice, issue.pk, now)
    assert [path.name for path in own_sounds.iterdir() if path.name.startswith(".making")] == []
    assert store.sounds().exists(Narration.objects.get().file)
