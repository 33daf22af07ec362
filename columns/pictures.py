"""Uploaded pictures: bounded before decoding, written anew, named by their content."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from typing import IO

from django.core.files.base import ContentFile
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
MAX_BYTES = 10 * 1024 * 1024
MAX_PIXELS = 40_000_000
MAX_WIDTH = 2000
MAX_SIDE = 16_383  # what WebP can hold
_NO_PICTURE = (
    UnidentifiedImageError,
    OSError,
    SyntaxError,
    ValueError,
    Image.DecompressionBombError,
)


class PictureRefused(Exception):
    """A file that is no picture we take; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Rendition:
    """A picture as we serve it."""

    file: ContentFile
    width: int
    height: int


def rewrite(upload: IO[bytes]) -> Rendition:
    """
    The same picture as WebP, at most 2,000 pixels wide, turned upright, without metadata.

    What is stored was written by us from pixels alone, so nothing can hide in it.

    :raises PictureRefused: if it is too large, or none of JPEG, PNG, WebP and GIF.
    """
    content = upload.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise PictureRefused(_("图片超过 10 MB，请压缩后再传。"))
    with _opened(content) as picture:
        upright = ImageOps.exif_transpose(picture).convert("RGB")
    if upright.width > MAX_WIDTH:
        height = max(1, round(upright.height * MAX_WIDTH / upright.width))
        upright = upright.resize((MAX_WIDTH, height))
    written = BytesIO()
    upright.save(written, format="WEBP", quality=86, method=4)
    name = sha256(written.getvalue()).hexdigest()[:32]
    return Rendition(ContentFile(written.getvalue(), f"{name}.webp"), upright.width, upright.height)


@contextmanager
def _opened(content: bytes) -> Iterator[Image.Image]:
    """The decoded picture; its size is known, and bounded, before any pixel is read."""
    try:
        picture = Image.open(BytesIO(content), formats=FORMATS)
        if picture.width * picture.height > MAX_PIXELS:
            raise PictureRefused(_("图片超过 4000 万像素，请缩小后再传。"))
        if max(picture.size) > MAX_SIDE:
            raise PictureRefused(_("图片太长，一边不能超过 16383 像素。"))
        picture.load()
    except _NO_PICTURE as problem:
        raise PictureRefused(_("这不是能用的图片。请传 JPEG、PNG、WebP 或 GIF。")) from problem
    with picture:
        yield picture
