"""The light file: the same sound at the same times in half the bytes."""

from collections.abc import Iterator
from pathlib import Path

import av
import pytest

from columns.audio.encoding import (
    Chapter,
    Encoded,
    EncodingFailed,
    cut,
    encode_light,
    join,
    sound_of_clips,
    sound_of_file,
)
from columns.audio.voices.base import Clip
from tests.columns.audio.test_encoding.sounds import TAGS, best_lag, decoded, loudness_of, voiced

CLIPS = [voiced(1.1 + 0.2 * k, 0.25, k) for k in range(6)]
CHAPTERS = [Chapter("开场", 0, 4000), Chapter("大模型", 4000, 9000)]
GAIN = 4.0


def spoken() -> Iterator[tuple[Clip, int]]:
    return ((clip, 350) for clip in CLIPS)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Encoded]:
    path = tmp_path_factory.mktemp("audio") / "issue.m4a"
    return path, encode_light(sound_of_clips(spoken, GAIN), path, TAGS, CHAPTERS)


def test_its_times_are_those_of_the_mp3(made: tuple[Path, Encoded], tmp_path: Path) -> None:
    path, encoded = made
    cuts = [cut(clip, 350, GAIN) for clip in CLIPS]
    whole = join(cuts, tmp_path / "issue.mp3", TAGS)
    assert encoded.duration_ms == whole.duration_ms
    with av.open(str(path)) as container:
        assert container.duration is not None
        assert abs(container.duration / av.time_base * 1000 - whole.duration_ms) <= 25
    heard, meant, begin = decoded(path), decoded(tmp_path / "issue.mp3"), 0
    for one in cuts:
        assert abs(best_lag(heard, meant, begin + 3000, 2400)) <= 24 * 5
        begin += one.samples


def test_it_is_as_loud_as_it_says_and_does_not_clip(made: tuple[Path, Encoded]) -> None:
    path, encoded = made
    loudness, peak = loudness_of(path)
    assert encoded.loudness_lufs == pytest.approx(loudness, abs=0.1)
    assert peak <= -1.0 + 0.05


def test_it_bears_the_same_label_and_begins_with_its_head(made: tuple[Path, Encoded]) -> None:
    raw = made[0].read_bytes()
    assert raw.index(b"moov") < raw.index(b"mdat")
    with av.open(str(made[0])) as container:
        found = dict(container.metadata)
        chapters = container.chapters()
        assert container.streams.audio[0].codec_context.name == "aac"
    assert TAGS.as_metadata().items() <= found.items()
    assert [(one["metadata"]["title"], one["start"] / 1000) for one in chapters] == [
        ("开场", 0),
        ("大模型", 4.0),
    ]


def test_no_sound_makes_no_file(tmp_path: Path) -> None:
    with pytest.raises(EncodingFailed, match="no sound"):
        encode_light(sound_of_clips(list, 0.0), tmp_path / "a.m4a", TAGS)
    assert list(tmp_path.iterdir()) == []


def test_a_long_light_file_is_light(tmp_path: Path) -> None:
    clips = [(voiced(9.0, 0.25, 3), 350)] * 4
    encoded = encode_light(sound_of_clips(lambda: clips, GAIN), tmp_path / "a.m4a", TAGS)
    assert encoded.size * 8 / encoded.duration_ms < 45


def test_that_of_a_finished_mp3_has_its_times_and_its_loudness(tmp_path: Path) -> None:
    mp3, light = tmp_path / "own.mp3", tmp_path / "own.m4a"
    cuts = [cut(clip, 350, GAIN) for clip in CLIPS]
    whole = join(cuts, mp3, TAGS)
    encoded = encode_light(sound_of_file(lambda: mp3.open("rb")), light, TAGS, CHAPTERS)
    assert encoded.duration_ms == whole.duration_ms
    assert encoded.loudness_lufs == pytest.approx(whole.loudness_lufs, abs=0.3)
    assert encoded.peak_dbfs <= -1.0
    heard, meant, begin = decoded(light), decoded(mp3), 0
    for one in cuts:
        assert abs(best_lag(heard, meant, begin + 3000, 2400)) <= 24 * 5
        begin += one.samples
