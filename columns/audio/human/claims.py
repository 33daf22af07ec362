"""How many samples an M4A claims to hold, counted before anybody makes room for them."""

from collections.abc import Iterator
from typing import IO

# Six hours at the highest rate we take, and a little more; each costs FFmpeg 24 bytes.
MOST_SAMPLES = 5_000_000
# All of a file that is not its sound: tables, titles, a picture.
MOST_BYTES = 64 * 1024 * 1024
# Where the count stands, behind the name of the table.
_COUNTS = {b"stsz": 12, b"stz2": 12, b"trun": 8}
_COMPRESSED = (b"cmov", b"dcom")


def is_modest(file: IO[bytes]) -> bool:
    """
    Whether its tables can be believed.

    Three kilobytes can claim a billion samples: FFmpeg would make room for them all. FFmpeg finds
    tables in odd places, so every byte beside the sound is looked at.
    """
    tables = bytearray()
    for part in _beside_the_sound(file):
        tables += part
        if len(tables) > MOST_BYTES:
            return False
    if any(name in tables for name in _COMPRESSED):
        return False
    told = sum(
        _number(tables, at + far) for name, far in _COUNTS.items() for at in _at(tables, name)
    )
    return max(told, _in_chunks(tables)) <= MOST_SAMPLES


def _beside_the_sound(file: IO[bytes]) -> Iterator[bytes]:
    """The bytes of all outermost boxes but those that hold the sound itself."""
    file.seek(0, 2)
    place, end = 0, file.tell()
    while place + 8 <= end:
        file.seek(place)
        head = file.read(16)
        size = int.from_bytes(head[:4]) or end - place
        if size == 1:
            size = int.from_bytes(head[8:16])
        if head[4:8] != b"mdat":
            file.seek(place)
            yield file.read(min(size, MOST_BYTES + 1))
        place += max(size, 8)


def _in_chunks(tables: bytes | bytearray) -> int:
    """The samples of all chunks together, as the tables of chunks tell."""
    chunks = max(
        (_number(tables, at + 8) for name in (b"stco", b"co64") for at in _at(tables, name)),
        default=0,
    )
    # No more chunks than there is room to list.
    chunks = min(chunks, len(tables) // 4)
    return sum(_run_together(tables, at, chunks) for at in _at(tables, b"stsc"))


def _run_together(tables: bytes | bytearray, at: int, chunks: int) -> int:
    rows = min(_number(tables, at + 8), (len(tables) - at) // 12)
    begins = [_number(tables, at + 12 + 12 * row) for row in range(rows)]
    ends = [*begins[1:], chunks + 1]
    return sum(
        max(0, end - begin) * _number(tables, at + 16 + 12 * row)
        for row, (begin, end) in enumerate(zip(begins, ends, strict=False))
    )


def _at(tables: bytes | bytearray, name: bytes) -> Iterator[int]:
    place = tables.find(name)
    while place >= 0:
        yield place
        place = tables.find(name, place + 1)


def _number(tables: bytes | bytearray, at: int) -> int:
    return int.from_bytes(tables[at : at + 4])
