"""A frozen text as plain lines: for clients, and people, that want no HTML."""

from collections.abc import Callable, Iterator, Mapping
from textwrap import indent

import lxml.html
from lxml.html import HtmlElement

from subscribers.addresses import address

_LISTS = ("ul", "ol")


def plain_text(html: str) -> str:
    """The words with a blank line between blocks; links say where they lead."""
    if not html:
        return ""
    root = lxml.html.fragment_fromstring(html, create_parent="div")
    return "\n\n".join(text for block in root if (text := _block(block)))


def _block(node: HtmlElement) -> str:
    if not isinstance(node.tag, str):
        return ""
    return _BLOCKS.get(node.tag, _words)(node)


def _words(node: HtmlElement) -> str:
    """An element's own text, lists within it left out."""
    parts = [node.text or ""]
    for child in node:
        if child.tag not in _LISTS:
            parts.append(_inline(child))
        parts.append(child.tail or "")
    return "".join(parts).strip()


def _inline(node: HtmlElement) -> str:
    if node.tag == "br":
        return "\n"
    if node.tag == "cite":
        return f"（{_words(node)}）"
    if node.tag != "a":
        return _words(node) if node.tag == "p" else _kept_blanks(node)
    said, href = node.text_content().strip(), node.get("href", "")
    if href.startswith("#"):
        return "" if node.get("class") == "note-back" else f"[{said}]"
    target = address(href) if href.startswith("/") else href.removeprefix("mailto:")
    return said if said == target else f"{said}（{target}）"


def _kept_blanks(node: HtmlElement) -> str:
    """Of emphasis and the like: the blanks at its ends belong to the sentence."""
    return (node.text or "") + "".join(_inline(child) + (child.tail or "") for child in node)


def _heading(node: HtmlElement) -> str:
    return f"{'#' * int(node.tag[1])} {_words(node)}"


def _list(node: HtmlElement) -> str:
    first = int(node.get("start", "1"))
    items = enumerate((item for item in node if item.tag == "li"), start=first)
    return "\n".join(_item(item, _bullet(node, place)) for place, item in items)


def _bullet(node: HtmlElement, place: int) -> str:
    if node.get("class") == "notes":
        return f"[{place}]"
    return f"{place}." if node.tag == "ol" else "-"


def _item(item: HtmlElement, bullet: str) -> str:
    below = [indent(_list(child), "  ") for child in item if child.tag in _LISTS]
    return "\n".join([f"{bullet} {_words(item)}", *below])


def _quote(node: HtmlElement) -> str:
    blocks = [_block(child) for child in node] if len(node) and _is_built(node) else [_words(node)]
    return indent("\n\n".join(blocks), "> ", lambda line: True)


def _is_built(node: HtmlElement) -> bool:
    """Of blocks, not of words."""
    return not (node.text or "").strip() and node[0].tag in _BLOCKS


def _figure(node: HtmlElement) -> str:
    return "\n".join(_picture_words(node))


def _picture_words(node: HtmlElement) -> Iterator[str]:
    for image in node.iter("img"):
        yield f"【图】{image.get('alt', '')}"
    for caption in node.iter("figcaption"):
        yield " ".join(_words(caption).split())


def _table(node: HtmlElement) -> str:
    captions = [_words(caption) for caption in node.iter("caption")]
    rows = [" ｜ ".join(_words(cell) for cell in row) for row in node.iter("tr")]
    return "\n".join([*captions, *rows])


_BLOCKS: Mapping[str, Callable[[HtmlElement], str]] = {
    "p": _words,
    "h2": _heading,
    "h3": _heading,
    "h4": _heading,
    "ul": _list,
    "ol": _list,
    "blockquote": _quote,
    "figure": _figure,
    "table": _table,
    "pre": lambda node: node.text_content().strip("\n"),
    "hr": lambda node: "* * *",
}
