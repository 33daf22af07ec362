"""What a rule of reading is: a pattern, how it is said, and examples that prove it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from columns.audio.spoken.han import HAN
from columns.audio.spoken.numerals import READERS
from columns.audio.spoken.rules.units import CURRENCIES, PERIODS, UNITS, currency, per, unit

__all__ = [
    "DASH",
    "HAN",
    "MEASURE",
    "MONEY",
    "NUMBER",
    "NUMERAL",
    "PERIOD",
    "SCALE",
    "START",
    "TO",
    "UNIT",
    "Rule",
]

_READERS = {**READERS, "unit": unit, "currency": currency, "per": per}

NUMERAL = "[零一二三四五六七八九十百千万亿]"
NUMBER = r"\d+(?:\.\d+)?"
# Marks that stand between the two ends of a range.
DASH = r"\s?(?:[-–−~～]{1,2}|—{1,2})\s?"
TO = r"(?P<to>\s?(?:[-–−~～至到]|—{1,2})\s?)"
SCALE = r"(?:\s?(?:万亿|千亿|百亿|十亿|亿|千万|百万|十万|万|千|百)(?!分))"


def _any_of(signs: Iterable[str]) -> str:
    """The longest first: km would leave the hour's stroke of km^2."""
    return "|".join(re.escape(sign) for sign in sorted(signs, key=len, reverse=True))


UNIT = rf"(?:(?:{_any_of(UNITS)})(?![A-Za-z\d^]))"
PERIOD = rf"(?:(?:{_any_of(PERIODS)})(?![A-Za-z\d^]))"
MONEY = rf"(?:{_any_of(CURRENCIES)})"
# What a count stands before; after it two is 两, and four figures are no year.
MEASURE = (
    r"(?:个|位|名|家|人|次|种|件|条|项|部|辆|架|艘|座|栋|幢|套|只|支|枝|根|张|片|块|颗|粒|本|册"
    r"|份|篇"
    r"|首|场|轮|批|组|对|双|队|间|处|所|门|扇|口|户|道|类|步|段|句|遍|回|趟|天|周|小时|分钟|秒"
    r"|元|角|毛|美元"
    r"|欧元|港元|日元|英镑|韩元|美金|倍|成(?!立|为|长|功|交|本|都)|股|吨|斤|公斤|千克|克|米"
    r"|公里|千米|里(?!程)"
    r"|厘米|毫米|微米|纳米|平方|平米|立方|英寸|英里|英尺|寸|尺|升|毫升|瓦|伏|兆|吉|帧|岁|大|者"
    r"|桶|盎司|瓶|杯"
    r"|碗|包|箱|袋|盒|枚|幅|把|席|票|声|阵|起|宗|笔|单|例|剂|针|连|幢|头|匹|棵|株|朵|餐|顿"
    r"|摄氏度|华氏度"
    r"|亩|公顷|站|球|胜|负|平(?!方|台|米|均|衡)|关(?!于|注|系|键)|局(?!部)|盘|格|档|排|页|集|堂|轨|挡|国|地|市|省|方|侧|端|极|派|岸|院|会|党|样|层"
    r"|台|款|点|分(?!之)|年(?!级)|度|任|届|番|重|百|千|万|亿)"
)
# A figure that is the tail of a word or of a longer number is not where a number begins.
START = r"(?<![\dA-Za-z.])"


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    # When first used and not above: a web process reads nothing aloud, and they take a while.
    return re.compile(pattern)


class _Written(str):
    """A matched group; in a replacement `{x:digits}` names the way it is said."""

    __slots__ = ()

    def __format__(self, reader: str) -> str:
        return _READERS[reader](str(self)) if reader else str(self)


@dataclass(frozen=True, slots=True)
class Rule:
    """
    One step from written to spoken form.

    `replacement` is a format string over the pattern's named groups; an absent group is empty.
    `examples` are pairs (written, fully spoken) that the tests run through all the rules.
    """

    name: str
    pattern: str
    replacement: str
    examples: tuple[tuple[str, str], ...]

    def matches(self, text: str) -> bool:
        return _compiled(self.pattern).search(text) is not None

    def apply(self, text: str) -> str:
        return _compiled(self.pattern).sub(self._said, text)

    def _said(self, found: re.Match[str]) -> str:
        groups = {name: _Written(part or "") for name, part in found.groupdict().items()}
        return self.replacement.format_map(groups)
