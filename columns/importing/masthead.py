"""The head of a page: title, date, column, byline and picture credit above the article."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.translation import gettext as _

from columns.importing import furniture, labelled
from columns.importing.foot import is_reproduction_notice
from columns.importing.headline import OPEN_END, find_headline, is_labelled, repeats, split_rubric
from columns.importing.labelled import ColumnLine, Credit
from columns.importing.lines import PIPES, Line
from columns.importing.parsed import Notes, NotUnderstood

STRAY_AT_MOST = 14  # characters; a longer unlabelled line above the byline is a standfirst
GAP = 2  # unlabelled lines that may stand between two labelled ones
NO_COLUMN = ColumnLine("")


@dataclass(frozen=True, slots=True)
class Masthead:
    """What stands above the article."""

    headline: str
    rubric: str
    published_at: datetime | None = None
    column: ColumnLine = NO_COLUMN
    authors: tuple[str, ...] = ()
    head_image_credit: str = ""
    reproduction_notice: str = ""


def take_masthead(lines: list[Line], notes: Notes) -> tuple[Masthead, list[Line]]:
    """
    The masthead, and the lines of the article.

    :raises NotUnderstood: without a headline, or if the page names two different columns or dates.
    """
    headline = find_headline(lines)
    end = _end_of_head(lines, headline)
    reader = _Reader(headline, notes)
    rest = [line for line in lines[:end] if not reader.take(line)]
    article = [line for line in lines[end:] if not reader.take_late(line)]
    return reader.masthead(), rest + article


def _end_of_head(lines: list[Line], headline: Line) -> int:
    """The head runs on while labelled lines follow one another with small gaps."""
    end = lines.index(headline) + 1
    for at, line in enumerate(lines):
        if at >= end + GAP + 1 or (line.mark and at >= end):
            break
        if is_labelled(line) or repeats(line, headline) or _is_edge(line):
            end = max(end, at + 1)
    return end


def _is_edge(line: Line) -> bool:
    return furniture.at_the_edges(line.text) is not None or is_reproduction_notice(line)


class _Reader:
    """Takes lines of the head one by one; what it declines belongs to the article."""

    def __init__(self, headline: Line, notes: Notes) -> None:
        self.headline = headline
        self.notes = notes
        self.seen = Masthead(*split_rubric(headline.text))
        self.awaits_column = False
        self.awaits_season = False

    def masthead(self) -> Masthead:
        self.notes.found(self.headline.number, _("标题"), self.seen.headline)
        if self.seen.rubric:
            self.notes.found(self.headline.number, _("栏目"), self.seen.rubric)
        return self.seen

    def take(self, line: Line) -> bool:
        """Whether the line was used or dropped here."""
        takers = (self._title, self._below_label, self._date, self._column, self._credits)
        return any(taker(line) for taker in (*takers, self._notice, self._furniture, self._stray))

    def take_late(self, line: Line) -> bool:
        """Below the head only lines count that cannot be prose: a column label, a barred credit."""
        if line.mark:
            return False
        if self._column(line):
            return True
        credits = labelled.read_credits(line)
        is_certain = bool(credits) and credits[0].bar in PIPES and not credits[0].is_body_image
        return is_certain and self._credits(line)

    def _title(self, line: Line) -> bool:
        if line is self.headline:
            return True
        is_again = repeats(line, self.headline)
        if is_again:
            self.notes.drop(line.number, line.text, _("标题又出现一次，只存一次"))
        return is_again

    def _date(self, line: Line) -> bool:
        at = labelled.read_date(line)
        if at is None:
            return False
        if self.seen.published_at and self.seen.published_at != at:
            reason = _("这里又有一个不同的发布时间，文件里像有两期。请一期存一个文件，再导入。")
            raise NotUnderstood(line.number, reason)
        self.seen = replace(self.seen, published_at=at)
        has_hour = ":" in line.text or "：" in line.text
        what = _("发布时间") if has_hour else _("发布时间（只有日期，按 00:00 计）")
        self.notes.found(line.number, what, at.isoformat(timespec="minutes"))
        return True

    def _column(self, line: Line) -> bool:
        column = labelled.read_column(line)
        if column is None:
            return False
        if self.seen.column.name and self.seen.column.name != column.name:
            reason = _("这里又有一个不同的专栏，文件里像有两期。请一期存一个文件，再导入。")
            raise NotUnderstood(line.number, reason)
        if self.seen.column.name:
            self.notes.drop(line.number, line.text, _("专栏又出现一次，只存一次"))
            return True
        self._note_column(line, column)
        self.awaits_column = not column.name
        self.awaits_season = bool(column.name) and column.season is None
        return True

    def _below_label(self, line: Line) -> bool:
        """Some copies break the column line: the label, the name and the season, each alone."""
        if self.awaits_column and not is_labelled(line):
            return self._column(replace(line, text=f"所属专栏 {line.text}"))
        awaited, self.awaits_season = self.awaits_season, False
        if not awaited or not labelled.SEASON.fullmatch(line.text):
            return False
        _before, number, title = labelled.split_season(line.text, line.number)
        self._note_column(line, replace(self.seen.column, season=number, season_title=title))
        return True

    def _note_column(self, line: Line, column: ColumnLine) -> None:
        old, self.seen = self.seen.column, replace(self.seen, column=column)
        new = {_("专栏"): column.name, _("专栏副题"): column.tagline, _("季"): column.season}
        known = (old.name, old.tagline, old.season)
        for (what, value), before in zip(new.items(), known, strict=True):
            if value and value != before:
                self.notes.found(line.number, what, value)

    def _credits(self, line: Line) -> bool:
        credits = labelled.read_credits(line)
        for credit in credits:
            self._credit(line, credit)
        return bool(credits)

    def _credit(self, line: Line, credit: Credit) -> None:
        if credit.is_author and not self.seen.authors:
            names = labelled.split_names(credit.value)
            self.seen = replace(self.seen, authors=names)
            self.notes.found(line.number, _("作者"), "、".join(names))
        elif credit.is_head_image and not self.seen.head_image_credit:
            self.seen = replace(self.seen, head_image_credit=credit.value)
            self.notes.found(line.number, _("头图来源"), credit.value)
        else:
            reason = _("“%(role)s”没有对应的位置，或已经有了，请需要时在编辑器里补上")
            text = f"{credit.role} {credit.bar} {credit.value}"
            self.notes.drop(line.number, text, reason % {"role": credit.role})

    def _notice(self, line: Line) -> bool:
        if not is_reproduction_notice(line) or self.seen.reproduction_notice:
            return False
        self.seen = replace(self.seen, reproduction_notice=line.text)
        self.notes.found(line.number, _("转载声明"), line.text)
        return True

    def _furniture(self, line: Line) -> bool:
        reason = furniture.at_the_edges(line.text)
        if reason:
            self.notes.drop(line.number, line.text, reason)
        return reason is not None

    def _stray(self, line: Line) -> bool:
        is_short = len(line.text) <= STRAY_AT_MOST and not line.text.endswith(OPEN_END)
        if is_short or line.number < self.headline.number:
            self.notes.drop(line.number, line.text, _("页头里的零散文字，不像正文"))
            return True
        return False
