"""Cleaning and counting what readers write; static/neican/js/counting.js is the same rule."""

from __future__ import annotations

import re
import unicodedata

from wcwidth import iter_graphemes

LIMIT = 500
"""The longest comment, in characters as a reader sees them."""

CEILING = 40 * LIMIT
"""The longest text looked at, in code points: NFC takes quadratic time over a pile of accents."""

_PER_CHARACTER = 16
"""Code points that one character may hold; the longest real emoji have eleven."""

# Explicit ranges rather than Unicode properties, so that Python and every browser agree for ever.
_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_DROPPED = re.compile("[\x01-\x08\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_SPACES = "\t\n \xa0\u1680\u2000-\u200a\u202f\u205f\u3000"
_HOLLOW = "\xad\u115f\u1160\u180e\u200b\u2060-\u2065\u206a-\u206f\u2800\u3164\ufeff\uffa0"
# Joiners and variation selectors show nothing alone, but at the end of an emoji they belong to it.
_JOINERS = (
    "\u034f\u17b4\u17b5\u180b-\u180d\u180f\u200c\u200d\ufe00-\ufe0f\ufff0-\ufff8"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
_EDGE = "".join(re.findall(f"[{_SPACES}{_HOLLOW}]", "".join(map(chr, range(0x10000)))))
_BLANK = re.compile(f"[{_SPACES}{_HOLLOW}{_JOINERS}]*")
_FORBIDDEN = re.compile("[\0\ud800-\udfff]")


class BadText(ValueError):
    """The bytes are no honest text: NUL, half a surrogate pair, or far beyond any limit."""


def clean(raw: str) -> str:
    """
    Return the text as it is stored: NFC, lines ended by LF, no bidi or control characters, trimmed.

    A text that shows nothing becomes empty. Cleaning twice changes nothing more.

    :raises BadText: for NUL, a lone surrogate, or more than `CEILING` code points.
    """
    if len(raw) > CEILING:
        raise BadText(f"more than {CEILING} code points")
    if _FORBIDDEN.search(raw):
        raise BadText("NUL or lone surrogate")
    return _tidy(raw)


def count(text: str) -> int:
    """
    Return how many characters a reader sees, raw or cleaned alike.

    A character is a grapheme cluster (UAX 29), so a family emoji or a flag is one; but accents
    piled on one letter count again for every sixteen, or 500 characters could fill a disk.
    """
    if len(text) > CEILING:
        return len(text)
    return sum(-(-len(cluster) // _PER_CHARACTER) for cluster in iter_graphemes(_tidy(text)))


def is_blank(text: str) -> bool:
    """Tell whether the text shows nothing: spaces, zero widths, fillers, the empty braille cell."""
    return _BLANK.fullmatch(_DROPPED.sub("", _LINE_ENDS.sub("\n", text))) is not None


def _tidy(text: str) -> str:
    text = _DROPPED.sub("", _LINE_ENDS.sub("\n", text))
    text = unicodedata.normalize("NFC", text)
    return "" if is_blank(text) else text.strip(_EDGE)
