"""Pictures: bounded before decoding, written anew in several widths, found again on the pages."""

from columns.pictures.pages import responsive
from columns.pictures.reading import MAX_BYTES, MAX_PIXELS, MAX_SIDE, PictureRefused
from columns.pictures.uses import Use, uses_of
from columns.pictures.writing import (
    MAX_WIDTH,
    WIDTHS,
    Picture,
    Rendition,
    narrowed,
    rewrite,
    share_card,
)

__all__ = [
    "MAX_BYTES",
    "MAX_PIXELS",
    "MAX_SIDE",
    "MAX_WIDTH",
    "WIDTHS",
    "Picture",
    "PictureRefused",
    "Rendition",
    "Use",
    "narrowed",
    "responsive",
    "rewrite",
    "share_card",
    "uses_of",
]
