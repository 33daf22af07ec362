"""From pixels to the files that readers get: WebP in several widths, and a card for sharing."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from io import BytesIO
from typing import IO

from django.core.files.base import ContentFile
from PIL import Image, ImageOps

from columns.pictures.reading import fitted, is_moving, opened, pixels

MAX_WIDTH = 2000
WIDTHS = (480, 960, 1440)
SHARE_SIZE = (1200, 630)
_QUALITY, _NARROW_QUALITY, _CARD_QUALITY = 86, 82, 84
# Beyond this the encoder takes twice the time for a fiftieth of the bytes.
_EFFORT = 2
_NAME_LENGTH = 32


@dataclass(frozen=True, slots=True)
class Rendition:
    """A picture as we serve it."""

    file: ContentFile
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Picture(Rendition):
    """
    An upload written anew.

    `digest`: of the widest file. `narrower`: the same at other widths, narrowest first.
    `was_moving`: of an animation only the first picture is kept.
    """

    digest: str = ""
    narrower: tuple[Rendition, ...] = field(default=())
    was_moving: bool = False


def rewrite(upload: IO[bytes]) -> Picture:
    """
    The same picture as WebP, at most 2,000 pixels wide, turned upright, without metadata.

    What is stored was written by us from pixels alone, so nothing can hide in it.

    :raises PictureRefused: if it is too large, or none of JPEG, PNG, WebP and GIF.
    """
    with opened(upload) as picture:
        was_moving = is_moving(picture)
        upright = pixels(picture, MAX_WIDTH)
    content = _webp(upright, _QUALITY)
    digest = sha256(content).hexdigest()
    stem = digest[:_NAME_LENGTH]
    return Picture(
        file=ContentFile(content, f"{stem}.webp"),
        width=upright.width,
        height=upright.height,
        digest=digest,
        narrower=tuple(_narrower(upright, stem)),
        was_moving=was_moving,
    )


def narrowed(stored: IO[bytes], stem: str) -> tuple[Rendition, ...]:
    """The narrower widths of a picture that we wrote before, narrowest first."""
    with Image.open(stored, formats=("WEBP",)) as picture:
        mode = "RGBA" if picture.has_transparency_data else "RGB"
        return tuple(_narrower(picture.convert(mode), stem))


def share_card(stored: IO[bytes], stem: str, focus: tuple[int, int]) -> ContentFile:
    """
    The picture as share cards show it, 1,200 by 630, cropped around `focus`.

    JPEG, since not every messenger shows WebP; the name tells the focus, so that a new one is
    fetched anew.

    :param focus: percent from the left and from the top.
    """
    with Image.open(stored, formats=("WEBP",)) as picture:
        flat = _on_paper(picture)
    left, top = focus
    card = ImageOps.fit(
        flat, SHARE_SIZE, Image.Resampling.LANCZOS, centering=(left / 100, top / 100)
    )
    written = BytesIO()
    card.save(written, format="JPEG", quality=_CARD_QUALITY, optimize=True)
    return ContentFile(written.getvalue(), f"{stem}-share-{left}x{top}.jpg")


def _narrower(picture: Image.Image, stem: str) -> Iterator[Rendition]:
    for width in WIDTHS:
        if width < picture.width:
            small = fitted(picture, width)
            content = ContentFile(_webp(small, _NARROW_QUALITY), f"{stem}-{width}.webp")
            yield Rendition(content, small.width, small.height)


def _webp(picture: Image.Image, quality: int) -> bytes:
    written = BytesIO()
    picture.save(written, format="WEBP", quality=quality, method=_EFFORT)
    return written.getvalue()


def _on_paper(picture: Image.Image) -> Image.Image:
    """Without transparency: what one could look through is white."""
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    sheet = Image.new("RGBA", picture.size, "white")
    sheet.alpha_composite(picture.convert("RGBA"))
    return sheet.convert("RGB")
