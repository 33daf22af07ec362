"""How long it is silent behind a sentence, so that a listener hears what has ended."""

from collections.abc import Mapping
from types import MappingProxyType

from columns.audio.script import Line
from neican.kernel.document import Kind

# Milliseconds of silence; the pauses at commas are the voice's own.
PAUSE_AFTER_MS: Mapping[str, int] = MappingProxyType(
    {
        "open": 240,  # a sentence without an end mark runs on into the next
        "sentence": 360,  # a breath
        "question": 460,  # what is asked or called out is let sink in
        "item": 500,  # the next of a list follows soon, but is one of its own
        "block": 720,  # a new paragraph is a new thought
        "quote": 840,  # another speaks, or the author again
        "heading": 900,  # a title stands alone before what it names
        "section": 1200,  # as a page is turned
        "end": 960,  # nobody is cut off by what the player does next
    }
)
_CLOSING = "”’」』）)》】\"'"
_ASKING, _ENDING = "？！?!", "。.…；;："


def pause_after(line: Line, follower: Line | None) -> int:
    """The silence between a line and the one that follows it, in ms."""
    return PAUSE_AFTER_MS[_boundary(line, follower)]


def _boundary(line: Line, follower: Line | None) -> str:
    if follower is None:
        return "end"
    if line.block_id == follower.block_id:
        return _end_mark(line.text)
    if line.kind is Kind.HEADING:
        return "heading"
    if follower.kind is Kind.HEADING:
        return "section"
    if Kind.QUOTE in (line.kind, follower.kind):
        return "quote"
    return "item" if line.kind is follower.kind is Kind.ITEM else "block"


def _end_mark(text: str) -> str:
    last = text.rstrip().rstrip(_CLOSING)[-1:]
    if last and last in _ASKING:
        return "question"
    return "sentence" if last and last in _ENDING else "open"
