"""Joins PCM into one MP3: even loudness, no clipping, chapters and labels, whole or not at all."""

import math
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from hashlib import file_digest
from pathlib import Path
from types import MappingProxyType
from typing import Any, cast

import av
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.container import InputContainer, OutputContainer
from av.filter import Graph

from columns.audio.timings import Chapter

__all__ = [
    "PAUSE_AFTER_MS",
    "Chapter",
    "Encoded",
    "EncodingFailed",
    "Pieces",
    "Tags",
    "decoded_duration_ms",
    "encode",
]

RATE = 24_000
BIT_RATE = 64_000
LOUDNESS_LUFS = -16.0
TRUE_PEAK_DBFS = -1.5
# Between samples, and through the encoder, a wave rises above what the limiter saw.
_LIMIT_DBFS = -3.5
# The encoder cuts the highest tones, and with them so much loudness of a voice, in LU.
_LOST_IN_ENCODING = 0.35
# How near is near enough: to aim before encoding, and to accept after it, in LU.
_AIMED, _ACCEPTED = 0.15, 0.4
_TRIES = 4
_SLACK_SECONDS = 0.05
# Below this there is nothing but noise, which must not be raised to the loudness of speech.
_SILENCE_LUFS = -50.0
_FLOOR_LUFS = -70.0
_MOST_GAIN_DB = 40.0

# What a listener needs to hear where one thing ends: milliseconds of silence after each.
PAUSE_AFTER_MS: Mapping[str, int] = MappingProxyType(
    {"sentence": 350, "block": 700, "heading": 900}
)

Pieces = Callable[[], Iterable[bytes]]


@dataclass(frozen=True, slots=True)
class Tags:
    """What the file says of itself; `aigc` is the JSON label that synthetic sound must bear."""

    title: str
    artist: str = ""
    album: str = ""
    date: str = ""
    language: str = "zho"
    aigc: str = ""
    extra: Mapping[str, str] = field(default_factory=dict)

    def as_metadata(self) -> dict[str, str]:
        named = {
            "title": self.title,
            "artist": self.artist,
            "album": self.album,
            "date": self.date,
            "language": self.language,
            "AIGC": self.aigc,
            **self.extra,
        }
        return {name: text for name, text in named.items() if text}


@dataclass(frozen=True, slots=True)
class Encoded:
    """A finished file as it was measured after encoding: LUFS integrated, dBFS true peak."""

    duration_ms: int
    size: int
    sha256: str
    loudness_lufs: float
    peak_dbfs: float


@dataclass(frozen=True, slots=True)
class _Measured:
    loudness: float
    peak: float
    samples: int


@dataclass(frozen=True, slots=True)
class _Level:
    """What is done to the sound: a gain and a ceiling, both in decibels."""

    gain: float
    limit: float

    def as_filters(self) -> list[tuple[str, str]]:
        ceiling = 10 ** (self.limit / 20)
        return [
            ("aresample", str(RATE)),
            ("volume", f"volume={self.gain:.3f}dB:precision=float"),
            ("alimiter", f"limit={ceiling:.4f}:level=false:attack=2:release=20:latency=true"),
        ]

    def corrected(self, heard: Encoded) -> "_Level | None":
        """The level to try next; nothing if this one was right."""
        short = LOUDNESS_LUFS - heard.loudness_lufs
        over = heard.peak_dbfs - TRUE_PEAK_DBFS
        if over <= 0 and (abs(short) <= _ACCEPTED or heard.loudness_lufs < _SILENCE_LUFS):
            return None
        limit = self.limit - over - 0.3 if over > 0 else self.limit
        return _Level(min(self.gain + short, _MOST_GAIN_DB), limit)


class EncodingFailed(Exception):
    """The file could not be written whole; what lay at its place before lies there still."""


def encode(
    pieces: Pieces, rate: int, target: Path, tags: Tags, chapters: Sequence[Chapter] = ()
) -> Encoded:
    """
    Write one MP3 (64 kbit/s, 24 kHz, mono) of all `pieces` to `target`, in place of any old one.

    `pieces` is called once for each pass and gives the same 16-bit little-endian mono PCM each
    time, at `rate` Hz, pauses included; so the sound is never in memory as a whole. Loudness is
    -16 LUFS to within half a unit and the true peak at most -1.5 dBFS. Near-silence is left as is.

    :raises EncodingFailed: if there is no sound or the disk does not take it.
    """
    level = _level(pieces, rate)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=".part")
    os.close(handle)
    part = Path(name)
    try:
        for _ in range(_TRIES):
            _write(_filtered(_frames(pieces, rate), level.as_filters()), part, tags, chapters)
            encoded = _heard(part, _seconds(pieces, rate))
            if (better := level.corrected(encoded)) is None:
                _settle(part, target)
                return encoded
            level = better
    except (OSError, av.FFmpegError) as error:
        raise EncodingFailed(f"{target.name}: {error}") from error
    finally:
        part.unlink(missing_ok=True)
    raise EncodingFailed(f"{target.name}: {encoded.loudness_lufs} LUFS, {encoded.peak_dbfs} dBFS.")


def decoded_duration_ms(path: Path) -> int:
    """The length of a sound file in ms by decoding it, whatever its header claims."""
    return round(sum(frame.samples * 1000 / frame.sample_rate for frame in _decoded(path)))


def _level(pieces: Pieces, rate: int) -> _Level:
    """
    The gain that brings the limited sound to the wanted loudness.

    Limiting takes some of what the gain gives, so the gain is sought along the line through the
    last two tries.
    """
    plain = _measured(_frames(pieces, rate), [])
    if not plain.samples:
        raise EncodingFailed("There is no sound to encode.")
    if plain.loudness < _SILENCE_LUFS:
        return _Level(0.0, _LIMIT_DBFS)
    wanted = LOUDNESS_LUFS + _LOST_IN_ENCODING
    gain, loudness, slope = 0.0, plain.loudness, 1.0
    for _ in range(_TRIES):
        step = (wanted - loudness) / slope
        gain = min(gain + step, _MOST_GAIN_DB)
        limited = _measured(_frames(pieces, rate), _Level(gain, _LIMIT_DBFS).as_filters())
        if abs(wanted - limited.loudness) <= _AIMED:
            break
        slope = min(1.0, max(0.3, (limited.loudness - loudness) / step))
        loudness = limited.loudness
    return _Level(gain, _LIMIT_DBFS)


def _seconds(pieces: Pieces, rate: int) -> float:
    return sum(len(piece) for piece in pieces()) / 2 / rate


def _heard(part: Path, expected: float) -> Encoded:
    """The file read again, so that a write the muxer lost without a word is noticed here."""
    heard = _measured(_decoded(part), [])
    seconds = heard.samples / RATE
    if abs(seconds - expected) > _SLACK_SECONDS:
        raise EncodingFailed(f"{seconds:.3f} s written of {expected:.3f} s.")
    with part.open("rb") as stream:
        digest = file_digest(stream, "sha256").hexdigest()
    return Encoded(
        duration_ms=round(seconds * 1000),
        size=part.stat().st_size,
        sha256=digest,
        loudness_lufs=round(heard.loudness, 2),
        peak_dbfs=round(heard.peak, 2),
    )


def _settle(part: Path, target: Path) -> None:
    """Make the bytes durable, then the name: after a power cut there is the old file or the new."""
    part.chmod(0o644)
    _make_durable(part)
    part.replace(target)
    _make_durable(target.parent)


def _make_durable(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _write(
    frames: Iterable[AudioFrame], part: Path, tags: Tags, chapters: Sequence[Chapter]
) -> None:
    options = {"id3v2_version": "3", "write_xing": "1"}
    with av.open(str(part), "w", format="mp3", options=options) as container:
        container.metadata.update(tags.as_metadata())
        container.set_chapters([_chapter(place, one) for place, one in enumerate(chapters)])
        stream = container.add_stream("libmp3lame", rate=RATE, layout="mono")
        stream.bit_rate = BIT_RATE
        _mux(container, stream, frames)


def _mux(container: OutputContainer, stream: AudioStream, frames: Iterable[AudioFrame]) -> None:
    for frame in frames:
        container.mux(stream.encode(frame))
    container.mux(stream.encode(None))


def _chapter(place: int, chapter: Chapter) -> Any:
    return {
        "id": place,
        "start": chapter.start_ms,
        "end": chapter.end_ms,
        "time_base": Fraction(1, 1000),
        "metadata": {"title": chapter.title},
    }


def _measured(frames: Iterable[AudioFrame], filters: list[tuple[str, str]]) -> _Measured:
    """Integrated loudness and true peak of the frames after the filters."""
    loudness, peak, samples = _FLOOR_LUFS, 0.0, 0
    for frame in _filtered(frames, [*filters, ("ebur128", "metadata=1:peak=true:framelog=quiet")]):
        samples += frame.samples
        loudness = float(frame.metadata.get("lavfi.r128.I", loudness))
        peak = max(peak, float(frame.metadata.get("lavfi.r128.true_peak", 0.0)))
    return _Measured(loudness, 20 * math.log10(max(peak, 1e-6)), samples)


def _filtered(frames: Iterable[AudioFrame], filters: list[tuple[str, str]]) -> Iterator[AudioFrame]:
    """The frames after a chain of filters; a chain is built on the first frame's own format."""
    graph: Graph | None = None
    for frame in frames:
        graph = graph or _chain(frame, filters)
        graph.push(frame)
        yield from _ready(graph)
    if graph is not None:
        graph.push(None)
        yield from _ready(graph)


def _chain(frame: AudioFrame, filters: list[tuple[str, str]]) -> Graph:
    graph = Graph()
    last = graph.add_abuffer(
        format=frame.format.name,
        sample_rate=frame.sample_rate,
        layout=frame.layout.name,
        time_base=Fraction(1, frame.sample_rate),
    )
    for name, options in (*filters, ("abuffersink", "")):
        step = graph.add(name, options)
        last.link_to(step)
        last = step
    graph.configure()
    return graph


def _ready(graph: Graph) -> Iterator[AudioFrame]:
    while True:
        try:
            yield cast(AudioFrame, graph.pull())
        except (av.BlockingIOError, av.EOFError):
            return


def _frames(pieces: Pieces, rate: int) -> Iterator[AudioFrame]:
    """The PCM in frames of one second: one frame for a whole issue would take a gigabyte."""
    waiting, place, second = bytearray(), 0, 2 * rate
    for piece in pieces():
        waiting += piece
        while len(waiting) >= second:
            yield _frame(bytes(waiting[:second]), rate, place)
            del waiting[:second]
            place += rate
    if waiting:
        yield _frame(bytes(waiting), rate, place)


def _frame(pcm: bytes, rate: int, place: int) -> AudioFrame:
    frame = AudioFrame("s16", "mono", len(pcm) // 2)
    frame.sample_rate, frame.pts, frame.time_base = rate, place, Fraction(1, rate)
    # The plane is padded beyond the samples, and takes only bytes of its own length.
    frame.planes[0].update(pcm.ljust(frame.planes[0].buffer_size, b"\0"))
    return frame


def _decoded(path: Path) -> Iterator[AudioFrame]:
    container: InputContainer
    with av.open(str(path)) as container:
        yield from container.decode(audio=0)
