"""One plain reading of a comment, whatever signs it was dressed in, and the way back to the raw."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import opencc

from subscribers.comments.moderation.patterns import Found, Patterns
from subscribers.comments.moderation.tables import (
    FOLDED,
    HAN_DIGITS,
    LETTER_DIGITS,
    TAKEN_APART,
)
from subscribers.comments.moderation.views import View

LONGEST_FOLD: Final = 4
"""One raw character becomes at most this many; a single Arabic ligature would become eighteen."""

_SHOWS_NOTHING: Final = frozenset("\u115f\u1160\u2800\u3164\uffa0")
_SKIN_TONES: Final = frozenset(map(chr, range(0x1F3FB, 0x1F400)))
_LOOSE: Final = r" ._\-·•*|/\\,、~"

_REWRITES: Final = Patterns(
    {
        "apart": "|".join(TAKEN_APART),
        # 压力口罩 is no 加口罩, so this pair counts only before the name of a channel.
        "plus": "(力口)[微薇威维徽v+q扣群我卫]",
        "han_digits": f"[0-9{''.join(HAN_DIGITS)}]{{5,}}",
        "single_digits": f"[0-9](?:[{_LOOSE}]{{1,3}}[0-9]){{6,}}",
        "phone": r"(?:^|[^0-9])(1[3-9][0-9][ ._\-]{1,2}[0-9]{4}[ ._\-]{1,2}[0-9]{4})(?:$|[^0-9])",
        "card": r"(?:^|[^0-9])(62[0-9]{2}(?:[ \-]{1,2}[0-9]{4}){3}(?:[ \-]{1,2}[0-9]{1,3})?)",
        "identity": r"(?:^|[^0-9])([0-9]{6}[ \-]{1,2}[0-9]{8}[ \-]{1,2}[0-9]{3}[0-9x])",
        "letter_digits": f"(?:^|[^0-9a-z])([0-9{''.join(LETTER_DIGITS)}]{{9,}})(?:$|[^0-9a-z])",
    }
)
_ENTITIES: Final = Patterns({"entity": "&#(?:[0-9]{2,7}|[xX][0-9a-fA-F]{2,6});"})
_SIMPLIFIER: Final = opencc.OpenCC("t2s")


@dataclass(frozen=True, slots=True)
class Normalised:
    """
    Two readings of one raw text.

    `spaced` keeps spaces and punctuation; `collapsed` is only digits, a-z, Han, @ and +, so that
    nothing can stand between two letters of a word.
    """

    raw: str
    spaced: View
    collapsed: View


def normalise(raw: str) -> Normalised:
    """Return both readings. Their size is at most `LONGEST_FOLD` times that of the raw text."""
    view = _decoded(View.of(raw))
    view = view.folded([_FOLDS[char] for char in view.text])
    view = _undisguised(view.same_length(_simplified(view.text)))
    return Normalised(raw, view, view.kept([_KEPT[char] for char in view.text]))


def entity(text: str) -> str:
    """The character that a numeric HTML reference stands for, or nothing if there is none."""
    digits = text[2:-1].lower()
    code = int(digits[1:], 16) if digits.startswith("x") else int(digits)
    return chr(code) if code < 0xD800 or 0xDFFF < code <= 0x10FFFF else ""


def is_han(char: str) -> bool:
    """Tell whether a character is a Chinese one."""
    return "㐀" <= char <= "䶿" or "一" <= char <= "鿿" or char == "〇" or char >= "\U00020000"


class _Folds(dict[str, str]):
    """Characters and what they are read as; filled as they come."""

    def __missing__(self, char: str) -> str:
        self[char] = folded = _fold(char)[:LONGEST_FOLD]
        return folded


class _Kept(dict[str, bool]):
    """Characters and whether the collapsed view keeps them; filled as they come."""

    def __missing__(self, char: str) -> bool:
        self[char] = kept = (char.isascii() and char.isalnum()) or char in "@+" or is_han(char)
        return kept


_FOLDS: Final = _Folds()
_KEPT: Final = _Kept()


def _fold(char: str) -> str:
    if char in FOLDED:
        return FOLDED[char]
    if unicodedata.category(char) in {"Nd", "No"} and unicodedata.numeric(char).is_integer():
        return str(int(unicodedata.numeric(char)))
    plain = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", char).lower())
    plain = unicodedata.normalize("NFC", "".join(part for part in plain if _is_seen(part)))
    return "".join(FOLDED.get(part, part) for part in plain)


def _is_seen(char: str) -> bool:
    if char == "\n":
        return True
    if char in _SHOWS_NOTHING or char in _SKIN_TONES:
        return False
    return unicodedata.category(char) not in {"Mn", "Me", "Cf", "Cc"}


def _decoded(view: View) -> View:
    if "&#" not in view.text:
        return view
    found = _ENTITIES.find(view.text)
    return view.edited([(f.start, f.end, entity(view.text[f.start : f.end])) for f in found])


def _simplified(text: str) -> str:
    simple = str(_SIMPLIFIER.convert(text))
    # A phrase of another length would shift every offset behind it.
    return simple if len(simple) == len(text) else "".join(map(_SIMPLIFIER.convert, text))


def _undisguised(view: View) -> View:
    """Mend characters taken apart and digits written as words, letters or one by one."""
    if not _REWRITES.occur(view.text):
        return view
    for kinds in ({"apart", "plus"}, {"han_digits"}, {"letter_digits"}, _JOINED):
        found = sorted(_REWRITES.find(view.text), key=lambda each: each.start)
        view = view.edited(_apart([each for each in found if each.name in kinds], view.text))
    return view


_JOINED: Final = frozenset({"single_digits", "phone", "card", "identity"})


def _apart(found: list[Found], text: str) -> Iterator[tuple[int, int, str]]:
    """Edits that do not overlap, first come first served."""
    done = 0
    for each in found:
        if each.start >= done:
            done = each.end
            yield from _mend(each, text[each.start : each.end])


def _mend(found: Found, text: str) -> Iterator[tuple[int, int, str]]:
    if found.name == "apart":
        yield found.start, found.end, TAKEN_APART[text]
    elif found.name == "plus":
        yield found.start, found.end, "加"
    elif found.name == "han_digits":
        for at, char in enumerate(text, found.start):
            yield at, at + 1, HAN_DIGITS.get(char, char)
    elif found.name == "letter_digits":
        enough = sum(char.isdigit() for char in text) * 5 >= len(text) * 2
        for at, char in enumerate(text if enough else "", found.start):
            yield at, at + 1, LETTER_DIGITS.get(char, char)
    else:
        for at, char in enumerate(text, found.start):
            if not char.isalnum():
                yield at, at + 1, ""
