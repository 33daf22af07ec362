"""The head of a Markdown file: `key: value` lines between two rules, as static sites write them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from columns.importing import labelled
from columns.importing.gathering import Facts
from columns.importing.lines import Line
from columns.importing.moments import read_moment
from columns.importing.parsed import NotUnderstood

RULE = re.compile(r"---\s*$")
END = re.compile(r"(?:---|\.\.\.)\s*$")
PAIR = re.compile(r"(?P<key>[\w\u3400-\u9fff -]{1,30}?)\s*[:：](?:\s+|$|(?<=：))(?P<value>.*)$")
ITEM = re.compile(r"\s*-\s+(?P<value>.*)$")
LINES_AT_MOST = 200
YES = frozenset({"true", "yes", "on", "1", "是"})
NAMES = {
    "headline": {"title", "headline", "标题"},
    "rubric": {"rubric", "category", "栏目"},
    "column": {"column", "专栏", "文章所属专栏"},
    "season": {"season", "季", "第几季"},
    "moment": {"date", "published_at", "published", "pubdate", "发布时间", "日期", "时间"},
    "authors": {"author", "authors", "作者"},
    "standfirst": {
        "standfirst", "description", "excerpt", "summary", "subtitle", "导语", "摘要",
    },
    "credit": {"credit", "image_credit", "头图", "图源", "头图来源"},
    "topics": {"topics", "话题", "本期话题"},
    "draft": {"draft", "草稿"},
    "trial": {"trial", "free", "试读", "试读期"},
    "key": {"id", "uuid", "source_key", "guid"},
}  # fmt: skip
KEYS = {word: name for name, words in NAMES.items() for word in words}


@dataclass(slots=True)
class Entry:
    """A key with its values; `line` counts from 1."""

    line: int
    key: str
    values: list[tuple[int, str]]

    @property
    def text(self) -> str:
        """All values as one."""
        return " ".join(value for _line, value in self.values)


def take_front_matter(text: str, facts: Facts) -> str:
    """
    The text without its head, which goes into `facts`; blank lines stand where it was.

    :raises NotUnderstood: if the head has no end, or a date or season in it cannot be read.
    """
    lines = text.split("\n")
    if not lines or not RULE.match(lines[0]):
        return text
    end = next((n for n, line in enumerate(lines[1:], 1) if END.match(line)), None)
    if end is None or end > LINES_AT_MOST:
        if not PAIR.match(lines[1] if len(lines) > 1 else ""):
            return text  # a rule, not a head
        raise NotUnderstood(1, _("开头的“---”没有结束。请在最后一项之后另起一行写“---”，再导入。"))
    for entry in _entries(lines[1:end]):
        _take(entry, facts)
    return "\n" * (end + 1) + "\n".join(lines[end + 1 :])


def _entries(lines: list[str]) -> Iterator[Entry]:
    entry: Entry | None = None
    for number, line in enumerate(lines, start=2):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        item, pair = ITEM.match(line), PAIR.match(line)
        if entry and (item or line[:1].isspace()):
            entry.values.append((number, _unquoted(item["value"] if item else line.strip())))
        elif pair:
            if entry:
                yield entry
            entry = Entry(number, pair["key"].strip(), list(_values(pair["value"], number)))
        else:
            reason = _("这一行不是“名称: 值”的写法。请改正，或写到“---”下面的正文里，再导入。")
            raise NotUnderstood(number, reason)
    if entry:
        yield entry


def _values(text: str, line: int) -> Iterator[tuple[int, str]]:
    text = text.strip()
    if text.startswith("[") and text.endswith("]"):
        yield from ((line, _unquoted(part)) for part in re.split(r"[,，、]", text[1:-1]))
    elif text.rstrip("+-") not in ("", "|", ">"):
        yield line, _unquoted(text)


def _unquoted(text: str) -> str:
    text = text.strip()
    is_quoted = len(text) > 1 and text[0] == text[-1] and text[0] in "\"'"
    return text[1:-1] if is_quoted else text


def _take(entry: Entry, facts: Facts) -> None:
    """:raises NotUnderstood: if a date or a season cannot be read."""
    match KEYS.get(entry.key.casefold()):
        case "headline":
            facts.take_headline(entry.text, entry.line)
        case "rubric":
            facts.take("rubric", entry.text, entry.line, _("栏目"))
        case "standfirst":
            facts.take("standfirst", entry.text, entry.line, _("导语"))
        case "credit":
            facts.take("head_image_credit", entry.text, entry.line, _("头图来源"))
        case "authors":
            names = [name for _line, value in entry.values for name in labelled.split_names(value)]
            facts.take_authors(names, entry.line)
        case "moment":
            _take_moment(entry, facts)
        case "column" | "season" as name:
            _take_place(entry, name, facts)
        case "topics":
            for line, value in entry.values:
                facts.take_topic(value, line)
        case "draft" | "trial" as name:
            _take_switch(entry, name, facts)
        case "key":
            facts.source_key = facts.source_key or f"file:{entry.text}"[:200]
        case _:
            facts.notes.drop(entry.line, entry.key, _("没有对应的位置，没有收"))


def _take_moment(entry: Entry, facts: Facts) -> None:
    moment = read_moment(entry.text, entry.line)
    if moment is None:
        reason = _("“%(text)s”读不成日期。请写成“2026-05-26 17:19”，再导入。")
        raise NotUnderstood(entry.line, reason % {"text": entry.text})
    facts.take_moment(moment, entry.line)


def _take_place(entry: Entry, name: str, facts: Facts) -> None:
    """Column and season may stand in one line or in two, in either order."""
    ours = facts.column
    if name == "column":
        read = labelled.read_column(Line(entry.line, f"所属专栏 {entry.text}"))
        assert read is not None, "the label was put before it"
        season = (read.season, read.season_title)
        if read.season is None:
            season = (ours.season, ours.season_title)
        facts.column = labelled.ColumnLine(read.name, read.tagline, *season)
        facts.notes.found(entry.line, _("专栏"), entry.text)
        return
    text = entry.text if "季" in entry.text else f"第 {entry.text} 季"
    _before, number, title = labelled.split_season(text, entry.line)
    facts.column = labelled.ColumnLine(ours.name, ours.tagline, number, title)
    facts.notes.found(entry.line, _("季"), title)


def _take_switch(entry: Entry, name: str, facts: Facts) -> None:
    is_on = entry.text.strip().casefold() in YES
    setattr(facts, f"is_{name}", is_on)
    labels = {"draft": _("草稿"), "trial": _("试读期")}
    facts.notes.found(entry.line, labels[name], _("是") if is_on else _("不是"))
