"""What an engine sends is unpacked, whatever its format, and believed if it can be the text."""

import io
import struct
from itertools import pairwise
from pathlib import Path
from typing import Any

import av
import pytest
from av.audio.frame import AudioFrame

from columns.audio.voices import sound
from columns.audio.voices.base import Clip, VoiceUnavailable
from columns.audio.voices.sound import believable, decoded, from_pcm
from tests.columns.audio.voices.vendor import tone, wav

RATE = 24_000


def packed(container: str, codec: str, pcm: bytes, layout: str = "mono") -> bytes:
    """PCM as a file of another format."""
    kept = io.BytesIO()
    with av.open(kept, "w", format=container) as opened:
        stream: Any = opened.add_stream(codec, rate=RATE, layout=layout)
        frame = AudioFrame(format="s16", layout="mono", samples=len(pcm) // 2)
        frame.sample_rate = RATE
        frame.planes[0].update(pcm)
        resampler = av.AudioResampler(stream.format, layout, RATE, frame_size=stream.frame_size)
        for one in (*resampler.resample(frame), *resampler.resample(None)):
            opened.mux(stream.encode(one))
        opened.mux(stream.encode(None))
    return kept.getvalue()


def hz(clip: Clip) -> float:
    """How often the sound rises through zero in a second of its middle."""
    middle = clip.pcm[len(clip.pcm) // 4 : len(clip.pcm) * 3 // 4]
    samples = struct.unpack(f"<{len(middle) // 2}h", middle[: len(middle) // 2 * 2])
    rises = sum(1 for one, two in pairwise(samples) if one < 0 <= two)
    return rises * clip.rate / len(samples)


@pytest.mark.parametrize(
    ("container", "codec", "rate"),
    [
        ("wav", "pcm_s16le", RATE),
        ("wav", "pcm_f32le", RATE),
        ("mp3", "libmp3lame", RATE),
        ("flac", "flac", RATE),
        ("ogg", "libopus", 48_000),
    ],
)
def test_any_format_is_unpacked(container: str, codec: str, rate: int) -> None:
    clip = decoded(packed(container, codec, tone(2000)))
    assert clip.rate == rate
    assert 1950 < clip.duration_ms < 2100
    assert hz(clip) == pytest.approx(200, rel=0.02)


def test_two_channels_become_one() -> None:
    left_and_right = b"".join(pair + pair for pair in _samples(tone(1000)))
    clip = decoded(wav(left_and_right, channels=2))
    assert (clip.rate, clip.duration_ms) == (RATE, 1000)
    assert hz(clip) == pytest.approx(200, rel=0.02)


def _samples(pcm: bytes) -> list[bytes]:
    return [pcm[at : at + 2] for at in range(0, len(pcm), 2)]


@pytest.mark.parametrize("size", [0xFFFFFFFF, 0x7FFFFFFF, 0])
def test_a_stream_that_did_not_know_its_length_is_unpacked(size: int) -> None:
    file = bytearray(wav(tone(1500)))
    file[4:8] = file[40:44] = struct.pack("<I", size)
    assert decoded(bytes(file)).duration_ms == 1500


@pytest.mark.parametrize("lost", [2, 100, 30_000])
def test_a_cut_wave_is_noticed(lost: int) -> None:
    with pytest.raises(VoiceUnavailable):
        decoded(wav(tone(1500))[:-lost])


def test_nothing_is_opened_that_only_names_files(tmp_path: Path) -> None:
    kept = tmp_path / "kept.wav"
    kept.write_bytes(wav(tone(1500)))
    for trick in (
        f"#EXTM3U\n#EXTINF:10,\nfile://{kept}\n",
        f"ffconcat version 1.0\nfile '{kept}'\n",
        "",
        "\x00" * 64,
        "ID3",
        "RIFF1234WAVE",
        "....ftyp",
    ):
        with pytest.raises(VoiceUnavailable) as caught:
            decoded(trick.encode())
        assert str(caught.value.sentence) == "朗读引擎送来的不是完整的声音。"


def test_little_that_unpacks_to_hours_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sound, "MOST_SECONDS", 3)
    assert decoded(packed("flac", "flac", tone(2900))).duration_ms == 2900
    with pytest.raises(VoiceUnavailable, match="too long"):
        decoded(packed("flac", "flac", tone(3500)))


@pytest.mark.parametrize(
    ("text", "milliseconds", "is_believed"),
    [
        ("今天收盘。", 160, True),
        ("今天收盘。", 159, False),
        ("今天收盘。", 10_000, True),
        ("今天收盘。", 10_001, False),
        ("OK", 100, True),
        ("OK", 0, False),
    ],
)
def test_the_length_must_fit_the_words(text: str, milliseconds: int, is_believed: bool) -> None:
    clip = Clip(tone(milliseconds), RATE)
    if is_believed:
        assert believable(clip, text) is clip
    else:
        with pytest.raises(VoiceUnavailable):
            believable(clip, text)


def test_ten_minutes_for_a_text_of_twenty_are_not_believed() -> None:
    """What Azure does: it cuts at ten minutes and says that all is well."""
    with pytest.raises(VoiceUnavailable, match="600000 ms"):
        believable(Clip(tone(600_000), RATE), "字" * 16_000)


def test_silence_is_not_believed() -> None:
    assert believable(Clip(tone(1000, height=101), RATE), "好")
    with pytest.raises(VoiceUnavailable, match="silence"):
        believable(Clip(tone(1000, height=100), RATE), "好")


def test_half_a_sample_is_dropped() -> None:
    assert from_pcm(b"\x01\x02\x03", RATE) == Clip(b"\x01\x02", RATE)
