"""A frozen text as mail clients take it: styles in the elements, full addresses, no hooks."""

from collections.abc import Callable, Mapping

import lxml.html
from lxml.html import HtmlElement

from subscribers.addresses import address
from subscribers.newsletters.looks import INNER, LOOKS

# What an element may keep; all else (ids, marks of sentences, srcset) serves the page alone.
_KEPT = {
    "a": ("href", "title"),
    "img": ("src", "alt", "width"),
    "ol": ("start",),
    "li": ("value",),
    "th": ("colspan", "rowspan"),
    "td": ("colspan", "rowspan"),
}
# Names that mail clients do not know.
_RENAMED = {"figure": "div"}


def mail_markup(html: str, page: str) -> str:
    """
    The same words with looks of their own.

    :param page: the full address of the issue; links within the text lead there.
    """
    if not html:
        return ""
    root = lxml.html.fragment_fromstring(html, create_parent="div")
    for node in list(root.iterdescendants()):
        if not isinstance(node.tag, str):
            node.drop_tree()
        elif (fit := _FITTED.get(node.tag)) is not None:
            fit(node, page)
    for node in root.iterdescendants():
        _dress(node)
    return "".join(str(lxml.html.tostring(child, encoding="unicode")) for child in root)


def _fit_link(node: HtmlElement, page: str) -> None:
    """Links open outside the letter; the way back from a note is the reader's own scroll bar."""
    if node.get("class") == "note-back":
        node.drop_tree()
        return
    href = node.get("href", "")
    if href.startswith("#"):
        node.set("href", f"{page}{href}")
    elif href.startswith("/"):
        node.set("href", address(href))


def _fit_picture(node: HtmlElement, page: str) -> None:
    """Outlook heeds the attribute, all others the style."""
    source = node.get("src", "")
    node.set("src", address(source) if source.startswith("/") else source)
    width = node.get("width", "")
    node.set("width", str(min(int(width), INNER) if width.isdecimal() else INNER))


def _open(node: HtmlElement, page: str) -> None:
    """Marks of sentences go, and of a picture's several sources all but the plain one."""
    node.drop_tag()


def _drop(node: HtmlElement, page: str) -> None:
    node.drop_tree()


_FITTED: Mapping[str, Callable[[HtmlElement, str], None]] = {
    "a": _fit_link,
    "img": _fit_picture,
    "span": _open,
    "picture": _open,
    "source": _drop,
}


def _dress(node: HtmlElement) -> None:
    named = (node.get("class") or "").split()
    look = next((LOOKS[name] for name in (*named, node.tag) if name in LOOKS), None)
    kept = {name: node.get(name) for name in _KEPT.get(node.tag, ()) if node.get(name) is not None}
    node.attrib.clear()
    node.attrib.update(kept)
    node.tag = _RENAMED.get(node.tag, node.tag)
    look = look or LOOKS.get(node.tag)
    if look is not None:
        node.set("style", _style(look.style, kept))
        if look.name:
            node.set("class", look.name)
    if node.tag == "a":
        node.set("target", "_blank")


def _style(style: str, kept: Mapping[str, str]) -> str:
    """A picture that is narrower than the letter is not blown up."""
    return f"{style}max-width:{kept['width']}px;" if "src" in kept else style
