"""Lines of a copied page: invisible characters gone, list marks and blank lines remembered."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

# A joiner inside an emoji is part of the picture; anywhere else nobody can see it.
INVISIBLE = re.compile(
    "[\u00ad\u180e\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]"
    "|(?<![\u2600-\u27bf\ufe0f\U0001f000-\U0001faff])\u200d"
)
ODD_SPACE = re.compile("[\t\x0b\x0c\u00a0\u2000-\u200a\u202f\u205f]")
SPACES = re.compile(" {2,}")
BULLET = re.compile(r"(?:[•●○◦▪▫■□‣\u2043]\s*|[-*\u2013\u00b7]\s+)(?P<rest>.*)$")
NUMBERED = re.compile(r"\d{1,2}[.)]\s+(?P<rest>.*)$")

PIPES = "|｜\u4e28\u2502\ufe31\u2223"  # the last four are look-alikes typed for a bar
COLONS = ":：∶"


@dataclass(frozen=True, slots=True)
class Line:
    """
    A line with words on it.

    :param number: place in the file, from 1.
    :param mark: "ul" or "ol" for an item of a list, else "".
    :param indent: leading blanks, a full-width one counting two.
    :param blanks: empty lines between the line before and this one.
    """

    number: int
    text: str
    mark: str = ""
    indent: int = 0
    blanks: int = 0

    @property
    def opens_more(self) -> bool:
        """Whether it ends in a colon, so that what follows belongs to it."""
        return self.text.endswith(tuple(COLONS))


def clean(text: str) -> str:
    """One line without what cannot be seen; its letters and punctuation stay as they are."""
    return ODD_SPACE.sub(" ", INVISIBLE.sub("", text))


def read_lines(text: str) -> list[Line]:
    """The lines that carry words. A bullet alone on its line marks the next one."""
    lines: list[Line] = []
    pending: Line | None = None
    for line in _numbered(text):
        if line.mark and not line.text:
            pending = line
        elif pending and not line.mark:
            lines.append(replace(pending, number=line.number, text=line.text))
            pending = None
        else:
            lines.append(line)
    return lines


def _numbered(text: str) -> Iterator[Line]:
    blanks = 0
    for number, raw in enumerate(text.splitlines(), start=1):
        line = _line(number, clean(raw), blanks)
        if line.text or line.mark:
            yield line
        blanks = 0 if line.text or line.mark else blanks + 1


def _line(number: int, raw: str, blanks: int) -> Line:
    stripped = raw.lstrip(" 　")
    lead = raw[: len(raw) - len(stripped)]
    indent = len(lead) + lead.count("　")
    mark, words = _unmark(stripped, indent)
    return Line(number, SPACES.sub(" ", words.strip(" 　")), mark, indent, blanks)


def _unmark(words: str, indent: int) -> tuple[str, str]:
    if match := BULLET.match(words):
        return "ul", match["rest"]
    # A number at the margin may as well begin a heading; a copied <ol> is always indented.
    if indent and (match := NUMBERED.match(words)):
        return "ol", match["rest"]
    return "", words
