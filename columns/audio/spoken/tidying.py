"""Cleans a sentence of what is seen or unseen but never said."""
# ruff: noqa: RUF001 - signs stand here as they are written in articles

import re
import unicodedata

# Full-width figures, letters and arithmetic signs; the marks of Chinese writing stay full-width.
_WIDE = (chr(code) for code in range(0xFF01, 0xFF5F))
_NARROW: dict[int, str] = {
    ord(wide): chr(ord(wide) - 0xFEE0) for wide in _WIDE if chr(ord(wide) - 0xFEE0).isalnum()
}
# Signs that look like another one and stand for it, so that rules know one of each kind.
_ALIKE = {
    "％": "%", "\uff04": "$", "＋": "+", "－": "-", "／": "/", "．": ".", "＠": "@", "\uff03": "#",
    "\uff1d": "=", "\uff1c": "<", "\uff1e": ">", "＊": "*", "＆": "&", "＿": "_", "\uff5c": "|",
    "\uff3e": "^", "\uff07": "'", "\uff02": '"', "\uffe5": "¥", "\uffe1": "£", "\uffe0": "¢",
    "﹣": "-", "\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2015": "—", "\u2500": "—",
    "\u2212": "−", "\u2215": "/", "\u2044": "/", "\u29f8": "/", "\u2236": ":", "\ufe55": ":",
    "\u223c": "~", "\u301c": "～", "\u2053": "~", "\u2a7e": "≥", "\u2267": "≥", "\u2a7d": "≤",
    "\u2266": "≤", "\u2245": "≈", "\u2248": "≈", "\u2715": "×", "\u2716": "×", "\u2a2f": "×",
    "\u2219": "·", "\u22c5": "·", "\u2027": "·", "\u30fb": "·", "\uff65": "·",
    "\u2018": "'", "\u2019": "'", "\u201b": "'", "\u2032": "′", "\u2033": "″", "\u02c8": "'",
    "\u00b5": "μ", "\u2126": "Ω", "\u2103": "℃", "\u2109": "℉", "\u00ba": "°", "\u02da": "°",
    "「": "“", "」": "”", "『": "“", "』": "”", "〝": "“", "〞": "”", "〈": "《", "〉": "》",
    "\u3014": "（", "\u3015": "）", "\u3016": "（", "\u3017": "）", "\u3000": " ",
    "№": "No.", "\u2025": "…", "\u22ef": "…", "\ufe30": "…", "\ufe0f": "", "\u20e3": "",
}  # fmt: skip
_NARROW |= {ord(written): plain for written, plain in _ALIKE.items()}
# Figures in a ring, in brackets, with a full stop: they number a list.
_RINGS = ((0x2460, 1, 20), (0x2474, 1, 20), (0x2488, 1, 20), (0x24F5, 1, 10), (0x2776, 1, 10),
          (0x2780, 1, 10), (0x278A, 1, 10))  # fmt: skip
_CIRCLED = {
    start + step: f"{first + step}，" for start, first, last in _RINGS for step in range(last)
}
_CIRCLED |= {0x3220 + place: f"{figure}，" for place, figure in enumerate("一二三四五六七八九十")}
_CIRCLED |= {0x3280 + place: f"{figure}，" for place, figure in enumerate("一二三四五六七八九十")}
_RAISED = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿ", "0123456789+-n", strict=True))
_A_RAISED = re.compile(f"[{''.join(_RAISED)}]+")
_A_MIXED_FRACTION = re.compile(r"(?<=\d)(?=[¼-¾⅐-⅞])")
_BRACKETS_OF_PHONEMES = re.compile(r"\[{2,}|\]{2,}")
# Cc and Cf: controls and zero-width marks; So and Sk: emoji and their skins; Mn: stray accents.
_SILENT = frozenset({"Cc", "Cf", "Co", "Cn", "Cs", "So", "Sk", "Mn", "Me"})
_KEPT = frozenset("℃℉°^")


def tidy(text: str) -> str:
    """
    The same sentence without invisible marks, emoji and odd spaces; like signs are one sign.

    Double square brackets go too: they would let an article speak raw phonemes to espeak.
    """
    composed = unicodedata.normalize("NFC", text).translate(_CIRCLED)
    raised = _A_RAISED.sub(_power, _A_MIXED_FRACTION.sub("又", composed))
    plain = "".join(map(_plain, raised)).translate(_NARROW)
    spaced = "".join(" " if mark.isspace() else mark for mark in plain)
    said = "".join(mark for mark in spaced if _is_said(mark))
    return " ".join(_BRACKETS_OF_PHONEMES.sub("", said).split())


def _power(raised: re.Match[str]) -> str:
    return "^" + "".join(_RAISED[mark] for mark in raised[0])


def _plain(mark: str) -> str:
    """One sign for ㎏, ½, Ⅱ, ₂ or ٣ in the letters and figures that they stand for."""
    if mark.isascii():
        return mark
    if mark.isdecimal():
        return str(unicodedata.digit(mark))
    is_square = "\u3371" <= mark <= "\u33df"
    if is_square or unicodedata.category(mark) in {"No", "Nl"}:
        return _A_RAISED.sub(_power, _squared(mark))
    return mark


def _squared(mark: str) -> str:
    # Compatibility makes m2 of ㎡, and a power would be lost among the figures.
    plain = unicodedata.normalize("NFKC", mark)
    is_square = "\u3371" <= mark <= "\u33df"
    return re.sub(r"(?<=m)([23])$", r"^\1", plain) if is_square else plain


def _is_said(mark: str) -> bool:
    return mark in _KEPT or unicodedata.category(mark) not in _SILENT
