"""Loudness of pieces, added up; and the gain that brings them where they should be."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from columns.audio.encoding import (
    Cut,
    Loudness,
    Sample,
    corrected,
    cut,
    gain_for,
    integrated,
    join,
    measured,
    serves_still,
    waveform,
)
from columns.audio.voices.base import Clip, silence
from tests.columns.audio.test_encoding.sounds import TAGS, loudness_of, voiced

CLIPS = [
    voiced(0.7 + 0.31 * k, 0.05 + 0.04 * k, k, rate) for k, rate in enumerate([22050, 16000] * 4)
]


def sample(clips: list[Clip]) -> Sample:
    def cuts(gain: float) -> Iterator[Cut]:
        return (cut(clip, 360, gain) for clip in clips)

    return Sample([measured(clip) for clip in clips], cuts)


@pytest.mark.parametrize("pause", [96, 360, 1200])
def test_pieces_add_up_to_what_a_meter_finds_in_the_whole(tmp_path: Path, pause: int) -> None:
    cuts = [cut(clip, pause, 0.0) for clip in CLIPS]
    encoded = join(cuts, tmp_path / "a.mp3", TAGS)
    loudness, peak = loudness_of(tmp_path / "a.mp3")
    assert integrated(one.loudness for one in cuts) == pytest.approx(loudness, abs=0.1)
    assert encoded.loudness_lufs == pytest.approx(loudness, abs=0.1)
    assert encoded.peak_dbfs == pytest.approx(peak, abs=0.1)


def test_pauses_between_the_words_do_not_count() -> None:
    spoken = measured(voiced(3.0, 0.2, 9))
    nothing = Loudness((0.0,) * 300, -120.0)
    assert integrated([spoken, nothing, spoken]) == pytest.approx(integrated([spoken]), abs=0.4)


def test_nothing_at_all_is_the_floor() -> None:
    assert integrated([]) == integrated([Loudness((0.0,) * 9, -120.0)]) == -70.0
    assert measured(Clip(b"", 24_000)) == Loudness((), -120.0)


def test_a_clip_shorter_than_a_step_is_heard() -> None:
    assert measured(voiced(0.04, 0.5, 2)).steps[0] > 0.001


def test_loudness_comes_back_as_it_was_kept() -> None:
    loudness = measured(CLIPS[0])
    again = Loudness.from_bytes(loudness.to_bytes())
    assert again.steps == pytest.approx(loudness.steps, rel=1e-6)
    for spoilt in (b"", loudness.to_bytes()[:-1]):
        with pytest.raises(ValueError, match="no loudness"):
            Loudness.from_bytes(spoilt)


@pytest.mark.parametrize("level", [0.02, 0.2, 0.95])
def test_quiet_and_loud_voices_end_at_the_same_loudness(tmp_path: Path, level: float) -> None:
    clips = [voiced(1.5, level, seed) for seed in range(4)]
    gain = gain_for(sample(clips[1:3]), [measured(clip) for clip in clips])
    join([cut(clip, 360, gain) for clip in clips], tmp_path / "a.mp3", TAGS)
    loudness, peak = loudness_of(tmp_path / "a.mp3")
    assert loudness == pytest.approx(-16.0, abs=0.5)
    assert peak <= -1.0


def test_near_silence_is_not_raised_to_speech() -> None:
    breath = [voiced(2.0, 0.0006, 5)]
    assert gain_for(sample(breath), [measured(breath[0])]) == 0.0
    assert serves_still(0.0, sample(breath), [measured(breath[0])])
    assert not serves_still(6.0, sample(breath), [measured(breath[0])])


def test_a_former_gain_serves_while_it_is_near() -> None:
    loudnesses = [measured(clip) for clip in CLIPS]
    gain = gain_for(sample(CLIPS), loudnesses)
    assert serves_still(gain, sample(CLIPS), loudnesses)
    assert not serves_still(gain - 1.5, sample(CLIPS), loudnesses)


def test_a_gain_that_missed_is_corrected_and_one_that_hit_is_left() -> None:
    steady = Loudness((10 ** ((-16.0 + 0.691) / 10),) * 50, -6.0)
    low = Loudness((10 ** ((-18.0 + 0.691) / 10),) * 50, -6.0)
    silent = Loudness((1e-9,) * 50, -80.0)
    assert corrected(3.0, [steady]) is None
    assert corrected(3.0, [low]) == pytest.approx(5.0, abs=0.1)
    assert corrected(0.0, [silent]) is None
    assert corrected(40.0, [low]) is None


def test_a_drawing_shows_where_it_is_loud() -> None:
    loud, quiet = voiced(2.0, 0.5, 1), Clip(silence(2000, 24_000), 24_000)
    drawn = waveform([cut(loud, 96, 0.0), cut(quiet, 96, 0.0)], 100)
    assert len(drawn) == 100
    assert max(drawn[:45]) == 100
    assert max(drawn[55:]) == 0
    assert waveform([], 10) == [0] * 10


def test_a_short_sound_fills_its_drawing() -> None:
    drawn = waveform([cut(voiced(0.5, 0.5, 1), 96, 0.0)], 800)
    assert len(drawn) == 800
    assert sum(height > 0 for height in drawn) > 500
