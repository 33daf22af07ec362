"""A person's reading made as loud as all others, as frames that can be cut and joined."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from av.audio.codeccontext import AudioCodecContext
from av.audio.frame import AudioFrame
from av.codec import CodecContext
from av.packet import Packet

from columns.audio.encoding import Cut, EncodingFailed, Loudness, integrated
from columns.audio.encoding.cutting import (
    DECODER_DELAY,
    ENCODER_DELAY,
    FRAME_BYTES,
    FRAME_MS,
    FRAME_SAMPLES,
    LIMIT_DBFS,
    TRUE_PEAK_DBFS,
    encoder,
    limited,
    tail,
)
from columns.audio.encoding.frames import RATE, Filters, filtered, frames_of
from columns.audio.encoding.levelling import ACCEPTED_LU, LOUDNESS_LUFS
from columns.audio.encoding.loudness import METER, Meter
from columns.audio.human.listening import MONO
from columns.audio.human.opening import opened

# What is cut apart: 9.6 s, in which there are as many whole frames as whole steps of the meter.
_FRAMES, _STEPS = 400, 96
_PREROLL_FRAMES = 4
_LOST_IN_ENCODING = 0.35
_MOST_GAIN_DB = 30.0
_MARGIN_DB = 0.3
_TRIES = 5


@dataclass(frozen=True, slots=True)
class Levelled:
    """A reading as MP3 frames in a file; `gain_db` is what it took."""

    path: Path
    loudness: Loudness
    gain_db: float

    @property
    def duration_ms(self) -> int:
        return self.path.stat().st_size // FRAME_BYTES * FRAME_MS

    def cuts(self, until_ms: int | None = None) -> Iterator[Cut]:
        """The frames from the beginning, to be joined, a few seconds at once."""
        left = (self.duration_ms if until_ms is None else until_ms) // FRAME_MS
        with self.path.open("rb") as file:
            place = 0
            while left > 0 and (frames := file.read(min(left, _FRAMES) * FRAME_BYTES)):
                steps = self.loudness.steps[place : place + _STEPS]
                yield Cut(frames, Loudness(steps, self.loudness.peak_dbfs), b"")
                left, place = left - _FRAMES, place + _STEPS


def level(
    file: IO[bytes], spoken: Loudness, target: Path, *, watch: Callable[[float], object]
) -> Levelled:
    """
    Write the frames of the sound to `target`: -16 LUFS to half a unit, no peak above -1 dBTP.

    The sound is never in memory as a whole. `watch` is told the share that is done, at each try
    anew. `spoken`: how loud it is as it was given.

    :raises EncodingFailed: if no gain and no limit gives that.
    """
    gain = min(LOUDNESS_LUFS + _LOST_IN_ENCODING - integrated([spoken]), _MOST_GAIN_DB)
    limit, whole_s = LIMIT_DBFS, max(1.0, len(spoken.steps) / 10)
    for _ in range(_TRIES):
        _write(file, gain, limit, target, lambda seconds: watch(min(1.0, seconds / whole_s)))
        heard = _heard(target)
        short = LOUDNESS_LUFS - integrated([heard])
        over = heard.peak_dbfs - TRUE_PEAK_DBFS
        if over <= 0 and abs(short) <= ACCEPTED_LU:
            return Levelled(target, heard, round(gain, 2))
        if over > 0:
            limit -= over + _MARGIN_DB
        gain = min(gain + short, _MOST_GAIN_DB)
    raise EncodingFailed(f"{short:.2f} LU short, {over:.2f} dB over")


def _level(gain_db: float, limit_dbfs: float) -> Filters:
    return [*MONO, ("volume", f"volume={gain_db:.3f}dB:precision=float"), *limited(limit_dbfs)]


def _write(
    file: IO[bytes],
    gain: float,
    limit: float,
    target: Path,
    watch: Callable[[float], object],
) -> None:
    with opened(file) as reading, target.open("wb") as frames:
        sound = filtered(reading.frames(), _level(gain, limit))
        for place, frame in enumerate(_encoded(sound)):
            frames.write(frame)
            if place % _FRAMES == 0:
                watch(place * FRAME_MS / 1000)


def _encoded(sound: Iterator[AudioFrame]) -> Iterator[bytes]:
    """MP3 frames of the sound, padded to the last whole one, without those that only lead in."""
    samples = 0

    def counted() -> Iterator[AudioFrame]:
        nonlocal samples
        silent = bytes(2 * FRAME_SAMPLES * _PREROLL_FRAMES)
        yield from filtered(frames_of(silent, RATE), [("aformat", "sample_fmts=s16p")])
        for frame in sound:
            samples += frame.samples
            frame.pts = None  # counted by the encoder, which began with the silence
            yield frame

    for place, frame in enumerate(_packets(counted()), start=-_PREROLL_FRAMES):
        # What comes last of all are frames for the encoder's own delay.
        if place >= 0 and place * FRAME_SAMPLES < samples:
            yield frame


def _packets(sound: Iterator[AudioFrame]) -> Iterator[bytes]:
    codec = encoder()
    for frame in _and_end(sound):
        for packet in codec.encode(frame):
            if packet.size != FRAME_BYTES:
                raise EncodingFailed("the encoder gave frames of other sizes")
            yield bytes(packet)


def _and_end(sound: Iterator[AudioFrame]) -> Iterator[AudioFrame | None]:
    """The encoder is told of the end by a frame that is none."""
    yield from sound
    yield None


def _heard(path: Path) -> Loudness:
    """How loud the frames are as a player will hear them."""
    lag = ENCODER_DELAY + DECODER_DELAY
    samples = path.stat().st_size // FRAME_BYTES * FRAME_SAMPLES
    place = f"start_sample={lag}:end_sample={lag + samples}"
    meter = Meter()
    for frame in filtered(_decoded(path), [("atrim", place), METER]):
        meter.listen(frame)
    return meter.loudness


def _decoded(path: Path) -> Iterator[AudioFrame]:
    decoder = CodecContext.create("mp3float", "r")
    assert isinstance(decoder, AudioCodecContext)
    with path.open("rb") as file:
        while frame := file.read(FRAME_BYTES):
            yield from decoder.decode(Packet(frame))
    for place in range(0, len(tail()), FRAME_BYTES):
        yield from decoder.decode(Packet(tail()[place : place + FRAME_BYTES]))
