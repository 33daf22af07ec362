"""
One sentence and the pause behind it, as a run of MP3 frames that stands on its own.

Every frame is 192 bytes and 24 ms, none borrows bits from another, and each run begins and ends
in silence; so runs stand one behind the other as if they had been encoded in one go.
"""

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from hashlib import sha256
from typing import Self

from av.audio.codeccontext import AudioCodecContext
from av.audio.frame import AudioFrame
from av.codec import CodecContext
from av.packet import Packet

from columns.audio.encoding.frames import RATE, Filters, filtered, frames_of, pcm_of
from columns.audio.encoding.loudness import LEAD, LEAD_STEPS, METER, ROUND, Loudness, Meter
from columns.audio.voices.base import Clip, silence

BIT_RATE = 64_000
FRAME_SAMPLES = 576
FRAME_BYTES = 192
FRAME_MS = 24
# Samples by which what is decoded lags behind what was encoded: 576 of LAME's, 529 of decoders'.
ENCODER_DELAY, DECODER_DELAY = 576, 529
TAIL_FRAMES = 2  # what the last of a sound needs behind it, because of that lag
TRUE_PEAK_DBFS = -1.0

# Between samples, and through the encoder, a wave rises above what the limiter saw.
LIMIT_DBFS = -1.8
_LEAST_LIMIT_DBFS = -24.0  # as far down as the filter goes
_MARGIN_DB = 0.1
_TRIES = 5
# Before the first sample the encoder needs some frames to come to rest; they are thrown away.
_PREROLL_FRAMES = 4
# The lag, and the frame that overlaps it, must fall into silence.
_LEAST_PAUSE_MS = 96
# Raised whenever equal clips would be cut otherwise than before.
_VERSION = "mp3-1"
_HEAD = struct.Struct("<8sIIII")
_MAGIC = b"neicut01"


class EncodingFailed(Exception):
    """The sound could not be written whole; what lay at its place before lies there still."""


@dataclass(frozen=True, slots=True)
class Cut:
    """
    An encoded piece: its frames, how loud it is after decoding, and its peaks for a drawing, one
    for each 50 ms, 0 to 255.
    """

    frames: bytes
    loudness: Loudness
    peaks: bytes

    @property
    def count(self) -> int:
        """How many frames."""
        return len(self.frames) // FRAME_BYTES

    @property
    def samples(self) -> int:
        """How long it is, at 24 kHz."""
        return self.count * FRAME_SAMPLES

    @property
    def duration_ms(self) -> int:
        """Exactly: a frame is 24 ms."""
        return self.count * FRAME_MS

    def to_bytes(self) -> bytes:
        parts = (self.frames, self.loudness.to_bytes(), self.peaks)
        body = b"".join(parts)
        return _HEAD.pack(_MAGIC, zlib.crc32(body), *map(len, parts)) + body

    @classmethod
    def from_bytes(cls, kept: bytes) -> Self:
        """:raises ValueError: if that is not, to the last bit, what `to_bytes` gave."""
        if len(kept) < _HEAD.size:
            raise ValueError("no cut")
        magic, check, *lengths = _HEAD.unpack_from(kept)
        body = memoryview(kept)[_HEAD.size :]
        if magic != _MAGIC or sum(lengths) != len(body) or zlib.crc32(body) != check:
            raise ValueError("no cut")
        frames, rest = body[: lengths[0]], body[lengths[0] :]
        loudness = Loudness.from_bytes(bytes(rest[: lengths[1]]))
        return cls(bytes(frames), loudness, bytes(rest[lengths[1] :]))


def cut_key(clip_key: str, loudness: Loudness, pause_ms: int, gain_db: float) -> str:
    """
    Names what `cut` gives for a clip.

    An engine that says the same words again may take longer over them: `loudness`, as `measured`,
    tells one clip of a key from another.
    """
    told = f"{_VERSION}\n{clip_key}\n{pause_ms}\n{gain_db:.2f}\n".encode()
    return sha256(told + loudness.to_bytes()).hexdigest()


def cut(clip: Clip, pause_ms: int, gain_db: float) -> Cut:
    """
    Encode a clip with the pause behind it, made louder by so many decibels.

    The pause grows to the end of a frame, and to 96 ms. No true peak is above -1 dBFS.
    """
    limit = LIMIT_DBFS
    for _ in range(_TRIES):
        made = _heard(_encoded(levelled(clip, pause_ms, gain_db, limit)))
        over = made.loudness.peak_dbfs - TRUE_PEAK_DBFS + _MARGIN_DB
        if over <= 0:
            return made
        limit -= over + _MARGIN_DB
    raise EncodingFailed(f"peak of {made.loudness.peak_dbfs:.2f} dBFS")


def levelled(clip: Clip, pause_ms: int, gain_db: float, limit_dbfs: float) -> bytes:
    """16-bit PCM at 24 kHz of the clip and its pause, whole frames long."""
    pause = silence(max(pause_ms, _LEAST_PAUSE_MS), clip.rate)
    frames = frames_of(clip.pcm + pause, clip.rate)
    pcm = pcm_of(filtered(frames, _level(gain_db, limit_dbfs)))
    size = 2 * FRAME_SAMPLES
    return pcm.ljust(-(-len(pcm) // size) * size, b"\0")


def _level(gain_db: float, limit_dbfs: float) -> Filters:
    return [
        ("aresample", str(RATE)),
        ("volume", f"volume={gain_db:.3f}dB:precision=float"),
        *limited(limit_dbfs),
    ]


def limited(limit_dbfs: float) -> Filters:
    """What keeps every sample below so many dBFS, and gives 16 bits."""
    ceiling = 10 ** (max(limit_dbfs, _LEAST_LIMIT_DBFS) / 20)
    return [
        ("alimiter", f"limit={ceiling:.4f}:level=false:attack=2:release=20:latency=true"),
        ("aformat", "sample_fmts=s16p"),
    ]


def _encoded(pcm: bytes) -> bytes:
    """Exactly the frames of these samples, without those that only lead in and out."""
    preroll = bytes(2 * FRAME_SAMPLES * _PREROLL_FRAMES)
    frames = filtered(frames_of(preroll + pcm, RATE), [("aformat", "sample_fmts=s16p")])
    running = encoder()
    packets = [bytes(packet) for frame in frames for packet in running.encode(frame)]
    packets += [bytes(packet) for packet in running.encode(None)]
    end = _PREROLL_FRAMES + len(pcm) // (2 * FRAME_SAMPLES)
    wanted = packets[_PREROLL_FRAMES:end]
    if len(packets) < end or any(len(one) != FRAME_BYTES for one in wanted):
        raise EncodingFailed("the encoder gave frames of other sizes")
    return b"".join(wanted)


def encoder() -> AudioCodecContext:
    """One that gives frames which can be moved."""
    made = CodecContext.create("libmp3lame", "w")
    assert isinstance(made, AudioCodecContext)
    made.rate, made.layout, made.format = RATE, "mono", "s16p"
    made.bit_rate, made.time_base = BIT_RATE, Fraction(1, RATE)
    # A frame that borrows bits cannot be moved. At these rates there are bits enough for a voice,
    # so that shaping the noise would cost time and make it no purer.
    made.options = {"reservoir": "0", "compression_level": "7"}
    return made


@cache
def tail() -> bytes:
    """Frames of silence for the end of a file."""
    return _encoded(bytes(2 * FRAME_SAMPLES * TAIL_FRAMES))


def decoded(frames: bytes) -> Iterator[AudioFrame]:
    """What a player hears of a run of frames; the lag at its beginning is still there."""
    decoder = CodecContext.create("mp3float", "r")
    assert isinstance(decoder, AudioCodecContext)
    for place in range(0, len(frames), FRAME_BYTES):
        yield from decoder.decode(Packet(frames[place : place + FRAME_BYTES]))


def _heard(frames: bytes) -> Cut:
    """The frames with what is measured of them as a player will hear them."""
    lag = ENCODER_DELAY + DECODER_DELAY
    samples = len(frames) // FRAME_BYTES * FRAME_SAMPLES
    place = f"start_sample={lag}:end_sample={lag + samples}"
    meter, peaks = Meter(is_led=True), bytearray()
    filters = [("atrim", place), LEAD, ROUND, METER]
    for step, frame in enumerate(filtered(decoded(frames + tail()), filters)):
        meter.listen(frame)
        if step >= LEAD_STEPS:
            peaks += _peaks(frame)
    return Cut(frames, meter.loudness, bytes(peaks))


def _peaks(frame: AudioFrame) -> bytes:
    """The greatest height in each half of a frame of 100 ms; every third sample will do."""
    heights = memoryview(bytes(frame.planes[0])[: 8 * frame.samples]).cast("d")[::3]
    middle = (len(heights) + 1) // 2
    halves = (half for half in (heights[:middle], heights[middle:]) if half)
    return bytes(min(255, round(255 * max(max(half), -min(half)))) for half in halves)
