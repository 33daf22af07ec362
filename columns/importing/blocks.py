"""Blocks of an article, and their HTML: paragraphs, headings, nested lists, quoted passages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; `line` is where it begins in the file, from 1."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of a section."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Quote:
    """The words of someone else, a paragraph each."""

    line: int
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a list with the list below it; `mark` is "ul" or "ol"."""

    line: int
    text: str
    mark: str
    children: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class Listing:
    """A list, its marks as the items say."""

    line: int
    items: tuple[Item, ...]


Block = Paragraph | Heading | Quote | Listing


def to_html(blocks: Iterable[Block]) -> str:
    """The article in p, h2, ul, ol, li and blockquote; words escaped, one block on a line."""
    return "\n".join(_block(block) for block in blocks)


def _block(block: Block) -> str:
    match block:
        case Heading():
            return _tag("h2", _words(block.text))
        case Quote():
            return _tag("blockquote", "".join(_tag("p", _words(text)) for text in block.paragraphs))
        case Listing():
            return _lists(block.items)
        case Paragraph():
            return _tag("p", _words(block.text))


def _lists(items: Sequence[Item]) -> str:
    runs = groupby(items, key=lambda item: item.mark)
    return "".join(_tag(mark, "".join(_item(item) for item in run)) for mark, run in runs)


def _item(item: Item) -> str:
    return _tag("li", _words(item.text) + _lists(item.children))


def _tag(name: str, inner: str) -> str:
    return f"<{name}>{inner}</{name}>"


def _words(text: str) -> str:
    return escape(text, quote=False)
