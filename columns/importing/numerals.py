"""Small numbers as pages write them: 2, 二, 十二, 二十三."""

from __future__ import annotations

import re
import unicodedata

NUMERAL = r"(?:\d{1,3}|[〇零一二两三四五六七八九十百]{1,5})"
DIGITS = {"〇": 0, "零": 0, "两": 2} | {digit: n for n, digit in enumerate("一二三四五六七八九", 1)}
WRITTEN = re.compile(
    r"(?:(?P<hundreds>[一二两三四五六七八九])百零?)?"
    r"(?:(?P<tens>[一二三四五六七八九])?(?P<ten>十))?(?P<ones>[〇零一二两三四五六七八九])?"
)


def read_numeral(text: str) -> int | None:
    """The number that `text` writes, or None. Digits of any width; Chinese up to 999."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if plain.isdecimal():
        return int(plain)
    match = WRITTEN.fullmatch(plain)
    if not plain or not match:
        return None
    tens = DIGITS[match["tens"] or "一"] if match["ten"] else 0
    return 100 * _digit(match["hundreds"]) + 10 * tens + _digit(match["ones"])


def _digit(text: str | None) -> int:
    return DIGITS[text] if text else 0
