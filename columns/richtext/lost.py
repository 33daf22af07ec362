"""Pictures that a paste names but does not bring along: told to the editor, never fetched."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from lxml.html import HtmlElement

from columns.richtext import allowed
from columns.richtext.building import parsed


class Loss(StrEnum):
    """Why a picture did not come along."""

    WECHAT = "wechat"
    FOREIGN = "foreign"
    EMBEDDED = "embedded"
    LOCAL = "local"


@dataclass(frozen=True, slots=True)
class LostImage:
    """A picture left behind: its address (cut short), the reason, the words it stood by."""

    address: str
    reason: Loss
    near: str


_NEAR = 24  # characters
_LONGEST_ADDRESS = 200
_WECHAT = re.compile(r"https?://[\w.-]*(?:qpic|qlogo)\.cn/", re.IGNORECASE)
_SPECK = re.compile(r"(?:^|;)\s*(?:width|height)\s*:\s*[012](?:px|pt)?\s*(?:;|$)", re.IGNORECASE)
_UNSEEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


def lost_images(raw_html: str) -> list[LostImage]:
    """What :func:`sanitise` will drop of a pasted text, in order; tracking pixels are not named."""
    if "<img" not in raw_html.lower():
        return []
    root = parsed(raw_html.replace("\x00", ""))
    return list(_lost(root))


def _lost(root: HtmlElement) -> Iterator[LostImage]:
    words = ""
    for node in root.iter():
        if isinstance(node.tag, str) and node.tag == "img":
            address = _address(node)
            if address and not _is_ours(address) and not _is_speck(node):
                near = words[-_NEAR:] or _after(node)
                yield LostImage(address[:_LONGEST_ADDRESS], _reason(address), near)
        elif isinstance(node.tag, str) and node.text:
            words += "".join(node.text.split())
        # What follows an element is read here when its last descendant has been seen; near enough.
        words += "".join((node.tail or "").split()) if not len(node) else ""


def _address(image: HtmlElement) -> str:
    """Where the picture really is: lazy ones keep it from `src`."""
    for name in ("data-src", "data-original", "data-lazy-src", "src"):
        value = (image.get(name) or "").strip()
        if value:
            return value
    return ""


def _is_ours(address: str) -> bool:
    return allowed.value_of("src", address) is not None


def _is_speck(image: HtmlElement) -> bool:
    sizes = [image.get("width"), image.get("height")]
    style = image.get("style") or ""
    return any(size in ("0", "1", "2") for size in sizes) or bool(
        _SPECK.search(style) or _UNSEEN.search(style)
    )


def _reason(address: str) -> Loss:
    if _WECHAT.match(address):
        return Loss.WECHAT
    if address.lower().startswith("data:"):
        return Loss.EMBEDDED
    if re.match(r"(?:https?:)?//", address, re.IGNORECASE):
        return Loss.FOREIGN
    return Loss.LOCAL


def _after(image: HtmlElement) -> str:
    following = (image.tail or "") + "".join(
        node.text_content() for node in image.itersiblings() if isinstance(node.tag, str)
    )
    return "".join(following.split())[:_NEAR]
