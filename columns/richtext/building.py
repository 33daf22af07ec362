"""Making elements of mixed content: strings and elements side by side, instead of tails."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

import lxml.html
from lxml.html import HtmlElement

Item: TypeAlias = str | HtmlElement

_BLANKS = re.compile(r"[ \t\r\n]+")
# A source line broken within Chinese text is no blank.
_HAN = "一-鿿、-〃，。：；？！（）《》「」『』“”…"
_BROKEN_LINE = re.compile(rf"(?<=[{_HAN}])[ \t]*\r?\n\s*(?=[{_HAN}])")
_BROKEN_START = re.compile(rf"[ \t]*\r?\n\s*(?=[{_HAN}])")


def parsed(html: str) -> HtmlElement:
    """
    A `div` holding the fragment.

    The parser is told to read on where elements are nested hundreds deep; otherwise it
    would drop the rest of the text without a word.
    """
    parser = lxml.html.HTMLParser(huge_tree=True)
    return lxml.html.fragment_fromstring(html, create_parent="div", parser=parser)


def serialised(node: HtmlElement) -> str:
    """The element as HTML."""
    return str(lxml.html.tostring(node, encoding="unicode", with_tail=False))


def inner_html(root: HtmlElement) -> str:
    """What a :func:`parsed` fragment holds, as HTML."""
    return serialised(root).removeprefix("<div>").removesuffix("</div>")


def items_of(node: HtmlElement) -> Iterator[Item]:
    """Text and children in order."""
    if node.text:
        yield node.text
    for child in node:
        if isinstance(child.tag, str):
            yield child
        if child.tail:
            yield child.tail


def element(tag: str, items: Iterable[Item] = (), **attributes: str) -> HtmlElement:
    """A new element holding these; none of the given elements may have a tail."""
    made = lxml.html.Element(tag)
    for name, value in attributes.items():
        made.set(name.rstrip("_").replace("_", "-"), value)
    extend(made, items)
    return made


def extend(parent: HtmlElement, items: Iterable[Item]) -> None:
    """Put them behind what the parent holds already."""
    # The last child is remembered: to find it, or to count the children, takes time with each.
    last: HtmlElement | None = parent[-1] if len(parent) else None
    for item in items:
        if not isinstance(item, str):
            parent.append(item)
            last = item
        elif last is not None:
            last.tail = (last.tail or "") + item
        else:
            parent.text = (parent.text or "") + item


def opened_up(node: HtmlElement) -> None:
    """
    Put what an element holds in its place.

    As lxml's drop_tag, which counts all elements before it each time.
    """
    parent, before, children = node.getparent(), node.getprevious(), list(node)
    assert parent is not None, "the root is not opened up"
    for text, last in ((node.text, before), (node.tail, children[-1] if children else before)):
        if text and last is not None:
            last.tail = (last.tail or "") + text
        elif text:
            parent.text = (parent.text or "") + text
    node.tail = None
    for child in children:
        node.addprevious(child)
    parent.remove(node)


def emptied(node: HtmlElement) -> list[Item]:
    """The content of an element that is given up, each child without its tail."""
    content = list(items_of(node))
    node.text = None
    for child in list(node):
        child.tail = None
        node.remove(child)
    return content


def is_blank(items: Sequence[Item]) -> bool:
    """Whether there is nothing to read or see in them; line breaks count for nothing."""
    return all(not (item.strip() if isinstance(item, str) else _shows(item)) for item in items)


def _shows(node: HtmlElement) -> bool:
    return bool(node.text_content().strip()) or any(True for _ in node.iter("img"))


def tidy_blanks(node: HtmlElement) -> None:
    """One blank where there were several, none at the ends or beside a line break."""
    slots = list(text_slots(node))
    at_edge = True
    last: tuple[HtmlElement, str] | None = None
    for owner, place in slots:
        if place == "break":
            _trim_end(last)
            at_edge, last = True, None
            continue
        text = _BROKEN_LINE.sub("", getattr(owner, place))
        if last is not None and re.match(f"[{_HAN}]", getattr(*last)[-1]):
            start = _BROKEN_START.match(text)
            text = text[start.end() :] if start else text
        text = _BLANKS.sub(" ", text)
        text = text.lstrip(" \u3000") if at_edge else text
        setattr(owner, place, text or None)
        if text:
            at_edge, last = text.endswith(" "), (owner, place)
    _trim_end(last)


def _trim_end(slot: tuple[HtmlElement, str] | None) -> None:
    if slot is not None:
        owner, place = slot
        setattr(owner, place, getattr(owner, place).rstrip(" \u3000") or None)


def text_slots(node: HtmlElement) -> Iterator[tuple[HtmlElement, str]]:
    """(owner, "text" or "tail") of every string inside, in order; (br, "break") for a break."""
    if node.tag == "br":
        yield node, "break"
    elif node.text:
        yield node, "text"
    for child in node:
        yield from text_slots(child)
        if child.tail:
            yield child, "tail"
