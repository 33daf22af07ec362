"""The light second file: AAC in M4A, half the size for listeners on the road."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction
from hashlib import file_digest
from pathlib import Path
from typing import IO

import av
from av.audio.frame import AudioFrame
from av.container import InputContainer

from columns.audio.encoding.cutting import TRUE_PEAK_DBFS, EncodingFailed, levelled, limited
from columns.audio.encoding.files import Encoded, Tags, becoming, describe
from columns.audio.encoding.frames import RATE, filtered, frames_of
from columns.audio.encoding.loudness import heard, integrated
from columns.audio.timings import Chapter
from columns.audio.voices.base import Clip

# The fast search is a quarter of the other's work and keeps peaks lower, but takes a fifth more
# bits than it is allowed: this makes some 32 kbit/s.
_SEARCH = {"aac_coder": "fast"}
_BIT_RATE = 26_000
_LIMIT_DBFS = -3.0
_MARGIN_DB = 0.1
_TRIES = 4
_FRAME_SAMPLES = 1024

Sound = Callable[[float], Iterable[AudioFrame]]
"""All frames, 16 bits at `RATE`, with no sample above so many dBFS; anew at every call."""


def sound_of_clips(spoken: Callable[[], Iterable[tuple[Clip, int]]], gain_db: float) -> Sound:
    """Clips with the pause behind each in ms, timed as the MP3 that `join` makes of the same."""

    def frames(limit: float) -> Iterator[AudioFrame]:
        for clip, pause_ms in spoken():
            yield from frames_of(levelled(clip, pause_ms, gain_db, limit), RATE)

    return frames


def sound_of_file(opened: Callable[[], IO[bytes]]) -> Sound:
    """A finished MP3, as loud as it is."""

    def frames(limit: float) -> Iterator[AudioFrame]:
        with opened() as file, av.open(file, "r") as container:
            yield from filtered(container.decode(audio=0), limited(limit))

    return frames


def encode_light(
    sound: Sound, target: Path, tags: Tags, chapters: Sequence[Chapter] = ()
) -> Encoded:
    """
    Write one M4A (AAC-LC, some 32 kbit/s, 24 kHz, mono) to `target`, in place of any old one.

    It has no cover: the container takes either that or the label.

    :raises EncodingFailed: if there is no sound or the disk does not take it.
    """
    limit = _LIMIT_DBFS
    with becoming(target) as part:
        for _ in range(_TRIES):
            samples = _write(_placed(sound(limit)), part, tags, chapters)
            encoded = _heard(part, samples)
            over = encoded.peak_dbfs - TRUE_PEAK_DBFS
            if over <= 0:
                return encoded
            limit -= over + _MARGIN_DB
        raise EncodingFailed(f"{target.name}: peak of {encoded.peak_dbfs} dBFS")


def _placed(frames: Iterable[AudioFrame]) -> Iterator[AudioFrame]:
    place = 0
    for frame in frames:
        frame.pts, frame.time_base = place, Fraction(1, RATE)
        place += frame.samples
        yield frame


def _write(
    frames: Iterable[AudioFrame], part: Path, tags: Tags, chapters: Sequence[Chapter]
) -> int:
    """How many samples went in."""
    samples = 0
    # Only with these does the container take a label that it does not know.
    options = {"movflags": "use_metadata_tags+faststart"}
    with av.open(str(part), "w", format="ipod", options=options) as container:
        describe(container, tags, chapters)
        stream = container.add_stream("aac", rate=RATE, layout="mono", options=_SEARCH)
        stream.bit_rate = _BIT_RATE
        for frame in frames:
            samples += frame.samples
            container.mux(stream.encode(frame))
        if not samples:
            raise EncodingFailed("There is no sound to encode.")
        container.mux(stream.encode(None))
    return samples


def _heard(part: Path, samples: int) -> Encoded:
    """The file read again, so that a write the muxer lost without a word is noticed here."""
    count = 0

    def counted() -> Iterator[AudioFrame]:
        nonlocal count
        container: InputContainer
        with av.open(str(part)) as container:
            for frame in container.decode(audio=0):
                count += frame.samples
                yield frame

    loudness = heard(counted())
    # The last frame is filled up with silence; the container tells players where it ends.
    if not samples <= count < samples + _FRAME_SAMPLES:
        raise EncodingFailed(f"{count} samples written of {samples}.")
    with part.open("rb") as stream:
        digest = file_digest(stream, "sha256").hexdigest()
    return Encoded(
        duration_ms=round(samples * 1000 / RATE),
        size=part.stat().st_size,
        sha256=digest,
        loudness_lufs=round(integrated([loudness]), 2),
        peak_dbfs=round(loudness.peak_dbfs, 2),
    )
