"""One sentence as MP3 frames that stand on their own."""

from dataclasses import replace

import pytest

from columns.audio.encoding import Cut, EncodingFailed, cut, cut_key, measured
from columns.audio.encoding.cutting import FRAME_BYTES, FRAME_MS, levelled
from columns.audio.voices.base import Clip, silence
from tests.columns.audio.test_encoding.sounds import voiced

CLIP = voiced(1.3, 0.2, 1)


@pytest.fixture(scope="module")
def piece() -> Cut:
    return cut(CLIP, 350, 3.0)


def test_a_cut_is_whole_frames_and_as_long_as_clip_and_pause(piece: Cut) -> None:
    assert len(piece.frames) == piece.count * FRAME_BYTES
    assert piece.samples == piece.count * 576
    assert 1300 + 350 <= piece.duration_ms < 1300 + 350 + 2 * FRAME_MS


def test_no_frame_borrows_bits_of_another(piece: Cut) -> None:
    frames = [
        piece.frames[at : at + FRAME_BYTES] for at in range(0, len(piece.frames), FRAME_BYTES)
    ]
    assert {frame[:4].hex() for frame in frames} == {"fff384c4"}
    # The byte behind the four of the head says how far back a frame's data begins.
    assert {frame[4] for frame in frames} == {0}


def test_a_pause_is_never_too_short_for_a_border(piece: Cut) -> None:
    assert cut(CLIP, 0, 0.0).duration_ms == cut(CLIP, 96, 0.0).duration_ms >= 1300 + 96


@pytest.mark.parametrize("rate", [8000, 16_000, 22_050, 24_000, 44_100, 48_000])
def test_voices_may_speak_at_any_rate(rate: int) -> None:
    piece = cut(voiced(1.0, 0.2, 4, rate), 200, 0.0)
    assert piece.duration_ms == 1200
    assert -30 < piece.loudness.peak_dbfs < -6


@pytest.mark.parametrize("gain", [0.0, 12.0, 30.0])
def test_no_gain_lifts_a_peak_above_one_decibel_under_full_scale(gain: float) -> None:
    assert cut(voiced(1.0, 0.6, 2), 200, gain).loudness.peak_dbfs <= -1.0


def test_the_gain_is_what_was_asked_where_nothing_is_limited() -> None:
    quiet = voiced(1.0, 0.03, 3)
    low, high = (cut(quiet, 200, gain).loudness.peak_dbfs for gain in (0.0, 10.0))
    assert high - low == pytest.approx(10.0, abs=0.3)


def test_silence_is_cut_as_silence() -> None:
    piece = cut(Clip(silence(500, 24_000), 24_000), 200, 20.0)
    assert piece.loudness.peak_dbfs == -120.0
    assert set(piece.peaks) == {0}


def test_what_is_kept_comes_back_as_it_was(piece: Cut) -> None:
    assert Cut.from_bytes(piece.to_bytes()).to_bytes() == piece.to_bytes()
    again = Cut.from_bytes(piece.to_bytes())
    assert (again.frames, again.peaks) == (piece.frames, piece.peaks)
    assert again.loudness.steps == pytest.approx(piece.loudness.steps, rel=1e-6)


@pytest.mark.parametrize("at", [0, 9, 30, 2000, -1])
def test_one_wrong_bit_is_noticed(piece: Cut, at: int) -> None:
    kept = bytearray(piece.to_bytes())
    kept[at] ^= 1
    with pytest.raises(ValueError, match="no cut"):
        Cut.from_bytes(bytes(kept))


@pytest.mark.parametrize("length", [0, 5, 24, 1000])
def test_a_cut_that_ends_too_early_is_noticed(piece: Cut, length: int) -> None:
    with pytest.raises(ValueError, match="no cut"):
        Cut.from_bytes(piece.to_bytes()[:length])


def test_a_key_names_clip_sound_pause_and_gain() -> None:
    loudness = measured(CLIP)
    spoken_again = replace(loudness, steps=loudness.steps[:-1])
    keys = {
        cut_key("a", loudness, 350, 3.0),
        cut_key("b", loudness, 350, 3.0),
        cut_key("a", spoken_again, 350, 3.0),
        cut_key("a", loudness, 351, 3.0),
        cut_key("a", loudness, 350, 3.1),
    }
    assert len(keys) == 5
    assert cut_key("a", measured(CLIP), 350, 3.0) in keys


def test_levelled_sound_is_as_long_as_its_cut(piece: Cut) -> None:
    assert len(levelled(CLIP, 350, 3.0, -3.0)) == 2 * piece.samples


def test_a_peak_that_no_limit_holds_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("columns.audio.encoding.cutting.TRUE_PEAK_DBFS", -200.0)
    with pytest.raises(EncodingFailed, match="peak"):
        cut(CLIP, 200, 0.0)
