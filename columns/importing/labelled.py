"""Lines of the masthead that say what they are: date, column and season, byline, picture credit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from columns.importing.lines import COLONS, PIPES, Line
from columns.importing.numerals import read_numeral
from columns.importing.parsed import NotUnderstood

ZONE = ZoneInfo("Asia/Shanghai")  # Chinese pages print this time and never say so
DOTS = "·\u2022\u2027\u30fb\uff65"
EARLIEST = 1990  # before the first page of the web a year is a slip
HAN = "\u3400-\u9fff"

DATE = re.compile(
    r"(?:(?:发布|发表|首发)(?:时间|日期|于)?\s*[:：]?\s*)?"
    r"(?P<year>\d{4})\s*[-/.年]\s*(?P<month>\d{1,2})\s*[-/.月]\s*(?P<day>\d{1,2})\s*日?"
    r"(?:\s*(?:T|星期.|周.)?\s*(?P<hour>\d{1,2})[:：](?P<minute>\d{2})(?:[:：]\d{2})?)?"
    r"(?:\s*(?:发布|发表))?"
)
COLUMN = re.compile(rf"(?:文章|本文)?(?:所属|来自|收录于)专栏\s*[{COLONS}{PIPES}]?\s*(?P<rest>.*)")
SEASON = re.compile(r"(?P<season>第\s*(?P<number>[^\s第季]{1,6})\s*季(?!度))(?P<title>.*)")
SEASON_AT_MOST = 200  # more is a slip of the keyboard
CREDIT = re.compile(
    r"(?P<role>作者|撰文|撰稿|文字|文|头图(?:来源)?|题图(?:来源)?|封面(?:图)?(?:来源)?"
    r"|图片来源|图源|配图|图|编辑|责编|责任编辑|校对|设计|制图|出品|来源|监制|审核|播讲)"
    rf"\s*(?P<bar>[{PIPES}{COLONS}])\s*"
)
AUTHOR_ROLES = frozenset({"作者", "撰文", "撰稿", "文字", "文"})
BODY_IMAGE_ROLES = frozenset({"图", "图源", "图片来源", "配图"})
HEAD_IMAGE = re.compile(r"(头图|题图|封面)")
NAMES_AT_MOST = 60  # characters of a byline; a longer one is a sentence
BETWEEN_NAMES = re.compile(r"\s*[、,，/;；&＆]\s*")
HAN_NAME = re.compile(rf"[{HAN}{DOTS}]{{2,}}")


@dataclass(frozen=True, slots=True)
class ColumnLine:
    """Column and season as the page names them."""

    name: str
    tagline: str = ""
    season: int | None = None
    season_title: str = ""


@dataclass(frozen=True, slots=True)
class Credit:
    """One `role | value` pair of a credit line; `bar` tells a pipe from a colon."""

    role: str
    value: str
    bar: str

    @property
    def is_author(self) -> bool:
        return self.role in AUTHOR_ROLES

    @property
    def is_body_image(self) -> bool:
        return self.role in BODY_IMAGE_ROLES

    @property
    def is_head_image(self) -> bool:
        return HEAD_IMAGE.match(self.role) is not None


def read_date(line: Line) -> datetime | None:
    """
    The publication time, aware in Asia/Shanghai; a bare date counts from midnight.

    :raises NotUnderstood: if it is shaped like a date and is none.
    """
    match = DATE.fullmatch(line.text)
    if not match:
        return None
    year, month, day, hour, minute = (int(part or 0) for part in match.groups())
    try:
        if year < EARLIEST:
            raise ValueError(year)
        return datetime(year, month, day, hour, minute, tzinfo=ZONE)
    except ValueError as error:
        reason = _("“%(text)s”不是存在的日期或时间。请对照原网页改正这一行，再导入。")
        raise NotUnderstood(line.number, reason % {"text": line.text}) from error


def read_column(line: Line) -> ColumnLine | None:
    """
    Column, tagline and season of a `文章所属专栏 …` line.

    :raises NotUnderstood: if the number of the season cannot be read.
    """
    match = COLUMN.fullmatch(line.text)
    if not match:
        return None
    title, season, season_title = split_season(match["rest"], line.number)
    parts = re.split(rf"\s*[{DOTS}]\s*", title, maxsplit=1)
    return ColumnLine(parts[0], parts[1] if len(parts) > 1 else "", season, season_title)


def split_season(text: str, number: int) -> tuple[str, int | None, str]:
    """What stands before `第…季`, the number of the season, and its title as printed."""
    match = SEASON.search(text)
    if not match:
        return text.strip(), None, ""
    season = read_numeral(match["number"])
    if not season or season > SEASON_AT_MOST:
        reason = _("“%(text)s”里的季数读不出来。请写成“第2季”或“第二季”，再导入。")
        raise NotUnderstood(number, reason % {"text": match[0]})
    trim = f" {DOTS}{PIPES}{COLONS}"
    title = f"{match['season']} {match['title'].strip(trim)}".strip()
    return text[: match.start()].strip(trim), season, title


def read_credits(line: Line) -> list[Credit]:
    """The `role | value` pairs of a line that consists of nothing else; else none."""
    matches = list(CREDIT.finditer(line.text))
    if line.mark or not matches or matches[0].start() or len(line.text) > NAMES_AT_MOST:
        return []
    ends = [match.start() for match in matches[1:]] + [len(line.text)]
    pairs = zip(matches, ends, strict=True)
    credits = [Credit(m["role"], line.text[m.end() : end].strip(), m["bar"]) for m, end in pairs]
    return credits if all(credit.value for credit in credits) else []


def split_names(text: str) -> tuple[str, ...]:
    """The people of a byline. A blank parts Chinese names, but belongs inside a Latin one."""
    names: list[str] = []
    for part in BETWEEN_NAMES.split(text.strip()):
        words: list[str] = []
        for word in part.split():
            joins = words and not HAN_NAME.fullmatch(word) and not HAN_NAME.fullmatch(words[-1])
            words[-1:] = [f"{words[-1]} {word}"] if joins else [*words[-1:], word]
        names += words
    return tuple(dict.fromkeys(names))
