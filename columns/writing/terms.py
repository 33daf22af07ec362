"""Known misspellings (用词): where they stand and what should stand there."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from columns.writing.texts import CODE, lines, text_of, top_level

_AROUND = 12  # characters of context on either side


@dataclass(frozen=True, slots=True)
class Misspelling:
    """One occurrence: in which top-level block, and the words around it."""

    term: str
    preferred: str
    block_index: int
    context: str


def find(html: str, terms: Mapping[str, str]) -> list[Misspelling]:
    """
    Every known misspelling in a cleaned body, in order; `terms` maps the wrong to the right form.

    Upper and lower case differ. The longest wins where several begin at one place, and a wrong
    form within a right one is none. Code and addresses are not read.
    """
    known = {wrong: right for wrong, right in terms.items() if wrong and wrong != right}
    if not known:
        return []
    pattern = _pattern(known)
    return [
        Misspelling(match[0], known[match[0]], index, _context(text, match))
        for index, block in enumerate(top_level(html))
        for text in map(text_of, lines(block))
        for match in pattern.finditer(text)
        if match[0] in known
    ]


def _pattern(known: Mapping[str, str]) -> re.Pattern[str]:
    """Wrong and right forms; the right ones are there to be passed over whole."""
    forms = sorted({*known, *known.values()} - {""}, key=len, reverse=True)
    return re.compile("|".join(_bounded(forms)))


def _bounded(forms: list[str]) -> Iterator[str]:
    for form in forms:
        left = r"(?<![0-9A-Za-z])" if _is_latin(form[0]) else ""
        right = r"(?![0-9A-Za-z])" if _is_latin(form[-1]) else ""
        yield f"{left}{re.escape(form)}{right}"


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalnum()


def _context(text: str, match: re.Match[str]) -> str:
    around = text[max(0, match.start() - _AROUND) : match.end() + _AROUND]
    return around.replace(CODE, "…").strip()
