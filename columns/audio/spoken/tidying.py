"""Cleans a sentence of what is seen or unseen but never said."""

import re
import unicodedata

# Full-width figures, letters and arithmetic signs; the marks of Chinese writing stay full-width.
_WIDE = (chr(code) for code in range(0xFF01, 0xFF5F))
_NARROW: dict[int, str] = {
    ord(wide): chr(ord(wide) - 0xFEE0) for wide in _WIDE if chr(ord(wide) - 0xFEE0).isalnum()
}
_SIGNS = dict(zip("％\uff04＋－／．＠\uff03﹣\u2010\u2011’　", "%$+-/.@#---' ", strict=True))
_NARROW |= {ord(wide): narrow for wide, narrow in _SIGNS.items()}
_CIRCLED = {code: f"{code - 0x245F}，" for code in range(0x2460, 0x2474)}
_BRACKETS_OF_PHONEMES = re.compile(r"\[{2,}|\]{2,}")
# Cc and Cf: controls and zero-width marks; So and Sk: emoji and their skins; Mn: stray accents.
_SILENT = frozenset({"Cc", "Cf", "Co", "Cn", "Cs", "So", "Sk", "Mn"})
_KEPT = frozenset("℃℉№㎡㎥°^")


def tidy(text: str) -> str:
    """
    The same sentence without invisible marks, emoji and odd spaces.

    Double square brackets go too: they would let an article speak raw phonemes to espeak.
    """
    composed = unicodedata.normalize("NFC", text).translate(_CIRCLED).translate(_NARROW)
    spaced = "".join(" " if mark.isspace() else mark for mark in composed)
    said = "".join(mark for mark in spaced if _is_said(mark))
    return " ".join(_BRACKETS_OF_PHONEMES.sub("", said).split())


def _is_said(mark: str) -> bool:
    return mark in _KEPT or unicodedata.category(mark) not in _SILENT
