"""From a published text to one file: what is made, what is made again, what is not."""

import time
from collections import Counter
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any, cast

import pytest

from columns import services as newsroom
from columns.audio import queries, services, store
from columns.audio.casting import Voices
from columns.audio.encoding import EncodingFailed, decoded_duration_ms
from columns.audio.models import Narration, Pronunciation, Recording, ScriptLine
from columns.audio.production import Made, breaths, side_by_side
from columns.audio.services import narrating
from columns.audio.voices.base import Clip, Sayable, Voice, VoiceRefused, VoiceUnavailable
from columns.models import Event, Notice
from neican.accounts.roles import Role
from tests import factories
from tests.factories import CANARY

pytestmark = pytest.mark.django_db

LEASE = timedelta(seconds=120)


def narrated(voice: Voice, issue_id: int, now: datetime) -> Narration:
    narration_id = services.queue_narration(issue_id=issue_id, now=now)
    assert narration_id is not None
    assert services.narrate(narration_id=narration_id, voices=only(voice), now=now)
    return Narration.objects.select_related("recording").get(pk=narration_id)


def only(voice: Voice) -> Voices:
    """Whoever is asked for, this one speaks."""
    return lambda _row: voice


def sound_of(narration: Narration) -> Recording:
    assert narration.recording is not None
    return narration.recording


def test_a_published_issue_becomes_one_file_as_long_as_the_table_says(
    voice: Voice, now: datetime, own_sounds: Path
) -> None:
    issue = factories.make_published_issue(at=now)
    narration = narrated(voice, issue.pk, now)
    assert narration.state == Narration.State.READY
    sound = sound_of(narration)
    for name, duration in (
        (sound.file, sound.duration_ms),
        (sound.preview_file, sound.preview_duration_ms),
    ):
        assert abs(decoded_duration_ms(own_sounds / name) - duration) <= 200
    assert queries.narration_for(issue) == narration


def test_cues_follow_the_sentences_and_the_preview_holds_only_free_ones(
    voice: Voice, now: datetime
) -> None:
    issue = factories.make_published_issue(at=now)
    narration = narrated(voice, issue.pk, now)
    sound = sound_of(narration)
    cues = queries.cues(sound, free_only=False)
    assert [cue.text for cue in cues][-5:] == [
        "墙后的第一句。",
        f"{CANARY}。",
        "随后还有一句。",
        "第二节",
        "最后一段。",
    ]
    assert all(one.end_ms <= two.start_ms for one, two in pairwise(cues))
    assert cues[-1].end_ms <= sound.duration_ms
    free = queries.cues(sound, free_only=True)
    assert free == cues[: len(free)]
    assert free[-1].text == "第二句也在这里。"
    assert sound.preview_duration_ms < sound.duration_ms
    titles = [chapter.title for chapter in queries.chapters(sound, free_only=False)]
    assert titles == ["开场", "第一节", "第二节"]


def test_one_changed_sentence_costs_at_most_two_syntheses(voice: Voice, now: datetime) -> None:
    issue = factories.make_published_issue(at=now)
    first = sound_of(narrated(voice, issue.pk, now))
    assert first.synthesised == first.segments.count()
    factories.republish(issue, factories.BODY.replace("最后一段", "改过的一段"), at=now)
    second = sound_of(narrated(voice, issue.pk, now))
    assert second.pk != first.pk
    assert 1 <= second.synthesised <= 2


def test_the_old_sound_serves_until_the_new_one_is_complete(voice: Voice, now: datetime) -> None:
    issue = factories.make_published_issue(at=now)
    first = narrated(voice, issue.pk, now)
    changed = factories.republish(issue, factories.BODY.replace("最后", "全新"), at=now)
    services.queue_narration(issue_id=issue.pk, now=now)
    assert queries.narration_for(changed) == first
    waiting = Narration.objects.get(revision=changed.live)
    assert waiting.state == Narration.State.QUEUED
    second = narrated(voice, issue.pk, now)
    assert queries.narration_for(changed) == second


def test_a_pronunciation_changes_only_the_sentences_it_touches(voice: Voice, now: datetime) -> None:
    issue = factories.make_published_issue(at=now)
    narration = narrated(voice, issue.pk, now)
    Pronunciation.objects.create(term="矿井", reading="坑道")
    services.retry(narration_id=narration.pk, now=now)
    again = sound_of(narrated(voice, issue.pk, now))
    assert again.synthesised == 1
    assert "坑道" in again.segments.get(text__contains="矿井").spoken


def test_asking_twice_owes_one_narration(voice: Voice, now: datetime) -> None:
    issue = factories.make_published_issue(at=now)
    ids = {services.queue_narration(issue_id=issue.pk, now=now) for _ in range(3)}
    assert len(ids) == 1
    assert Narration.objects.count() == 1


def test_the_sweep_owes_what_no_bell_announced(voice: Voice, now: datetime) -> None:
    issue = factories.make_published_issue(at=now)
    factories.make_issue(at=now)
    services.queue_owed(now=now)
    (narration_id,) = services.owed(now=now)
    assert Narration.objects.get(pk=narration_id).revision == issue.live
    services.narrate(narration_id=narration_id, voices=only(voice), now=now)
    assert services.owed(now=now) == []


def test_a_withdrawn_or_replaced_text_is_nobodys_work(voice: Voice, now: datetime) -> None:
    issue = factories.make_published_issue(at=now)
    narration_id = services.queue_narration(issue_id=issue.pk, now=now)
    assert narration_id is not None
    newsroom.withdraw_issue(issue_id=issue.pk, by=None, at=now)
    assert not services.narrate(narration_id=narration_id, voices=only(voice), now=now)
    assert not Narration.objects.exists()


class Broken:
    """A voice that fails as told, for what cannot be asked of the real one."""

    key = "broken"
    engine = "broken"
    max_characters = 100
    price_fen_per_10k = 0

    def __init__(self, problem: Exception, *, after: int = 0, real: Voice | None = None) -> None:
        self.problem, self.left, self.real = problem, after, real

    def script(self, said: Sayable) -> str:
        return said.phonetic

    def billed(self, script: str) -> int:
        return len(script)

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
    assert not services.narrate(narration_id=first.pk, voices=only(voice), now=now)
    assert queries.narration_for(changed) == first
    first.refresh_from_db()
    assert first.state == Narration.State.READY


def test_a_sentence_longer_than_the_voice_takes_is_said_in_breaths(
    voice: Voice, now: datetime
) -> None:
    long = "这一年他走过许多地方，" * 110 + "终于回来了。"
    body = f"<p>开头一段。</p><h2>正文</h2><p>{long}</p>"
    narration = narrated(voice, factories.make_published_issue(body=body, at=now).pk, now)
    said = sound_of(narration).segments.get(text=long)
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
    (own_sounds / sound_of(first).file).unlink()
    clip = next(own_sounds.glob("clips/*/*.wav"))
    clip.write_bytes(clip.read_bytes()[:10])
    services.retry(narration_id=first.pk, now=now)
    assert not services.narrate(narration_id=first.pk, voices=only(voice), now=now)
    first.refresh_from_db()
    assert (first.state, first.reason[:6]) == (Narration.State.QUEUED, "一段旧音频坏")
    assert services.narrate(narration_id=first.pk, voices=only(voice), now=now)
    assert Recording.objects.latest("made_at").synthesised == 1


def test_an_absent_voice_blocks_the_work_until_it_is_back_however_long(
    voice: Voice, now: datetime
) -> None:
    editor = factories.make_staff(Role.EDITOR)
    issue = factories.make_published_issue()
    newsroom.steps.record(issue, Event.Kind.PUBLISHED, by=editor, at=now)
    broken = Broken(VoiceUnavailable("语音引擎没有回答"))
    narration_id = services.queue_narration(issue_id=issue.pk, now=now)
    assert narration_id is not None
    moment = datetime.now(tz=now.tzinfo)
    for times in range(1, 9):
        moment += timedelta(hours=1)
        assert not services.narrate(narration_id=narration_id, voices=only(broken), now=moment)
        narration = Narration.objects.get(pk=narration_id)
        assert (narration.state, narration.reason) == (
            Narration.State.BLOCKED,
            "语音引擎没有回答",
        )
        assert Notice.objects.filter(recipient=editor).count() == (1 if times >= 3 else 0)
    later = moment + timedelta(hours=1)
    assert services.narrate(narration_id=narration_id, voices=only(voice), now=later)
    assert queries.narration_for(issue) is not None


def test_work_handed_back_waits_its_pause(voice: Voice) -> None:
    issue = factories.make_published_issue()
    broken = Broken(VoiceUnavailable("稍后再试"))
    now = datetime.now(tz=issue.created_at.tzinfo)
    narration_id = services.queue_narration(issue_id=issue.pk, now=now)
    assert narration_id is not None
    assert not services.narrate(narration_id=narration_id, voices=only(broken), now=now)
    assert services.owed(now=now) == []
    assert services.owed(now=now + timedelta(minutes=2)) == [narration_id]


def test_a_refused_text_fails_at_once_with_its_reason(now: datetime, voice: Voice) -> None:
    issue = factories.make_published_issue(headline="只有标题的一期", at=now)
    narration_id = services.queue_narration(issue_id=issue.pk, now=now)
    assert narration_id is not None
    refusing = Broken(VoiceRefused("这一句太长"))
    assert not services.narrate(narration_id=narration_id, voices=only(refusing), now=now)
    narration = Narration.objects.get(pk=narration_id)
    assert (narration.state, narration.reason) == (
        Narration.State.FAILED,
        "“只有标题的一期…”：这一句太长",
    )


def test_what_was_said_before_a_failure_is_not_said_again(voice: Voice, now: datetime) -> None:
    issue = factories.make_published_issue(at=now)
    half = Broken(VoiceUnavailable("断了"), after=4, real=voice)
    half.key = voice.key
    narration_id = services.queue_narration(issue_id=issue.pk, now=now)
    assert narration_id is not None
    assert not services.narrate(narration_id=narration_id, voices=only(half), now=now)
    later = datetime.now(tz=now.tzinfo) + timedelta(hours=1)
    assert services.narrate(narration_id=narration_id, voices=only(voice), now=later)
    sound = sound_of(Narration.objects.get(pk=narration_id))
    assert sound.synthesised == sound.segments.count() - 4


def test_a_running_lease_keeps_others_out_and_an_expired_one_lets_them_in(
    voice: Voice, now: datetime
) -> None:
    issue = factories.make_published_issue(at=now)
    narration_id = services.queue_narration(issue_id=issue.pk, now=now)
    assert narration_id is not None
    assert narrating._claim(narration_id, now) is not None
    assert not services.narrate(narration_id=narration_id, voices=only(voice), now=now)
    after = now + LEASE
    assert services.narrate(narration_id=narration_id, voices=only(voice), now=after)


def test_a_late_worker_cannot_overwrite_the_one_that_took_over(voice: Voice, now: datetime) -> None:
    issue = factories.make_published_issue(at=now)
    narration_id = services.queue_narration(issue_id=issue.pk, now=now)
    assert narration_id is not None
    lost = narrating._claim(narration_id, now)
    assert lost is not None
    assert services.narrate(narration_id=narration_id, voices=only(voice), now=now + LEASE)
    before = Narration.objects.values().get(pk=narration_id)
    made = Made(script_key="late", columns={"file": "late.mp3"}, segments=[])
    assert not narrating._finish(lost, made, now)
    assert Narration.objects.values().get(pk=narration_id) == before


def test_no_unfinished_file_is_left_behind(voice: Voice, now: datetime, own_sounds: Path) -> None:
    issue = factories.make_published_issue(at=now)
    narrated(voice, issue.pk, now)
    assert [path.name for path in own_sounds.iterdir() if path.name.startswith(".making")] == []
    assert store.sounds().exists(Recording.objects.get().file)


def test_a_script_with_nothing_to_say_fails_with_a_sentence(voice: Voice, now: datetime) -> None:
    issue = factories.make_published_issue(at=now)
    manner = queries.settings_for(issue.season.column_id)
    manner.says_issue = manner.says_author = manner.says_disclosure = False
    manner.save()
    for block in issue.live.blocks:  # type: ignore[union-attr]
        for sentence in block["sentences"]:
            ScriptLine.objects.create(
                issue=issue, sentence_id=sentence["id"], is_skipped=True, changed_at=now
            )
    narration_id = services.queue_narration(issue_id=issue.pk, now=now)
    assert narration_id is not None
    assert not services.narrate(narration_id=narration_id, voices=only(voice), now=now)
    narration = Narration.objects.get(pk=narration_id)
    assert narration.state == Narration.State.FAILED
    assert narration.reason.startswith("这一期没有能念的内容")


class Slow:
    """The real voice, once as slow as an engine under load; tells when it was asked."""

    def __init__(self, real: Voice) -> None:
        self.real = real
        self.waits = [1.0]

    def __getattr__(self, name: str) -> Any:
        return getattr(self.real, name)

    def synthesize(self, script: str) -> Clip:
        if self.waits:
            time.sleep(self.waits.pop())
        return self.real.synthesize(script)


def test_a_claim_is_kept_while_one_sentence_takes_its_time(
    voice: Voice, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else another worker would take it for abandoned, and both would pay for it."""
    monkeypatch.setattr(side_by_side, "_IDLE_SECONDS", 0.1)
    monkeypatch.setattr(narrating._Watch, "EVERY", timedelta(seconds=0.1))
    issue = factories.make_published_issue(at=now)
    narration_id = services.queue_narration(issue_id=issue.pk, now=now)
    assert narration_id is not None
    leases = []
    told = narrating._Watch._tell

    def noted(watch: Any, done: int) -> None:
        told(watch, done)
        leases.append(done)

    monkeypatch.setattr(narrating._Watch, "_tell", noted)
    assert services.narrate(
        narration_id=narration_id, voices=only(cast(Voice, Slow(voice))), now=now
    )
    assert max(Counter(leases).values()) >= 5, "while nothing more was finished"


def test_what_was_asked_for_again_meanwhile_is_not_let_out(voice: Voice, now: datetime) -> None:
    """A word was changed in the middle of the work: what comes of it is out of date."""
    issue = factories.make_published_issue(at=now)
    narration_id = services.queue_narration(issue_id=issue.pk, now=now)
    assert narration_id is not None

    class Changing(Slow):
        def synthesize(self, script: str) -> Clip:
            if self.waits:
                self.waits.pop()
                changed.append(True)
            return self.real.synthesize(script)

    changed: list[bool] = []
    real_tell = Changing(voice)

    def told(self: Any, done: int, *, is_new: bool = False) -> None:
        if changed:
            changed.clear()
            Pronunciation.objects.create(term="矿井", reading="坑道")
            services.ask_again(narration_ids=[narration_id], now=now)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(narrating._Watch, "__call__", told)
        done = services.narrate(
            narration_id=narration_id, voices=only(cast(Voice, real_tell)), now=now
        )
    assert not done
    narration = Narration.objects.get(pk=narration_id)
    assert (narration.state, narration.recording) == (Narration.State.QUEUED, None)
    assert not Recording.objects.exists()
    sound = sound_of(narrated(voice, issue.pk, now))
    assert sound.synthesised == 1
    assert "坑道" in sound.segments.get(text__contains="矿井").spoken


def test_the_urgent_comes_first_whatever_waits(voice: Voice, now: datetime) -> None:
    old = [factories.make_published_issue(at=now) for _ in range(3)]
    for issue in old:
        services.queue_narration(issue_id=issue.pk, now=now, urgency=Narration.Urgency.BACKFILL)
    today = factories.make_published_issue(at=now)
    services.queue_narration(issue_id=today.pk, now=now - timedelta(hours=1))
    assert services.narrate_next(voices=only(voice), now=now)
    assert queries.narration_for(today) is not None
    assert all(queries.narration_for(issue) is None for issue in old)


def test_an_unchanged_script_costs_nothing_and_keeps_the_file(voice: Voice, now: datetime) -> None:
    """Another standfirst, another credit: the text says what it said."""
    issue = factories.make_published_issue(at=now)
    first = sound_of(narrated(voice, issue.pk, now))
    newsroom.save_revision(issue_id=issue.pk, by=None, at=now, facts={"standfirst": "另一句导语"})
    newsroom.approve_issue(issue_id=issue.pk, by=None, at=now)
    newsroom.publish_issue(issue_id=issue.pk, by=None, at=now)
    again = narrated(voice, issue.pk, now)
    assert again.revision != first.revision
    assert sound_of(again) == first
    assert Recording.objects.count() == 1


def test_a_changed_headline_is_said_anew_and_nothing_else(voice: Voice, now: datetime) -> None:
    issue = factories.make_published_issue(at=now)
    narrated(voice, issue.pk, now)
    newsroom.save_revision(issue_id=issue.pk, by=None, at=now, facts={"headline": "另一个标题"})
    newsroom.approve_issue(issue_id=issue.pk, by=None, at=now)
    newsroom.publish_issue(issue_id=issue.pk, by=None, at=now)
    sound = sound_of(narrated(voice, issue.pk, now))
    assert sound.synthesised == 1
    assert sound.segments.get(sentence_id="headline").text == "另一个标题"


def test_a_disk_that_spoils_every_clip_is_not_fed_for_ever(
    voice: Voice, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    issue = factories.make_published_issue(at=now)
    narration_id = services.queue_narration(issue_id=issue.pk, now=now)
    assert narration_id is not None

    def spoilt(*_given: Any, **_more: Any) -> Made:
        raise store.Spoilt("a clip is spoilt")

    monkeypatch.setattr(narrating, "produce", spoilt)
    states = []
    for hours in range(3):
        moment = datetime.now(tz=now.tzinfo) + timedelta(hours=hours)
        services.narrate(narration_id=narration_id, voices=only(voice), now=moment)
        states.append(Narration.objects.get(pk=narration_id).state)
    assert states == ["queued", "blocked", "blocked"]


def test_what_cannot_be_encoded_fails_after_three_tries(
    voice: Voice, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    issue = factories.make_published_issue(at=now)
    narration_id = services.queue_narration(issue_id=issue.pk, now=now)
    assert narration_id is not None

    def unfit(*_given: Any, **_more: Any) -> Made:
        raise EncodingFailed("no gain brings it to its loudness")

    monkeypatch.setattr(narrating, "produce", unfit)
    states = []
    for hours in range(3):
        moment = datetime.now(tz=now.tzinfo) + timedelta(hours=hours)
        assert not services.narrate(narration_id=narration_id, voices=only(voice), now=moment)
        states.append(Narration.objects.get(pk=narration_id).state)
    assert states == ["queued", "queued", "failed"]
    assert Narration.objects.get(pk=narration_id).reason.startswith("声音没能编成")


def test_a_sound_without_a_free_part_is_not_made_twice(voice: Voice, now: datetime) -> None:
    issue = factories.make_published_issue(at=now)
    manner = queries.settings_for(issue.season.column_id)
    manner.says_issue = manner.says_author = manner.says_disclosure = False
    manner.save()
    for block in issue.live.free_blocks:  # type: ignore[union-attr]
        for sentence in block["sentences"]:
            ScriptLine.objects.create(
                issue=issue, sentence_id=sentence["id"], is_skipped=True, changed_at=now
            )
    first = sound_of(narrated(voice, issue.pk, now))
    assert first.preview_file == ""
    made_at = first.made_at
    services.ask_again(narration_ids=[first.narrations.get().pk], now=now)
    assert sound_of(narrated(voice, issue.pk, now)).made_at == made_at
