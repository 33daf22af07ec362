"""Writes words and readings as toned pinyin, the only Chinese that espeak reads reliably."""

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from columns.audio.spoken.readings import Word

_PITCH: Mapping[str, str] = MappingProxyType(
    {"1": "55", "2": "35", "3": "214", "4": "51", "5": "11"}
)
# espeak 1.52 takes these syllables for English words; phonemes in brackets go round its rules.
_IONG: Mapping[str, str] = MappingProxyType(
    {"xiong": "S;j'ong", "qiong": "tS;hj'ong", "jiong": "tS;j'ong"}
)
_NEAREST: Mapping[str, str] = MappingProxyType(
    {"m": "mu", "hm": "heng", "hng": "heng", "n": "en", "ng": "en", "ê": "ei", "wong": "weng"}
)
_PAUSES: Mapping[int, str] = MappingProxyType(
    {
        **dict.fromkeys(map(ord, "，、：（）—…·,:"), ", "),
        **dict.fromkeys(map(ord, "；;"), "; "),
        **dict.fromkeys(map(ord, "。"), ". "),
        **dict.fromkeys(map(ord, "？?"), "? "),
        **dict.fromkeys(map(ord, "！!"), "! "),
    }
)
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]+(?:'[A-Za-z]+)?")
_ACRONYM = re.compile(r"[A-Z]{2,6}s?")
# Capitals that are said as words, or that espeak spells well by itself.
_SAID_AS_WORDS = frozenset(
    ("AI RAM ROM CAD SIM LOGO PIN BUG VAR GAP SEE ARM MAX PRO AIR ONE TOP BOX NET NEW THE AND FOR "
     "OF TO NVIDIA OPPO SPAC RISC JSON").split()
)  # fmt: skip
_SPELLED = frozenset({"SMIC", "OLED"})
# Longer capitals are a word where an English mouth could say them: NATO and DRAM, but not TSMC.
_ONSET = "(?:[BCFGKPS][LR]|[DT]R|S[CHKMNPTW]|[CTW]H|QU|[BCDFGHJKLMNPRSTVWYZ])"
_CODA = "(?:[NL][DTKSC]|[RSC][TK]|[LMR]P|R[MNDS]|[CFP]T|[PT]S|LL|SS|[BCDFGKLMNPQRSTVXYZ])"
_SAYABLE = re.compile(f"(?=.*[^AEIOU]){_ONSET}?(?:[AEIOU]{{1,2}}{_CODA}?(?:{_ONSET}(?=[AEIOU]))?)+")
# Names that espeak spells, or reads as it would an English word.
_RESPELLED: Mapping[str, str] = MappingProxyType(
    {
        "SaaS": "sass", "PaaS": "pass", "IaaS": "I ei1 ei1 S", "BaaS": "bass", "MaaS": "mass",
        "AIoT": "ei1 I O T", "IoT": "I O T", "MoE": "M O E", "NIO": "neeo", "Qwen": "kwen",
        "Xiaomi": "xiao3mi3", "Huawei": "hua2wei2", "Baidu": "bai3du4", "Tencent": "ten sent",
        "Weibo": "wei1bo2", "WeChat": "wee chat", "Douyin": "dou3yin1", "Zhipu": "zhi4pu3",
        "DeFi": "dee fye", "LoRA": "lora", "GenAI": "gen AI", "xAI": "X AI",
    }
)  # fmt: skip
# Phonemes are matched first, so that their own semicolon is left alone.
_MARKS = re.compile(r"\[\[[^\]]*\]\]|\s*[,;.?!][,;.?! ]*")
_UNHEARD = re.compile(r"[^\x20-\x7e\u00c0-\u024f]")


def for_espeak(words: Iterable[Word]) -> str:
    """Toned pinyin joined per word, English as it is, marks as the pauses they stand for."""
    said = " ".join(_spoken(word) for word in words)
    tight = _MARKS.sub(_strongest, " ".join(said.split()))
    return tight.lstrip(",;. ").rstrip()


def _strongest(marks: re.Match[str]) -> str:
    """Of marks that meet only one is a pause, or the end of a quotation would stop three times."""
    if marks[0].startswith("[["):
        return marks[0]
    return max(marks[0].replace(" ", ""), key=",;.!?".index) + " "


def _spoken(word: Word) -> str:
    if word.syllables:
        return _pinyin(word.syllables)
    marked = word.text.translate(_PAUSES)
    return _UNHEARD.sub(" ", _LATIN.sub(lambda found: _letters(found[0]), _undotted(marked)))


def _pinyin(syllables: Iterable[str]) -> str:
    return "".join(_syllable(one) for one in syllables).replace("]][[", "]] [[").strip()


def _syllable(written: str) -> str:
    sound, tone = written[:-1], written[-1]
    if sound in _IONG:
        return f" [[{_IONG[sound]}{_PITCH[tone]}]] "
    return _NEAREST.get(sound, sound) + tone


def _undotted(text: str) -> str:
    return re.sub(r"(?<=[A-Za-z])\.(?=[A-Za-z])", " ", text)


def _letters(token: str) -> str:
    """
    A Latin word as espeak is to see it.

    Short capitals are spelled out: it would say AWS as one word. A lone A would be its article.
    """
    if respelled := _RESPELLED.get(token):
        return f" {respelled} "
    letters = token.removesuffix("s")
    if len(token) > 1 and not (_ACRONYM.fullmatch(token) and _is_spelled(letters)):
        return f" {token} "
    return " " + " ".join("ei1" if letter in "Aa" else letter for letter in letters) + " "


def _is_spelled(capitals: str) -> bool:
    if capitals in _SAID_AS_WORDS or capitals in _SPELLED:
        return capitals in _SPELLED
    return len(capitals) < 4 or _SAYABLE.fullmatch(capitals) is None
