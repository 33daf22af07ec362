"""Sentences made ready to be said, as the text side gives them."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Entry:
    syllables: tuple[str, ...]


@dataclass(frozen=True)
class Place:
    start: int
    end: int
    entry: Entry


@dataclass(frozen=True)
class Said:
    text: str
    forced: Sequence[Place] = ()
    phonetic: str = ""


def said(text: str, term: str = "", *syllables: str) -> Said:
    """A sentence, and the one term in it that the lexicon has shaped."""
    if not term:
        return Said(text)
    start = text.index(term)
    return Said(text, (Place(start, start + len(term), Entry(syllables)),))
