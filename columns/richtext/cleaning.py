"""The guard: what comes from an editor's clipboard goes out as the house's own mark-up, or not."""

import re
from collections.abc import Iterable

import nh3

from columns.richtext import allowed
from columns.richtext.building import parsed, serialised
from columns.richtext.foreign import translated
from columns.richtext.shallows import shallow
from columns.richtext.shaping import shaped

CUT = '<hr class="paywall-cut">'
# All but the joiner, which holds emoji together.
_INVISIBLE = re.compile(
    "[\u00ad\u061c\u180e\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]"
)
# What no XML may hold; a soft line break from a word processor becomes a blank.
_SOFT_BREAK = re.compile("[\x0b\x0c\u2028\u2029]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_BLANK = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f]|&nbsp;")
_EDGE = re.compile(rf"</?(?:{'|'.join(sorted(allowed.EDGES))})>")
_TAG = re.compile(r"<[^>]*>")


def sanitise(html: str) -> str:
    """
    Allowed mark-up only, in the house's own spelling; cleaning twice changes nothing.

    The editor's filter is a convenience. This is the guard, on save and again on freezing.
    """
    return from_blocks(blocks_of(html))


def blocks_of(body: str) -> list[str]:
    """The top-level elements of a body, cleaned; :func:`from_blocks` joins them again."""
    clean = nh3.clean(
        translated(shallow(_printable(body))),
        tags=set(allowed.TAGS),
        attributes=allowed.ATTRIBUTES,
        allowed_classes=allowed.CLASSES,
        clean_content_tags=set(allowed.DROPPED_WHOLE),
        attribute_filter=lambda _tag, name, value: allowed.value_of(name, value),
        url_schemes=allowed.SCHEMES,
        link_rel=None,
    )
    # Again: a character written as a number is one only now. And edges without a depth: a text
    # wrapped in three hundred boxes would otherwise be cut off by the parser.
    flat = _EDGE.sub(f"<{allowed.EDGE}>", _printable(clean))
    return [serialised(block) for block in shaped(parsed(flat))]


def from_blocks(blocks: Iterable[str]) -> str:
    """A body of these top-level elements, one a line."""
    return "\n".join(blocks)


def has_content(body: str) -> bool:
    """Whether there is a word or a picture in it."""
    return "<img" in body or any(character.isalnum() for character in _TAG.sub("", body))


def _printable(html: str) -> str:
    """Without characters that are not seen; blanks of every kind are plain ones."""
    seen = _CONTROL.sub("", _SOFT_BREAK.sub(" ", _INVISIBLE.sub("", html)))
    return _BLANK.sub(" ", seen)
