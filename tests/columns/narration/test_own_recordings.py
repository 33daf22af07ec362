"""A person's reading: from the upload to what readers hear, and no further than the wall."""

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import av
import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from columns import services as newsroom
from columns.audio import queries, services, store
from columns.audio.encoding import decoded_duration_ms
from columns.audio.human.normalising import Levelled, level
from columns.audio.human.placing import Mark
from columns.audio.models import Narration, Recording
from columns.audio.services import own_recordings as desk
from columns.audio.voices.base import Clip, Voice
from columns.models import Event, Issue
from neican.accounts.roles import Role
from tests import factories
from tests.columns.narration.reading_aloud import Read, another_voice, clips_of, read_aloud
from tests.factories import CANARY

pytestmark = pytest.mark.django_db

FREE = [
    "春天的时候我们去过一次南方的小城，住在河边的旧房子里。",
    "那里的人起得很早，天还没有亮就有船从窗下经过。",
    "我们在那里住了十二天，每天走很多的路。",
    "后来下了一场很大的雨，河水涨到了门口的第三级台阶。",
]
PAID = [
    "房东说这样的水二十年里只见过两回，上一回冲走了半条街的货。",
    f"{CANARY}，谁也不知道它是从哪里飞来的。",
    "我们把书搬到楼上，把米和油也搬到楼上。",
    "雨停的那个早晨，街上安静得像冬天一样。",
    "邻居划着木盆来借火柴，顺便带来了三条鱼。",
    "一个星期之后水退了下去，墙上留下一道很直的线。",
    "离开的那天房东送了我们一张旧照片，照片里的河比现在窄得多。",
    "我一直留着那张照片，夹在一本再也没有打开过的书里。",
]
BODY = f"<p>{''.join(FREE)}</p><h2>涨水</h2><p>{''.join(PAID[:4])}</p><p>{''.join(PAID[4:])}</p>"
TEXT = [*FREE, "涨水", *PAID]


@pytest.fixture(scope="session")
def clips() -> Sequence[Clip]:
    """What the person says: title, author, text, slower than the house's voice."""
    voice = another_voice()
    said = clips_of(voice, ["南方的水", "作者，一位老朋友。", *TEXT])
    voice.close()
    return said


@pytest.fixture(scope="session")
def reading(clips: Sequence[Clip]) -> Read:
    return read_aloud(clips, noise=30)


@pytest.fixture
def issue(now: datetime) -> Issue:
    author = factories.make_author(name="一位老朋友")
    return factories.make_published_issue(body=BODY, headline="南方的水", authors=(author,), at=now)


def narrated(voice: Voice, issue: Issue, now: datetime) -> Narration:
    """The synthetic reading of what goes out."""
    narration_id = services.queue_narration(issue_id=issue.pk, now=now)
    assert narration_id is not None
    assert services.narrate(narration_id=narration_id, voices=lambda _row: voice, now=now)
    return Narration.objects.get(pk=narration_id)


def brought(read: Read, issue: Issue, now: datetime, tmp_path: Path, **extra: Any) -> Narration:
    text = extra.pop("text", issue.live)
    with read.written_to(tmp_path / "reading.wav").open("rb") as file:
        return desk.bring_own(
            revision_id=text.pk, file=file, reader="老陈", by=extra.get("by"), at=now
        )


def worked(narration: Narration, now: datetime) -> Narration:
    """The worker has been at it; no voice is asked for anything."""
    services.narrate(narration_id=narration.pk, voices=_nobody, now=now)
    return Narration.objects.select_related("recording", "revision").get(pk=narration.pk)


def _nobody(_row: Any) -> Voice:
    raise AssertionError("a person's reading is spoken by nobody here")


def sound_of(narration: Narration) -> Recording:
    assert narration.recording is not None, narration.reason
    return narration.recording


def confirmed(narration: Narration, until_ms: int | None, now: datetime, **extra: Any) -> Recording:
    desk.confirm_own(
        narration_id=narration.pk,
        heard=narration.upload,
        reader="老陈",
        marks=extra.get("marks", ()),
        free_until_ms=until_ms,
        by=None,
        at=now,
    )
    return sound_of(worked(narration, now))


def wall_ms(read: Read) -> float:
    """When the heading of the paid part is said."""
    return read.begins_ms[2 + len(FREE)]


def test_a_reading_has_a_smaller_file_without_a_label_of_synthetic_sound(
    reading: Read, issue: Issue, now: datetime, tmp_path: Path, own_sounds: Path
) -> None:
    sound = sound_of(worked(brought(reading, issue, now, tmp_path), now))
    assert services.lighten_next(now=now)
    sound.refresh_from_db()
    light = own_sounds / sound.light_file
    assert 0 < light.stat().st_size == sound.light_size < sound.size
    assert abs(decoded_duration_ms(light) - sound.duration_ms) <= 60
    with av.open(str(light)) as container:
        assert "AIGC" not in container.metadata


def test_a_reading_becomes_the_sound_of_the_issue(
    voice: Voice, reading: Read, issue: Issue, now: datetime, tmp_path: Path, own_sounds: Path
) -> None:
    narrated(voice, issue, now)
    narration = worked(brought(reading, issue, now, tmp_path), now)
    sound = sound_of(narration)
    assert (narration.state, sound.origin, sound.voices) == ("ready", "own", "老陈")
    assert queries.narration_for(issue) == narration
    assert sound.loudness_lufs == pytest.approx(-16, abs=0.5)
    assert sound.peak_dbfs is not None
    assert sound.peak_dbfs <= -1
    assert decoded_duration_ms(own_sounds / sound.file) == sound.duration_ms
    assert max(sound.waveform) == 100
    with av.open(str(own_sounds / sound.file)) as file:
        said = dict(file.metadata)
    assert said["title"] == "南方的水"
    assert not {"AIGC", "aigc"} & said.keys()


def test_its_sentences_are_found_and_said_to_be_estimates(
    voice: Voice, reading: Read, issue: Issue, now: datetime, tmp_path: Path
) -> None:
    narrated(voice, issue, now)
    sound = sound_of(worked(brought(reading, issue, now, tmp_path), now))
    cues = queries.cues(sound, free_only=False)
    begins = {cue.text: cue.start_ms for cue in cues}
    truth = dict(zip(TEXT, reading.begins_ms[2:], strict=True))
    near = [text for text in TEXT if abs(begins.get(text, -9999) - truth[text]) <= 1000]
    assert len(near) >= 0.9 * len(TEXT)
    assert sound.is_coarse
    assert cues[0].start_ms == 0
    assert cues[-1].end_ms == sound.duration_ms
    assert all(one.end_ms == two.start_ms for one, two in pairwise(cues))
    assert [one.title for one in queries.chapters(sound, free_only=False)] == ["开场", "涨水"]


def test_without_a_synthetic_reading_characters_tell_how_long_sentences_are(
    reading: Read, issue: Issue, now: datetime, tmp_path: Path
) -> None:
    sound = sound_of(worked(brought(reading, issue, now, tmp_path), now))
    begins = {cue.text: cue.start_ms for cue in queries.cues(sound, free_only=False)}
    truth = dict(zip(TEXT, reading.begins_ms[2:], strict=True))
    near = [text for text in TEXT if abs(begins.get(text, -9999) - truth[text]) <= 1000]
    assert len(near) >= 0.8 * len(TEXT)


def test_nobody_hears_an_opening_that_nobody_confirmed(
    voice: Voice, reading: Read, issue: Issue, now: datetime, tmp_path: Path
) -> None:
    narrated(voice, issue, now)
    sound = sound_of(worked(brought(reading, issue, now, tmp_path), now))
    assert (sound.preview_file, sound.preview_duration_ms) == ("", 0)
    assert not queries.is_still_free(sound, issue.live_id)
    assert queries.cues(sound, free_only=True) == []


@pytest.mark.parametrize("asked_ms", [20_000, 10_000_000])
def test_the_preview_ends_in_a_pause_before_the_wall_however_late_it_was_asked_for(
    voice: Voice,
    reading: Read,
    issue: Issue,
    now: datetime,
    tmp_path: Path,
    own_sounds: Path,
    asked_ms: int,
) -> None:
    narrated(voice, issue, now)
    narration = worked(brought(reading, issue, now, tmp_path), now)
    sound = confirmed(narration, asked_ms, now)
    assert 0 < sound.preview_duration_ms <= min(asked_ms, wall_ms(reading))
    assert decoded_duration_ms(own_sounds / sound.preview_file) == sound.preview_duration_ms
    free = queries.cues(sound, free_only=True)
    assert free[-1].end_ms == sound.preview_duration_ms
    assert {cue.text for cue in free} & set(FREE)
    assert not {cue.text for cue in free} & set(PAID)
    assert queries.is_still_free(sound, issue.live_id)
    begins = [round(begin) for begin in reading.begins_ms]
    assert not any(begin < sound.preview_duration_ms < begin + 1000 for begin in begins), (
        "a word is cut"
    )


def test_what_is_confirmed_changes_no_sample_and_needs_no_second_levelling(
    reading: Read,
    issue: Issue,
    now: datetime,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    narration = worked(brought(reading, issue, now, tmp_path), now)
    first = sound_of(narration)
    levelled: list[str] = []

    def once_more(*given: Any, **more: Any) -> Levelled:
        levelled.append("again")
        return level(*given, **more)

    monkeypatch.setattr("columns.audio.services.own_sounds.level", once_more)
    second = confirmed(narration, None, now, marks=[Mark("全部", 0)])
    assert levelled == []
    same = ("duration_ms", "loudness_lufs", "peak_dbfs", "gain_db", "waveform")
    assert [getattr(first, name) for name in same] == [getattr(second, name) for name in same]
    assert [one.title for one in queries.chapters(second, free_only=False)] == ["全部"]
    for left in store.names("uploads"):
        if "frames" in left.name:
            store.delete(left.name)
    third = confirmed(narration, None, now, marks=[Mark("又一次", 0)])
    assert levelled == ["again"]
    assert third.duration_ms == first.duration_ms


def test_a_wall_that_moves_forward_silences_the_preview(
    voice: Voice, reading: Read, issue: Issue, now: datetime, tmp_path: Path
) -> None:
    narrated(voice, issue, now)
    narration = worked(brought(reading, issue, now, tmp_path), now)
    sound = confirmed(narration, 10_000_000, now)
    earlier = BODY.replace(FREE[2], f"</p><h2>十二天</h2><p>{FREE[2]}")
    moved = factories.republish(issue, earlier, at=now)
    assert not queries.is_still_free(sound, moved.live_id)
    same = factories.republish(moved, BODY, at=now)
    assert queries.is_still_free(sound, same.live_id)


def test_an_opening_that_was_confirmed_too_far_is_closed_at_once_at_its_old_address(
    voice: Voice, reading: Read, issue: Issue, now: datetime, tmp_path: Path, client: Client
) -> None:
    narrated(voice, issue, now)
    narration = worked(brought(reading, issue, now, tmp_path), now)
    far = confirmed(narration, 20_000, now)
    address = reverse("audio_preview", args=[issue.pk, far.preview_file.removesuffix(".mp3")])
    assert client.head(address).status_code == 200
    near = confirmed(narration, 10_000, now)
    assert 0 < near.preview_duration_ms <= 10_000 < far.preview_duration_ms
    assert client.head(address).status_code == 404
    again = confirmed(narration, 20_000, now)
    assert again.pk == far.pk
    assert client.head(address).status_code == 200
    assert queries.is_still_free(Recording.objects.get(pk=near.pk), issue.live_id)
    desk.remove_own(issue_id=issue.pk, by=None, at=now)
    assert client.head(address).status_code == 404


def test_a_word_about_one_recording_opens_no_other(
    clips: Sequence[Clip], reading: Read, issue: Issue, now: datetime, tmp_path: Path
) -> None:
    heard = worked(brought(reading, issue, now, tmp_path), now)
    brought(read_aloud(clips, seed=9), issue, now, tmp_path)
    with pytest.raises(desk.NotWhatWasHeard):
        confirmed(heard, 20_000, now)
    assert Narration.objects.get(pk=heard.pk).plan["free_until_ms"] is None


def test_chapters_are_the_editors_where_he_writes_some(
    voice: Voice, reading: Read, issue: Issue, now: datetime, tmp_path: Path, own_sounds: Path
) -> None:
    narrated(voice, issue, now)
    narration = worked(brought(reading, issue, now, tmp_path), now)
    later = round(reading.begins_ms[2 + 9])
    sound = confirmed(narration, None, now, marks=[Mark("起", 0), Mark("落", later + 400)])
    chapters = queries.chapters(sound, free_only=False)
    assert [one.title for one in chapters] == ["起", "落"]
    assert abs(chapters[1].start_ms - later) <= 500
    with av.open(str(own_sounds / sound.file)) as file:
        assert [one["metadata"]["title"] for one in file.chapters()] == ["起", "落"]


def test_another_text_is_played_without_sentences(
    voice: Voice, clips: Sequence[Clip], now: datetime, tmp_path: Path
) -> None:
    sentences = [
        f"第{number}次会议讨论了很多很多的事情" + "，说了又说" * (number % 5) + "。"
        for number in range(14)
    ]
    body = f"<p>{''.join(sentences[:3])}</p><h2>会</h2><p>{''.join(sentences[3:])}</p>"
    other = factories.make_published_issue(body=body, at=now)
    narrated(voice, other, now)
    read = read_aloud([*clips[::-1], *clips[3:9]])
    narration = worked(brought(read, other, now, tmp_path), now)
    segments = list(sound_of(narration).segments.all())
    assert [one.block_id for one in segments] == ["own-recording"]
    assert segments[0].end_ms == sound_of(narration).duration_ms
    until = round(read.begins_ms[3]) + 700
    sound = confirmed(narration, until, now, marks=[Mark("前", 0), Mark("后", 40_000)])
    assert 0 < sound.preview_duration_ms <= read.begins_ms[3]
    titles = [one.title for one in queries.chapters(sound, free_only=False)]
    assert titles == ["前", "后"]


def test_the_same_asking_again_costs_nothing(
    voice: Voice, reading: Read, issue: Issue, now: datetime, tmp_path: Path
) -> None:
    narrated(voice, issue, now)
    narration = worked(brought(reading, issue, now, tmp_path), now)
    first = sound_of(narration)
    services.retry(narration_id=narration.pk, now=now)
    assert sound_of(worked(narration, now)).made_at == first.made_at


def test_it_goes_on_serving_when_the_text_changes_and_ends_when_it_is_taken_away(
    voice: Voice, reading: Read, issue: Issue, now: datetime, tmp_path: Path
) -> None:
    narrated(voice, issue, now)
    own = worked(brought(reading, issue, now, tmp_path), now)
    changed = factories.republish(issue, BODY.replace("照片里", "相片里"), at=now)
    synthetic = narrated(voice, changed, now)
    assert queries.narration_for(changed) == own
    assert own.revision_id != changed.live_id
    assert desk.remove_own(issue_id=issue.pk, by=None, at=now) == 1
    assert queries.narration_for(changed) == synthetic
    assert Recording.objects.get(origin="own").superseded_at == now
    assert desk.remove_own(issue_id=issue.pk, by=None, at=now) == 0


def test_work_on_it_is_finished_though_the_text_changed_meanwhile(
    voice: Voice, reading: Read, issue: Issue, now: datetime, tmp_path: Path
) -> None:
    narration = brought(reading, issue, now, tmp_path)
    changed = factories.republish(issue, BODY.replace("照片里", "相片里"), at=now)
    assert worked(narration, now).state == Narration.State.READY
    assert queries.narration_for(changed) == narration


def test_a_second_reading_takes_the_place_of_the_first_when_it_is_ready(
    clips: Sequence[Clip], reading: Read, issue: Issue, now: datetime, tmp_path: Path
) -> None:
    first = worked(brought(reading, issue, now, tmp_path), now)
    former = sound_of(first)
    second = brought(read_aloud(clips, seed=9), issue, now, tmp_path)
    assert second.pk == first.pk
    heard = queries.narration_for(issue)
    assert heard is not None
    assert heard.recording == former
    assert sound_of(worked(second, now)).file != former.file
    former.refresh_from_db()
    assert former.superseded_at is not None


def test_a_reading_of_an_older_text_is_let_go_once_a_newer_one_is_heard(
    clips: Sequence[Clip], reading: Read, issue: Issue, now: datetime, tmp_path: Path
) -> None:
    first = sound_of(worked(brought(reading, issue, now, tmp_path), now))
    changed = factories.republish(issue, BODY.replace("照片里", "相片里"), at=now)
    changed.refresh_from_db()
    second = brought(read_aloud(clips, seed=9), changed, now, tmp_path)
    heard = queries.narration_for(changed)
    assert heard is not None
    assert heard.recording == first
    worked(second, now)
    confirmed(second, None, now)
    assert list(Narration.objects.filter(origin="own")) == [second]
    first.refresh_from_db()
    assert first.superseded_at == now


def test_a_reading_of_a_text_that_is_not_out_is_the_editors_only(
    reading: Read, now: datetime, tmp_path: Path
) -> None:
    issue = factories.make_issue(body=BODY, at=now)
    newsroom.approve_issue(issue_id=issue.pk, by=None, at=now)
    issue.refresh_from_db()
    narration = worked(brought(reading, issue, now, tmp_path, text=issue.approved), now)
    assert narration.state == Narration.State.READY
    assert queries.narration_for(issue) is None
    newsroom.publish_issue(issue_id=issue.pk, by=None, at=now)
    issue.refresh_from_db()
    assert queries.narration_for(issue) == narration


def test_a_draft_takes_no_reading(reading: Read, now: datetime, tmp_path: Path) -> None:
    draft = factories.make_issue(at=now)
    assert desk.texts_to_read(draft) == []
    with pytest.raises(desk.NotForThisText):
        brought(reading, draft, now, tmp_path, text=draft.revisions.get())


def test_only_editors_bring_and_take_away_and_it_stands_in_the_log(
    reading: Read, issue: Issue, now: datetime, tmp_path: Path
) -> None:
    author = factories.make_staff(Role.AUTHOR)
    with pytest.raises(PermissionDenied):
        brought(reading, issue, now, tmp_path, by=author)
    with pytest.raises(PermissionDenied):
        desk.remove_own(issue_id=issue.pk, by=author, at=now)
    assert not Narration.objects.exists()
    editor = factories.make_staff(Role.EDITOR)
    brought(reading, issue, now, tmp_path, by=editor)
    event = issue.events.get(kind=Event.Kind.RECORDED)
    assert (event.by, event.note) == (editor, "朗读者：老陈")


def test_an_upload_that_is_gone_fails_with_a_sentence(
    reading: Read, issue: Issue, now: datetime, tmp_path: Path
) -> None:
    narration = brought(reading, issue, now, tmp_path)
    store.sounds().delete(narration.upload)
    narration = worked(narration, now)
    assert (narration.state, narration.reason) == (
        Narration.State.FAILED,
        "找不到上传的录音。请重新上传一次。",
    )


def test_a_worker_that_lost_it_writes_nothing(
    reading: Read, issue: Issue, now: datetime, tmp_path: Path
) -> None:
    narration = brought(reading, issue, now, tmp_path)
    claim = services.narrating._claim(narration.pk, now)
    assert claim is not None
    desk.remove_own(issue_id=issue.pk, by=None, at=now)
    assert not services.narrating._work(claim, _nobody)
    assert not Recording.objects.exists()


def test_a_plan_is_plain_data(reading: Read, issue: Issue, now: datetime, tmp_path: Path) -> None:
    narration = brought(reading, issue, now, tmp_path)
    assert json.loads(json.dumps(narration.plan)) == {
        "reader": "老陈",
        "chapters": None,
        "free_until_ms": None,
    }
    assert narration.lease_until is None
    assert narration.queued_at + timedelta() == now


def test_strangers_hear_the_confirmed_opening_and_no_second_more(
    client: Client,
    voice: Voice,
    reading: Read,
    issue: Issue,
    now: datetime,
    tmp_path: Path,
) -> None:
    narrated(voice, issue, now)
    narration = worked(brought(reading, issue, now, tmp_path), now)
    timings = reverse("timings", args=[issue.pk])
    assert client.get(timings).status_code == 404
    sound = confirmed(narration, 10_000_000, now)
    told = client.get(timings).json()
    assert told["is_coarse"]
    assert told["duration"] * 1000 == sound.preview_duration_ms <= wall_ms(reading)
    heard = client.get(told["src"])
    assert len(b"".join(heard)) == sound.preview_size
    assert CANARY not in client.get(timings).content.decode()
    whole = reverse("audio", args=[issue.pk, sound.file.removesuffix(".mp3")])
    assert client.get(whole).status_code == 403
    desk.remove_own(issue_id=issue.pk, by=None, at=now)
    assert client.get(timings).json()["src"] != told["src"]
