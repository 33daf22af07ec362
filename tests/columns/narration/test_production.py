"""From sentences to a file: what is said and cut anew, what is not, and where each stands."""

import json
import threading
from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import av
import pytest
from django.utils import timezone
from PIL import Image as Picture

from columns import services as newsroom
from columns.audio import queries, store
from columns.audio.casting import Cast
from columns.audio.encoding import decoded_duration_ms
from columns.audio.models import NarrationSettings, OwnScript, Recording, Segment
from columns.audio.production import (
    ClaimLost,
    Made,
    cover_of,
    prepare,
    produce,
    produce_light,
    tags_of,
)
from columns.audio.production.pauses import PAUSE_AFTER_MS, pause_after
from columns.audio.production.side_by_side import in_order
from columns.audio.script import Line
from columns.audio.voices.base import Clip, Sayable, Voice, VoiceUnavailable
from columns.models import Issue
from neican.kernel.document import Kind
from tests import factories
from tests.columns.audio.test_encoding.sounds import loudness_of, voiced

pytestmark = pytest.mark.django_db

BODY = "".join(
    [
        "<p>第一句话在这里。第二句话也在这里！第三句呢？</p>",
        "<h2>中间的一节</h2><blockquote><p>别人说的话在这里。</p></blockquote>",
        "<p>最后一段有一句。还有一句没有说完的话。</p>",
    ]
)


class Humming:
    """A voice that hums as long as a sentence is: fast, and the same each time."""

    engine = "hum"
    max_characters = 100
    price_fen_per_10k = 0

    def __init__(self, rate: int = 16_000, level: float = 0.1) -> None:
        self.key, self._rate, self._level = f"hum-{rate}-{level}", rate, level
        self.said: list[str] = []

    def script(self, said: Sayable) -> str:
        return said.text

    def billed(self, script: str) -> int:
        return len(script)

    def synthesize(self, script: str) -> Clip:
        self.said.append(script)
        return voiced(0.08 * len(script), self._level, len(script), self._rate)

    def close(self) -> None:
        """Nothing to let go of."""


class Watching:
    """Notes the progress and the bill; is told to stop at a sentence."""

    def __init__(self, stop_at: int = 10_000) -> None:
        self.total, self.steps, self._stop_at = 0, [0], stop_at
        self.threads: set[int] = set()
        self.bill: list[str] = []

    def begin(self, total: int) -> None:
        self.total = total

    def __call__(self, done: int, *, is_new: bool = False) -> None:
        self.threads.add(threading.get_ident())
        self.steps.append(done)
        if len(self.steps) > self._stop_at:
            raise ClaimLost

    def add(self, _voice: Voice, script: str, _clip: Clip) -> None:
        self.bill.append(script)


def make(issue: Issue, voice: Voice, quote: Voice | None = None, **watching: Any) -> Made:
    assert issue.live is not None
    watch = Watching(**watching)
    cast = Cast(voice, quote or voice)
    made = produce(prepare(issue.live, cast), cast, watch=watch, bill=watch)
    assert watch.steps == sorted(watch.steps)
    assert watch.steps[-1] == watch.total
    assert watch.threads == {threading.get_ident()}
    return made


def recorded(issue: Issue, made: Made, now: datetime) -> Recording:
    assert issue.live is not None
    recording = Recording.objects.create(
        issue=issue, script_key=made.script_key, revision=issue.live, made_at=now, **made.columns
    )
    Segment.objects.bulk_create(Segment(recording=recording, **row) for row in made.segments)
    return recording


def cut_files(folder: Path) -> set[str]:
    return {path.name for path in folder.glob("cuts/*/*")}


@pytest.fixture
def issue(now: datetime) -> Issue:
    return factories.make_published_issue(body=BODY, at=now)


def test_segments_tile_the_file_to_its_last_sample(issue: Issue, own_sounds: Path) -> None:
    made = make(issue, Humming(), Humming(22_050))
    rows = made.segments
    assert rows[0]["start_ms"] == 0
    assert all(one["end_ms"] == other["start_ms"] for one, other in pairwise(rows))
    assert rows[-1]["end_ms"] == made.columns["duration_ms"]
    assert decoded_duration_ms(own_sounds / made.columns["file"]) == made.columns["duration_ms"]


def test_the_preview_is_the_first_sentences_and_nothing_else(
    now: datetime, own_sounds: Path, settings: Any
) -> None:
    issue = factories.make_published_issue(at=now)
    made = make(issue, Humming())
    free = [row for row in made.segments if row["is_free"]]
    assert 0 < len(free) < len(made.segments)
    columns = made.columns
    assert columns["preview_duration_ms"] == free[-1]["end_ms"]
    assert decoded_duration_ms(own_sounds / columns["preview_file"]) == free[-1]["end_ms"]
    settings.PREVIEW_AUDIO_SECONDS = free[1]["end_ms"] / 1000
    assert make(issue, Humming()).columns["preview_duration_ms"] == free[1]["end_ms"]
    settings.PREVIEW_AUDIO_SECONDS = 0
    assert make(issue, Humming()).columns["preview_duration_ms"] == free[0]["end_ms"]


def test_where_nothing_is_free_there_is_no_preview(issue: Issue, now: datetime) -> None:
    NarrationSettings.objects.update(
        says_column=False, says_issue=False, says_author=False, says_disclosure=False
    )
    said = ["第一句没有墙的话在这里，长短正好。", "第二句也一样没有墙，也不算短。"]
    text = "".join(said)
    OwnScript.objects.create(issue=issue, text=text, is_used=True, written_for=1, changed_at=now)
    made = make(issue, Humming())
    assert [row["text"] for row in made.segments] == said
    assert store.has(made.columns["file"])
    assert (made.columns["preview_file"], made.columns["preview_duration_ms"]) == ("", 0)
    sound = recorded(issue, made, now)
    assert not queries.is_still_free(sound, issue.live_id)


def test_it_is_as_loud_as_every_issue_is(now: datetime, own_sounds: Path) -> None:
    # Sentences of one length hum in step with the meter's blocks, which no speech does.
    body = "".join(f"<p>{'这句话有长有短' * 4:.{length}}。</p>" for length in range(4, 28))
    issue = factories.make_published_issue(body=body, at=now)
    columns = make(issue, Humming(level=0.05)).columns
    loudness, peak = loudness_of(own_sounds / columns["file"])
    assert loudness == pytest.approx(-16.0, abs=0.5)
    assert peak <= -1.0
    assert columns["loudness_lufs"] == pytest.approx(loudness, abs=0.1)
    assert len(columns["waveform"]) == 800
    assert max(columns["waveform"]) == 100


def test_one_changed_sentence_is_said_and_cut_alone(
    issue: Issue, now: datetime, own_sounds: Path
) -> None:
    voice = Humming()
    recorded(issue, make(issue, voice), now)
    before = cut_files(own_sounds)
    voice.said.clear()
    changed = factories.republish(issue, BODY.replace("第二句话也", "第二句改过"), at=now)
    made = make(changed, voice)
    assert len(voice.said) == made.columns["synthesised"] == 1
    assert len(cut_files(own_sounds) - before) == 1


def test_without_the_former_gain_at_hand_it_is_found_again(
    issue: Issue, now: datetime, own_sounds: Path
) -> None:
    voice = Humming()
    first = recorded(issue, make(issue, voice), now)
    Recording.objects.update(gain_db=first.gain_db + 3)  # type: ignore[operator]
    again = make(issue, voice)
    assert again.columns["gain_db"] == first.gain_db
    assert again.columns["file"] == first.file
    assert decoded_duration_ms(own_sounds / first.file) == first.duration_ms


@pytest.mark.parametrize("name", ["*.cut", "*.loudness"])
def test_a_spoilt_piece_is_made_anew(issue: Issue, own_sounds: Path, name: str) -> None:
    voice = Humming()
    first = make(issue, voice)
    for path in own_sounds.rglob(name):
        path.write_bytes(path.read_bytes()[:-3])
    assert make(issue, voice).columns["file"] == first.columns["file"]


def test_a_clip_said_anew_is_not_heard_from_an_old_cut(issue: Issue, own_sounds: Path) -> None:
    """The same words may take longer another time."""
    first = make(issue, Humming())
    for path in own_sounds.glob("clips/*/*"):
        path.unlink()
    slower = Humming(level=0.07)
    slower.key = Humming().key
    again = make(issue, slower)
    assert again.columns["synthesised"] == first.columns["synthesised"]
    assert again.columns["gain_db"] > first.columns["gain_db"] + 1


@pytest.mark.parametrize("at", [1, 3, 10, 18])
def test_work_that_was_taken_over_stops_at_the_next_sentence(
    issue: Issue, own_sounds: Path, at: int
) -> None:
    """Whether it is speaking, cutting or joining."""
    with pytest.raises(ClaimLost):
        make(issue, Humming(), stop_at=at)
    assert list(own_sounds.glob("*.mp3")) == []
    assert list(own_sounds.glob(".making-*")) == []
    assert [one for one in threading.enumerate() if one.name.startswith("sound")] == []


def test_all_that_was_said_is_paid_for_even_beside_a_failure(issue: Issue) -> None:
    class Failing(Humming):
        def synthesize(self, script: str) -> Clip:
            if len(self.said) == 4:
                raise VoiceUnavailable("断了")
            return super().synthesize(script)

    assert issue.live is not None
    voice, watch = Failing(), Watching()
    cast = Cast(voice, voice)
    with pytest.raises(VoiceUnavailable):
        produce(prepare(issue.live, cast), cast, watch=watch, bill=watch)
    assert sorted(watch.bill) == sorted(voice.said)
    assert len(list(store.names("clips"))) == 2 * len(voice.said)


def test_a_sentence_that_stands_twice_is_said_once(now: datetime) -> None:
    issue = factories.make_published_issue(body="<p>同一句话。</p><p>同一句话。</p>", at=now)
    voice = Humming()
    made = make(issue, voice)
    assert voice.said.count("同一句话。") == 1
    assert [row["text"] for row in made.segments].count("同一句话。") == 2


def test_the_light_file_has_the_same_times_and_label(
    issue: Issue, now: datetime, own_sounds: Path
) -> None:
    made = make(issue, Humming(), Humming(44_100))
    row = produce_light(recorded(issue, made, now), lambda: None)
    path = own_sounds / row["light_file"]
    assert path.stat().st_size == row["light_size"]
    with av.open(str(path)) as container:
        assert container.duration is not None
        assert abs(container.duration / 1000 - made.columns["duration_ms"]) <= 25
        assert json.loads(container.metadata["AIGC"])["Label"] == "1"
        assert [one["metadata"]["title"] for one in container.chapters()] == ["开场", "中间的一节"]


def test_a_persons_own_voice_bears_no_label_of_synthetic_sound(issue: Issue) -> None:
    assert issue.live is not None
    assert tags_of(issue.live, is_synthetic=False).aigc == ""
    label = json.loads(tags_of(issue.live).aigc)
    assert label["ProduceID"] == f"issue-{issue.pk}-revision-{issue.live.number}"


def test_a_head_image_becomes_a_square_cover_around_its_focus(
    issue: Issue, settings: Any, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    assert cover_of(issue) is None
    content, picture = BytesIO(), Picture.new("RGB", (1600, 400), "navy")
    picture.paste("white", (1200, 0, 1600, 400))
    picture.save(content, "JPEG")
    content.seek(0)
    kept = newsroom.keep_image(upload=content, by=None, at=timezone.now()).image
    kept.focal_x = 100
    issue.head_image = kept
    cover = cover_of(issue)
    assert cover is not None
    with Picture.open(BytesIO(cover)) as shown:
        assert (shown.format, shown.size) == ("JPEG", (600, 600))
        middle = shown.getpixel((300, 300))
        assert isinstance(middle, tuple)
        assert min(middle) > 250
    Path(kept.file.path).unlink()
    assert cover_of(issue) is None
    assert "cannot be read" in caplog.text


def test_readings_that_could_be_wrong_stand_with_their_segment(now: datetime) -> None:
    issue = factories.make_published_issue(body="<p>他去银行。</p>", at=now)
    row = make(issue, Humming()).segments[-1]
    assert (row["spoken"].index("行"), "hang2") in row["readings"]


def line(text: str, block: str = "a", kind: Kind = Kind.PARAGRAPH) -> Line:
    return Line("s", block, kind, text, is_free=True, chapter="")


@pytest.mark.parametrize(
    ("said", "follower", "pause"),
    [
        (line("一句。"), line("又一句。"), "sentence"),
        (line("他说：“一句。”"), line("又一句。"), "sentence"),
        (line("真的吗？"), line("又一句。"), "question"),
        (line("“好！”"), line("又一句。"), "question"),
        (line("没有说完"), line("又一句。"), "open"),
        (line("一句。"), line("又一段。", "b"), "block"),
        (line("真的吗？"), line("又一段。", "b"), "block"),
        (line("一项。", kind=Kind.ITEM), line("又一项。", "b", Kind.ITEM), "item"),
        (line("一项。", kind=Kind.ITEM), line("一段。", "b"), "block"),
        (line("一段。"), line("引文。", "b", Kind.QUOTE), "quote"),
        (line("引文。", kind=Kind.QUOTE), line("一段。", "b"), "quote"),
        (line("标题", kind=Kind.HEADING), line("一段。", "b"), "heading"),
        (line("标题", kind=Kind.HEADING), line("小标题", "b", Kind.HEADING), "heading"),
        (line("一段。"), line("标题", "b", Kind.HEADING), "section"),
        (line("一段。"), None, "end"),
    ],
)
def test_how_long_it_is_silent_behind_a_sentence(
    said: Line, follower: Line | None, pause: str
) -> None:
    assert pause_after(said, follower) == PAUSE_AFTER_MS[pause]


def test_results_come_in_order_whatever_is_done_first() -> None:
    turn = threading.Event()

    def work(number: int) -> int:
        if number == 0:
            assert turn.wait(10)
        turn.set()
        return number

    assert list(in_order(work, range(20))) == list(range(20))


def test_whoever_stops_waits_only_for_what_has_begun() -> None:
    begun: list[int] = []
    work: Callable[[int], None] = begun.append
    results = in_order(work, range(1000))
    next(results)
    results.close()
    assert len(begun) < 20
