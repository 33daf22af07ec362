"""Text into index tokens: Chinese runs as overlapping pairs, Latin and number words as they are."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

LONGEST_WORD = 40  # a longer "word" is an address or a digest; its beginning finds it
LONGEST_QUERY = 200
MOST_PHRASES = 16

# Han with its extensions, kana and hangul; without the marks and dots among them, at which
# SQLite's tokenizer would cut a pair in two.
_HAN = (
    "\u3005\u3007\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff"
)
_RUN = re.compile(f"[{_HAN}]+|[^\\W_{_HAN}]+")
_HAN_CHARACTER = re.compile(f"[{_HAN}]")
# Zero-width and other formatting marks, halves of surrogate pairs, control characters.
_UNSEEN = frozenset({"Cf", "Cs", "Cc"})
# What may stand inside one word: gpt-4, 4.5, Character.AI.
_WORD = re.compile(r"[^\W_]+(?:[-.·'’]?[^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Phrase:
    """Tokens that must stand side by side; the last may be only the beginning of a token."""

    tokens: tuple[str, ...]
    is_prefix: bool


def fold(text: str) -> str:
    """One spelling for all: full width to half, lower case, without zero-width characters."""
    visible = "".join(c for c in text if c.isspace() or unicodedata.category(c) not in _UNSEEN)
    return unicodedata.normalize("NFKC", visible).lower()


def is_han(run: str) -> bool:
    """Whether the run is written without blanks between its words."""
    return _HAN_CHARACTER.match(run) is not None


def runs(folded: str) -> list[str]:
    """The stretches of one script in a folded text; what lies between them is not indexed."""
    return [run if is_han(run) else run[:LONGEST_WORD] for run in _RUN.findall(folded)]


def tokens(text: str) -> Iterator[str]:
    """
    What the index holds for a text, in order.

    A Chinese run gives its pairs and then its last character alone: so a single character is
    always the beginning of some token, and no phrase reaches from one run into the next.
    """
    for run in runs(fold(text)):
        if is_han(run):
            yield from _pairs(run)
            yield run[-1]
        else:
            yield run


def phrases(query: str) -> list[Phrase]:
    """What a query asks for; each phrase must be found. Empty where nothing can be looked up."""
    found = [
        _phrase(group)
        for word in _WORD.findall(fold(query[:LONGEST_QUERY]))
        for group in _groups(runs(word))
    ]
    return list(dict.fromkeys(found))[:MOST_PHRASES]


def _pairs(run: str) -> list[str]:
    return [run[i : i + 2] for i in range(len(run) - 1)]


def _groups(word: list[str]) -> list[list[str]]:
    """Scripts part a word (Anthropic融资), but a short sign needs its neighbour (A股, gpt-4)."""
    groups: list[list[str]] = []
    for run in word:
        if groups and (_is_short(run) or _is_short(groups[-1][-1])):
            groups[-1].append(run)
        else:
            groups.append([run])
    return groups


def _is_short(run: str) -> bool:
    return not is_han(run) and len(run) <= 2


def _phrase(group: list[str]) -> Phrase:
    *before, last = group
    parts = list(tokens(" ".join(before)))
    if is_han(last) and len(last) > 1:
        return Phrase(tokens=(*parts, *_pairs(last)), is_prefix=False)
    return Phrase(tokens=(*parts, last), is_prefix=True)
