"""How 一 and 不 change their tone by what stands beside them."""

from collections.abc import Sequence

_FIGURES = frozenset("零〇一二三四五六七八九幺")
_RANKS = frozenset("百千万亿")
# A 一 before these counts as "the first": 一月, 一级市场, 一季度.
_ORDINAL = ("月", "日", "号", "级", "期", "季度", "楼")
_BEFORE_A_NOUN = frozenset({"每一", "另一", "某一", "任一", "这一", "那一", "哪一", "同一", "不一"})


def tone_of_yi(before: str, after: str, next_syllable: str, *, ends: str) -> str:
    """
    The reading of 一 in a run of Han.

    `before` and `after` are the run to its left and right, `ends` the word of which it is the last
    character, or nothing.
    """
    previous, following = before[-1:], after[:1]
    if not following or _is_a_figure(previous, after) or after.startswith(_ORDINAL):
        return "yi1"
    if previous == following:
        return "yi5"
    # Points are counted: 一是价格，二是服务.
    if not previous and following == "是":
        return "yi1"
    if ends and ends not in _BEFORE_A_NOUN:
        return "yi1"
    return "yi2" if next_syllable.endswith(("4", "5")) else "yi4"


def _is_a_figure(previous: str, after: str) -> bool:
    following = after[:1]
    if previous in ("第", "十", "点") or previous in _FIGURES - {"零"}:
        return True
    if previous and previous in _RANKS | {"零"}:
        return following not in _RANKS
    decimals = following == "点" and after[1:2] in _FIGURES and after[1:2] != ""
    return decimals or following in _FIGURES


def tone_of_bu(before: str, after: str, next_syllable: str) -> str:
    """The reading of 不: second tone before a fourth, none between two equal characters."""
    if after and before[-1:] == after[0]:
        return "bu5"
    return "bu2" if next_syllable.endswith("4") else "bu4"


def apply(han: str, syllables: Sequence[str], ends_of_words: dict[int, str]) -> list[str]:
    """The syllables of one unbroken run of Han with 一 and 不 in their tones."""
    said = list(syllables)
    for place, mark in enumerate(han):
        before, after = han[:place], han[place + 1 :]
        following = said[place + 1] if after else ""
        if mark == "一":
            ends = ends_of_words.get(place, "")
            said[place] = tone_of_yi(before, after, following, ends=ends)
        elif mark == "不" and said[place].startswith("bu"):
            said[place] = tone_of_bu(before, after, following)
    return said
