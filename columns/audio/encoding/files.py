"""A sound file on its way to its place: labels and chapters in it, durable, whole or not at all."""

import io
import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
from av.container import InputContainer, OutputContainer

from columns.audio.encoding.cutting import EncodingFailed
from columns.audio.timings import Chapter


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


@contextmanager
def becoming(target: Path) -> Iterator[Path]:
    """
    A file to write, which takes the target's place when all went well.

    :raises EncodingFailed: for whatever the disk or the container does not take.
    """
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=".part")
    os.close(handle)
    part = Path(name)
    try:
        yield part
        part.chmod(0o644)
        _make_durable(part)
        part.replace(target)
        _make_durable(target.parent)
    except (OSError, av.FFmpegError) as error:
        raise EncodingFailed(f"{target.name}: {error}") from error
    finally:
        part.unlink(missing_ok=True)


def _make_durable(path: Path) -> None:
    """After a power cut there is the old file or the new one."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def describe(container: OutputContainer, tags: Tags, chapters: Sequence[Chapter]) -> None:
    """Write what the file says of itself into its head."""
    container.metadata.update(tags.as_metadata())
    container.set_chapters([_chapter(place, one) for place, one in enumerate(chapters)])


def _chapter(place: int, chapter: Chapter) -> Any:
    return {
        "id": place,
        "start": chapter.start_ms,
        "end": chapter.end_ms,
        "time_base": Fraction(1, 1000),
        "metadata": {"title": chapter.title},
    }


@contextmanager
def with_cover(container: OutputContainer, cover: bytes | None) -> Iterator[None]:
    """Write a JPEG beside the sound; its stream must be there before anything is written."""
    if cover is None:
        yield
        return
    with av.open(io.BytesIO(cover), "r", format="jpeg_pipe") as picture:
        stream = container.add_stream_from_template(picture.streams.video[0])
        container.start_encoding()
        for packet in picture.demux(picture.streams.video[0]):
            if packet.size:
                packet.stream = stream
                container.mux_one(packet)
        yield


def decoded_duration_ms(path: Path) -> int:
    """The length of a sound file in ms by decoding it, whatever its header claims."""
    container: InputContainer
    with av.open(str(path)) as container:
        frames = container.decode(audio=0)
        return round(sum(frame.samples * 1000 / frame.sample_rate for frame in frames))
