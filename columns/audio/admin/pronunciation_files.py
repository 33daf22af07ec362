"""Pronunciations as a table that a spreadsheet opens: written, read, rehearsed, taken in whole."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from columns.audio.models import Pronunciation
from columns.audio.services.pronouncing import circle_flaw, flaws_of
from columns.models import Column, Issue
from neican.kernel.numbers import number_in
from neican.kernel.typed import one_line

HEAD = ("写作", "读作", "方式", "区分大小写", "专栏", "期", "备注")
MARK = "\ufeff"  # so that spreadsheets read Chinese
MOST_ROWS = 2000
LONGEST = {"写作": 60, "读作": 120, "备注": 120}
# What a spreadsheet would take for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_YES = frozenset({"是", "1", "true", "yes", "y"})


class Unreadable(Exception):
    """A file that is no such table; the message says what to do."""


@dataclass(frozen=True, slots=True)
class FileRow:
    """A row of the file. `outcome`: new, changed, same or refused; `rule`: where it works."""

    line: int
    term: str
    reading: str
    outcome: str
    reason: str = ""
    rule: Pronunciation | None = None


def written(rules: Iterable[Pronunciation]) -> str:
    """The rules as the text of a file."""
    stream = io.StringIO()
    table = csv.writer(stream)
    table.writerow(HEAD)
    for rule in rules:
        table.writerow([_defused(one) for one in _cells(rule)])
    return MARK + stream.getvalue()


def _cells(rule: Pronunciation) -> Sequence[str]:
    return (
        rule.term,
        rule.reading,
        "拼音" if rule.kind == Pronunciation.Kind.PINYIN else "别字",
        "是" if rule.case_sensitive else "",
        rule.column.slug if rule.column is not None else "",
        f"{rule.issue.pk} {rule.issue.headline}" if rule.issue is not None else "",
        rule.note,
    )


def _defused(cell: str) -> str:
    return f"'{cell}" if cell.startswith((*_FORMULA, "'")) else cell


def _armed(cell: str) -> str:
    """As it was before it was defused."""
    is_defused = cell.startswith("'") and cell[1:].startswith((*_FORMULA, "'"))
    return cell[1:] if is_defused else cell


def decoded(data: bytes) -> str:
    """
    The text of a file as spreadsheets save it.

    :raises Unreadable: if it is none.
    """
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unreadable(_("这个文件不是文本。请在表格软件里另存为“CSV UTF-8”再传。"))


def rehearsed(text: str) -> list[FileRow]:
    """
    What every row would do; nothing is written.

    :raises Unreadable: if it is no such table.
    """
    rows = _numbered(text)
    known = _Known()
    read = [_row(line, cells, known) for line, cells in rows]
    return list(_without_circles(_each_once(read)))


def _numbered(text: str) -> list[tuple[int, dict[str, str]]]:
    try:
        table = list(csv.reader(io.StringIO(text.lstrip(MARK)), strict=True))
    except csv.Error as problem:
        raise Unreadable(_("这个表读不了：引号没有成对。请在表格软件里另存一次再传。")) from problem
    head = [one_line(cell) for cell in table[0]] if table else []
    missing = [name for name in HEAD[:2] if name not in head]
    if missing:
        said = _("第一行要是栏名，至少有“写作”和“读作”；可以先导出一份照着写。")
        raise Unreadable(said)
    rows = [
        (line, {name: _armed(one_line(cell)) for name, cell in zip(head, cells, strict=False)})
        for line, cells in enumerate(table[1:], start=2)
        if any(cell.strip() for cell in cells)
    ]
    if not rows:
        raise Unreadable(_("表里只有栏名，没有读音。"))
    if len(rows) > MOST_ROWS:
        limit = {"limit": MOST_ROWS, "count": len(rows)}
        raise Unreadable(_("一次最多 %(limit)s 条，这里有 %(count)s 条，请分几次传。") % limit)
    return rows


class _Known:
    """The rules, columns and issues that rows may speak of, read once."""

    def __init__(self) -> None:
        self.rules = {
            (one.term, one.column_id, one.issue_id): one for one in Pronunciation.objects.all()
        }
        columns = list(Column.objects.all())
        self.columns = {one.name: one for one in columns} | {one.slug: one for one in columns}
        self._issues: dict[int, Issue | None] = {}

    def issue(self, cell: str) -> Issue | None:
        """Named by its number, as the export writes it."""
        number = number_in(cell.split()[0].removeprefix("#"))
        if number is None:
            return None
        if number not in self._issues:
            self._issues[number] = Issue.objects.filter(pk=number).first()
        return self._issues[number]


def _row(line: int, cells: dict[str, str], known: _Known) -> FileRow:
    term, reading = cells.get("写作", ""), cells.get("读作", "")
    wrong = _wrong(cells, known)
    if wrong:
        return FileRow(line, term, reading, "refused", wrong)
    column = known.columns.get(cells.get("专栏", ""))
    issue = known.issue(cells["期"]) if cells.get("期") else None
    given: dict[str, Any] = {
        "reading": reading,
        "kind": _kind(cells.get("方式", ""), reading),
        "case_sensitive": cells.get("区分大小写", "").lower() in _YES,
        "note": cells.get("备注", ""),
    }
    there = known.rules.get((term, column.pk if column else None, issue.pk if issue else None))
    is_same = there is not None and all(getattr(there, name) == given[name] for name in given)
    rule = Pronunciation(
        pk=there.pk if there else None, term=term, column=column, issue=issue, **given
    )
    if flaws := flaws_of(rule):
        return FileRow(line, term, reading, "refused", " ".join(flaws))
    outcome = "same" if is_same else "changed" if there else "new"
    return FileRow(line, term, reading, outcome, rule=rule)


def _wrong(cells: dict[str, str], known: _Known) -> str:
    for name, limit in LONGEST.items():
        if len(cells.get(name, "")) > limit:
            return _("“%(name)s”最多 %(limit)s 个字。") % {"name": name, "limit": limit}
    column, issue = cells.get("专栏", ""), cells.get("期", "")
    if column and issue:
        return _("“专栏”和“期”只能填一个。")
    if column and column not in known.columns:
        return _("没有叫“%(name)s”的专栏，请写专栏的名称或网址名。") % {"name": column}
    if issue and known.issue(issue) is None:
        return _("没有这一期。“期”请写期的编号，例如 12。")
    if cells.get("方式", "") not in ("", "拼音", "别字", "注拼音", "换成别的字读"):
        return _("“方式”请写“拼音”或“别字”。")
    return ""


def _kind(said: str, reading: str) -> str:
    """Where it is not said: syllables with tones are pinyin."""
    if not said:
        is_pinyin = bool(reading) and all(
            one[-1:].isdecimal() and one[:-1].isalpha() and one.isascii() for one in reading.split()
        )
        return Pronunciation.Kind.PINYIN if is_pinyin else Pronunciation.Kind.ALIAS
    return Pronunciation.Kind.PINYIN if "拼音" in said else Pronunciation.Kind.ALIAS


def _each_once(rows: Iterable[FileRow]) -> Iterator[FileRow]:
    """The second row of a term and scope is refused: nobody knows which is meant."""
    seen: dict[tuple[Any, ...], int] = {}
    for row in rows:
        if row.rule is not None:
            key = (row.rule.term, row.rule.column_id, row.rule.issue_id)
            if key in seen:
                reason = _("和第 %(line)s 行重复，请只留一行。") % {"line": seen[key]}
                yield FileRow(row.line, row.term, row.reading, "refused", reason)
                continue
            seen[key] = row.line
        yield row


def _without_circles(rows: Iterable[FileRow]) -> Iterator[FileRow]:
    """Rules that lead to each other are refused together with what the table holds already."""
    rows = list(rows)
    coming = [row.rule for row in rows if row.rule is not None]
    replaced = [rule.pk for rule in coming if rule.pk]
    flaw = circle_flaw([*Pronunciation.objects.exclude(pk__in=replaced), *coming])
    for row in rows:
        is_in_it = bool(flaw) and row.rule is not None and row.rule.kind == "alias"
        if is_in_it and row.term in flaw and row.outcome != "same":
            yield FileRow(row.line, row.term, row.reading, "refused", flaw)
        else:
            yield row
