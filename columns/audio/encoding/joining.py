"""Cuts one behind the other as one MP3, without encoding anything again."""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

import av
from av.audio.stream import AudioStream
from av.container import OutputContainer
from av.packet import Packet

from columns.audio.encoding.cutting import (
    BIT_RATE,
    ENCODER_DELAY,
    FRAME_BYTES,
    FRAME_MS,
    FRAME_SAMPLES,
    TAIL_FRAMES,
    Cut,
    EncodingFailed,
    tail,
)
from columns.audio.encoding.files import Encoded, Tags, becoming, describe, with_cover
from columns.audio.encoding.frames import RATE
from columns.audio.encoding.loudness import FLOOR_LUFS, Loudness, integrated
from columns.audio.timings import Chapter

# Where things stand in the head frame, counted from its "Info".
_COUNT_AT, _SIZE_AT, _DELAY_AT, _CHECK_AT = 8, 12, 141, 154
_BLOCK = 1 << 20


class _Written:
    """What has gone into the file so far, to compare it with what lies there in the end."""

    def __init__(self) -> None:
        self.count = 0
        self.digest = sha256()
        self.pieces: list[Loudness] = []

    def frames(self, cuts: Iterable[Cut]) -> Iterator[bytes]:
        for cut in cuts:
            self.pieces.append(cut.loudness)
            yield from self._split(cut.frames)
        if self.pieces:
            yield from self._split(tail())

    def _split(self, frames: bytes) -> Iterator[bytes]:
        self.digest.update(frames)
        for place in range(0, len(frames), FRAME_BYTES):
            self.count += 1
            yield frames[place : place + FRAME_BYTES]


def join(
    cuts: Iterable[Cut],
    target: Path,
    tags: Tags,
    chapters: Sequence[Chapter] = (),
    cover: bytes | None = None,
) -> Encoded:
    """
    Write one MP3 of all cuts to `target`, in place of any old one.

    It decodes to exactly as many samples as the cuts have together. Nothing is held in memory
    but how loud each is. `cover` is a JPEG.

    :raises EncodingFailed: if there is no sound or the disk does not take it.
    """
    written = _Written()
    with becoming(target) as part:
        _write(written.frames(cuts), part, tags, chapters, cover)
        if not written.pieces:
            raise EncodingFailed("There is no sound to encode.")
        with part.open("r+b") as file:
            _set_delay(file, written.count)
            digest = _checked(file, written)
            size = file.tell()
    return Encoded(
        duration_ms=(written.count - TAIL_FRAMES) * FRAME_MS,
        size=size,
        sha256=digest,
        loudness_lufs=round(integrated(written.pieces), 2),
        peak_dbfs=round(max((one.peak_dbfs for one in written.pieces), default=FLOOR_LUFS), 2),
    )


def _write(
    frames: Iterable[bytes],
    part: Path,
    tags: Tags,
    chapters: Sequence[Chapter],
    cover: bytes | None,
) -> None:
    options = {"id3v2_version": "3", "write_xing": "1"}
    with av.open(str(part), "w", format="mp3", options=options) as container:
        describe(container, tags, chapters)
        stream = container.add_stream("libmp3lame", rate=RATE, layout="mono")
        stream.bit_rate = BIT_RATE
        with with_cover(container, cover):
            _mux(container, stream, frames)


def _mux(container: OutputContainer, stream: AudioStream, frames: Iterable[bytes]) -> None:
    for place, frame in enumerate(frames):
        packet = Packet(frame)
        packet.stream = stream
        packet.time_base, packet.duration = Fraction(1, RATE), FRAME_SAMPLES
        packet.pts = packet.dts = place * FRAME_SAMPLES
        container.mux_one(packet)


def _set_delay(file: BinaryIO, count: int) -> None:
    """
    Tell players how much of the first and last frames is not sound.

    The container knows only of encoders that it ran itself, and would say that all is. Browsers
    find a moment by its share of the bytes told here: of those of the sound alone, then.

    :raises EncodingFailed: if the head is not what it should be: then the write was lost.
    """
    place = file.seek(-(count + 1) * FRAME_BYTES, 2)
    head = bytearray(file.read(FRAME_BYTES))
    info = head.find(b"Info")
    told = int.from_bytes(head[info + _COUNT_AT :][:4])
    if info < 0 or told != count:
        raise EncodingFailed("The file's head was not written.")
    heard = (count - TAIL_FRAMES) * FRAME_BYTES
    head[info + _SIZE_AT : info + _SIZE_AT + 4] = heard.to_bytes(4)
    padding = TAIL_FRAMES * FRAME_SAMPLES - ENCODER_DELAY
    head[info + _DELAY_AT : info + _DELAY_AT + 3] = (ENCODER_DELAY << 12 | padding).to_bytes(3)
    head[info + _CHECK_AT : info + _CHECK_AT + 2] = _crc16(head[: info + _CHECK_AT]).to_bytes(2)
    file.seek(place)
    file.write(head)


def _crc16(data: bytearray) -> int:
    """CRC-16/ARC, as LAME writes it behind its head."""
    check = 0
    for byte in data:
        check ^= byte
        for _ in range(8):
            check = (check >> 1) ^ 0xA001 if check & 1 else check >> 1
    return check


def _checked(file: BinaryIO, written: _Written) -> str:
    """
    The SHA-256 of the file, read again from its beginning.

    :raises EncodingFailed: if its frames are not those that were given to it.
    """
    whole, frames = sha256(), sha256()
    begin = file.seek(0, 2) - written.count * FRAME_BYTES
    file.seek(0)
    whole.update(file.read(begin))
    while block := file.read(_BLOCK):
        whole.update(block)
        frames.update(block)
    if frames.digest() != written.digest.digest():
        raise EncodingFailed("The file does not hold what was written.")
    return whole.hexdigest()
