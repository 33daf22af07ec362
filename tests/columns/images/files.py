"""Image files as people and attackers send them, and pages to look at."""

import struct
import zlib
from io import BytesIO
from typing import Any

import lxml.html
from PIL import Image

SIZE = (120, 80)


def parsed(html: str | bytes) -> Any:
    """A page, to be asked by path."""
    return lxml.html.fromstring(html)


def written(picture: Image.Image, kind: str, **options: Any) -> bytes:
    target = BytesIO()
    picture.save(target, format=kind, **options)
    return target.getvalue()


def plain(kind: str = "JPEG", size: tuple[int, int] = SIZE, colour: str = "#a8301f") -> bytes:
    return written(Image.new("RGB", size, colour), kind)


def halves(size: tuple[int, int] = SIZE) -> Image.Image:
    """Left half red, right half blue: one sees how it was turned."""
    picture = Image.new("RGB", size, "#ff0000")
    picture.paste("#0000ff", (size[0] // 2, 0, *size))
    return picture


def moving() -> bytes:
    frames = [Image.new("RGB", SIZE, colour) for colour in ("#ff0000", "#0000ff")]
    return written(frames[0], "GIF", save_all=True, append_images=frames[1:], duration=100)


def bomb(width: int, height: int) -> bytes:
    """A tiny PNG that claims so many pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + check

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(b"\0" * 1000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")
