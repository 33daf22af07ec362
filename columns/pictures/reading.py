"""From an upload to pixels: bounded before decoding, upright, in screen colours."""

import struct
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import IO

from django.utils.translation import gettext as _
from PIL import Image, ImageCms, UnidentifiedImageError

FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
MAX_BYTES = 10 * 1024 * 1024
MAX_PIXELS = 40_000_000
MAX_SIDE = 16_383  # what WebP can hold
_BROKEN = (OSError, SyntaxError, ValueError, EOFError, IndexError, OverflowError, struct.error)
# What Pillow stumbles over besides, where a file's own notes are not what they say they are.
_ODD_NOTES = (*_BROKEN, TypeError, AttributeError, KeyError)
_ORIENTATION = 0x0112
# How to turn a picture upright, by what its camera noted.
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_ON_ITS_SIDE = frozenset({5, 6, 7, 8})
_DEEP = frozenset({"I", "I;16", "I;16B", "I;16L", "I;16N"})
_SVG = (b"<svg", b"<?xml", b"<!doctype svg")
_HEIF = frozenset({b"heic", b"heix", b"hevc", b"heim", b"mif1", b"msf1", b"avif"})


class PictureRefused(Exception):
    """A file that is no picture we take; the message says what to do."""


@contextmanager
def opened(upload: IO[bytes]) -> Iterator[Image.Image]:
    """
    The picture with its size known and bounded; its pixels are not read yet.

    :raises PictureRefused: if it is too large, or none of JPEG, PNG, WebP and GIF.
    """
    content = upload.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise PictureRefused(_("图片超过 10 MB，请压缩后再传。"))
    try:
        picture = Image.open(BytesIO(content), formats=FORMATS)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as problem:
        raise PictureRefused(_too_many_pixels()) from problem
    except UnidentifiedImageError as problem:
        raise PictureRefused(_not_taken(content)) from problem
    except _BROKEN as problem:
        raise PictureRefused(_broken()) from problem
    with picture:
        _check_size(picture)
        yield picture


def is_moving(picture: Image.Image) -> bool:
    """
    Whether it is an animation.

    :raises PictureRefused: if its second picture is broken.
    """
    try:
        return bool(getattr(picture, "is_animated", False)) and picture.format != "MPO"
    except _BROKEN as problem:
        raise PictureRefused(_broken()) from problem


def pixels(picture: Image.Image, width: int) -> Image.Image:
    """
    The picture turned upright, at most so wide, as RGB or, where one can look through it, RGBA.

    :raises PictureRefused: if its file breaks off.
    """
    try:
        _draft(picture, width)
        picture.load()
    except Image.DecompressionBombError as problem:
        raise PictureRefused(_too_many_pixels()) from problem
    except _BROKEN as problem:
        raise PictureRefused(_broken()) from problem
    profile = picture.info.get("icc_profile")
    plain = fitted(_plain(_upright(picture)), width)
    return _in_screen_colours(plain, profile)


def fitted(picture: Image.Image, width: int) -> Image.Image:
    """The picture at most so wide."""
    if picture.width <= width:
        return picture
    height = max(1, round(picture.height * width / picture.width))
    return picture.resize((width, height), Image.Resampling.LANCZOS)


def _check_size(picture: Image.Image) -> None:
    if picture.width * picture.height > MAX_PIXELS:
        raise PictureRefused(_too_many_pixels())
    if max(picture.size) > MAX_SIDE:
        raise PictureRefused(_("图片太长，一边不能超过 16383 像素。"))


def _draft(picture: Image.Image, width: int) -> None:
    """Let a large JPEG be decoded at a half, a quarter or an eighth, which is much faster."""
    across, along = picture.size
    if _orientation(picture) in _ON_ITS_SIDE:
        across, along = along, across
    wanted = (width, max(1, round(along * width / across)))
    if across > width:
        is_turned = (across, along) != picture.size
        picture.draft(picture.mode, wanted[::-1] if is_turned else wanted)


def _orientation(picture: Image.Image) -> int:
    """One to eight, as cameras note it; one, upright, where it is not to be read."""
    try:
        noted = picture.getexif().get(_ORIENTATION)
    except _ODD_NOTES:
        return 1
    return noted if isinstance(noted, int) and noted in _TURNS else 1


def _upright(picture: Image.Image) -> Image.Image:
    """
    The picture turned as its camera noted.

    Pillow's own function writes the other notes anew as well, and fails where one is odd.
    """
    turn = _TURNS.get(_orientation(picture))
    return picture if turn is None else picture.transpose(turn)


def _plain(picture: Image.Image) -> Image.Image:
    """RGB or RGBA; CMYK stays for its profile to explain, sixteen bits become eight."""
    if picture.mode in _DEEP:
        return picture.convert("I").point(lambda value: value / 256).convert("L").convert("RGB")
    if picture.has_transparency_data:
        return _opaque_if_it_is(picture.convert("RGBA"))
    return picture if picture.mode in ("RGB", "CMYK") else picture.convert("RGB")


def _opaque_if_it_is(picture: Image.Image) -> Image.Image:
    lowest, _highest = picture.getchannel("A").getextrema()
    return picture.convert("RGB") if lowest == 255 else picture


def _in_screen_colours(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """In sRGB: without its profile, a telephone's wide colours would be shown dull."""
    if profile and picture.mode in ("RGB", "CMYK"):
        try:
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            screen = ImageCms.createProfile("sRGB")
            turned = ImageCms.profileToProfile(picture, source, screen, outputMode="RGB")
        except (ImageCms.PyCMSError, *_BROKEN):
            turned = None
        if turned is not None:
            return turned
    return picture.convert("RGB") if picture.mode == "CMYK" else picture


def _not_taken(content: bytes) -> str:
    start = content[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if not content:
        return _("这个文件是空的，请重新选一张图片。")
    if start.startswith(_SVG):
        return _("SVG 不能传（里面可以藏脚本）。请导出成 PNG 再传。")
    if content[4:8] == b"ftyp" and content[8:12].lower() in _HEIF:
        return _("这是手机的 HEIC 图片，浏览器大多打不开。请转成 JPEG 再传。")
    return _("这不是能用的图片。请传 JPEG、PNG、WebP 或 GIF。")


def _too_many_pixels() -> str:
    return _("图片超过 4000 万像素，请缩小后再传。")


def _broken() -> str:
    return _("图片不完整或已经损坏，打不开。请重新导出，再传一次。")
