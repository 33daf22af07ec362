"""标点规范: half-width marks between Han characters become full-width ones, when an editor asks."""

from collections.abc import Sequence
from typing import NamedTuple

from lxml.html import HtmlElement

from columns.writing.marks import rewritten
from columns.writing.texts import Slot, lines, serialised, string_of, text_of, top_level


class Suggestion(NamedTuple):
    """A top-level block, by its place in the body, as it is and as it should be."""

    place: int
    before: str
    after: str


def normalise(html: str) -> str:
    """
    The body with every suggestion taken. Twice is as once.

    Numbers, addresses, code and Latin sentences stay as they are.
    """
    return "\n".join(after for _place, _before, after in _blocks(html))


def suggestions(html: str) -> list[Suggestion]:
    """Only the blocks that would change, for an editor to take or leave."""
    return [block for block in _blocks(html) if block.before != block.after]


def _blocks(html: str) -> Sequence[Suggestion]:
    return [_suggestion(place, node) for place, node in enumerate(top_level(html))]


def _suggestion(place: int, node: HtmlElement) -> Suggestion:
    before = serialised(node)
    for line in list(lines(node)):
        _rewrite(line)
    return Suggestion(place, before, serialised(node))


def _rewrite(line: list[Slot | str]) -> None:
    """Each character's replacement goes where the character stood: mark-up stays around it."""
    text = text_of(line)
    new = rewritten(text)
    offset = 0
    for item in line:
        length = len(item if isinstance(item, str) else string_of(item))
        if not isinstance(item, str):
            owner, place = item
            setattr(owner, place, "".join(new[offset : offset + length]) or None)
        offset += length
