"""The words of a cleaned body, so that a rule can read across mark-up and leave it in place."""

from collections.abc import Iterator

import lxml.html
from lxml.html import HtmlElement

Slot = tuple[HtmlElement, str]
"""An element and which of its strings is meant: "text" or "tail"."""

CODE = "\ufffc"
"""Stands for a piece of code within a line: something is there, and no rule may touch it."""

_BLOCKS = frozenset(
    "p h2 h3 h4 ul ol li blockquote figure figcaption cite table caption thead tbody tr th td hr"
    " pre br".split()
)


def top_level(html: str) -> list[HtmlElement]:
    """The elements of a body; what stands between them is only line ends."""
    root = lxml.html.fragment_fromstring(html, create_parent="div")
    nodes = list(root)
    for node in nodes:
        node.tail = None
    return nodes


def serialised(node: HtmlElement) -> str:
    """The element as HTML, spelled as it is stored."""
    return str(lxml.html.tostring(node, encoding="unicode", with_tail=False))


def lines(node: HtmlElement) -> Iterator[list[Slot | str]]:
    """
    Runs of strings that are read as one line, in order: of a paragraph, a cell, a note.

    A string instead of a slot stands for what is not to be read, like code.
    """
    run: list[Slot | str] = []
    for item in _walk(node):
        if item is None:
            if run:
                yield run
            run = []
        else:
            run.append(item)
    if run:
        yield run


def text_of(line: list[Slot | str]) -> str:
    """The line as one string."""
    return "".join(item if isinstance(item, str) else string_of(item) for item in line)


def string_of(slot: Slot) -> str:
    """The string in a slot."""
    owner, place = slot
    return str(getattr(owner, place) or "")


def _walk(node: HtmlElement) -> Iterator[Slot | str | None]:
    """Slots in order; None where a line ends."""
    if node.tag == "pre":
        return
    if node.tag == "code":
        yield CODE
        return
    is_apart = node.tag in _BLOCKS or node.get("class") == "note"
    if is_apart:
        yield None
    if node.text:
        yield node, "text"
    for child in node:
        yield from _walk(child)
        if child.tail:
            yield child, "tail"
    if is_apart:
        yield None
