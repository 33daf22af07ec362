"""What is known of an issue while its file is read, whatever the format; then the issue."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext as _

from columns.importing import labelled
from columns.importing.headline import split_rubric
from columns.importing.labelled import ColumnLine
from columns.importing.lines import Line, clean
from columns.importing.parsed import (
    Notes,
    NotUnderstood,
    ParsedIssue,
    ParsedPicture,
    ParsedTopic,
    Words,
)
from columns.importing.topics import LABEL, Opening, map_to_sections

UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def plain(text: object) -> str:
    """One line of words: nothing that cannot be seen, or that no table can hold."""
    if not isinstance(text, str):
        return ""
    return " ".join(clean(UNSEEN.sub(" ", text)).split())


@dataclass(slots=True)
class Facts:
    """Gathered bit by bit. What was said first stands: the head of a file knows best."""

    notes: Notes
    headline: str = ""
    rubric: str = ""
    column: ColumnLine = field(default_factory=lambda: ColumnLine(""))
    published_at: datetime | None = None
    authors: tuple[str, ...] = ()
    head_image_credit: str = ""
    standfirst: str = ""
    topics: list[tuple[int, ParsedTopic]] = field(default_factory=list)
    is_trial: bool = False
    is_draft: bool = False
    source_key: str = ""

    def take_headline(self, text: str, line: int, what: Words | None = None) -> None:
        """A title as it is printed, perhaps with its rubric behind a bar."""
        if self.headline or not (text := plain(text)):
            return
        self.headline, rubric = split_rubric(text)
        self.notes.found(line, what or _("标题"), self.headline)
        if rubric and not self.rubric:
            self.take("rubric", rubric, line, _("栏目"))

    def take(self, name: str, text: str, line: int, what: Words) -> None:
        """A fact that is one line of words."""
        if not getattr(self, name) and (text := plain(text)):
            setattr(self, name, text)
            self.notes.found(line, what, text)

    def take_authors(self, names: Sequence[str], line: int) -> None:
        """The people of the byline, in order."""
        names = tuple(dict.fromkeys(filter(None, map(plain, names))))
        if names and not self.authors:
            self.authors = tuple(names)
            self.notes.found(line, _("作者"), "、".join(names))

    def take_moment(self, moment: datetime | None, line: int) -> None:
        """When it went out."""
        if moment and self.published_at is None:
            self.published_at = moment
            self.notes.found(line, _("发布时间"), f"{moment:%Y-%m-%d %H:%M}")

    def take_column(self, column: ColumnLine | None, line: int) -> None:
        """Column and season."""
        if column is None or self.column.name:
            return
        self.column = column
        words = (column.name, column.tagline, column.season_title)
        self.notes.found(line, _("专栏"), " ".join(filter(None, words)))

    def take_topic(self, text: str, line: int) -> None:
        """A line of the opening list, `label：question`."""
        match = LABEL.fullmatch(plain(text))
        if match is None:
            self.notes.drop(line, text, _("话题要写成“标签：问题”，这一行没有收"))
            return
        self.topics.append((line, ParsedTopic(match["label"], match["question"])))
        self.notes.found(line, _("话题"), match[0])

    def take_labelled(self, text: str, line: int) -> bool:
        """Whether the words are a line of the masthead, which says by its shape what it is."""
        here = Line(line, plain(text))
        if moment := labelled.read_date(here):
            self.take_moment(moment, line)
        elif column := labelled.read_column(here):
            self.take_column(column, line)
        elif credits := labelled.read_credits(here):
            for credit in credits:
                self._take_credit(credit, line)
        else:
            return False
        return True

    def _take_credit(self, credit: labelled.Credit, line: int) -> None:
        if credit.is_author and not self.authors:
            self.take_authors(labelled.split_names(credit.value), line)
        elif credit.is_head_image and not self.head_image_credit:
            self.take("head_image_credit", credit.value, line, _("头图来源"))
        else:
            reason = _("“%(role)s”没有对应的位置，或已经有了，请需要时在编辑器里补上")
            text = f"{credit.role}{credit.bar}{credit.value}"
            self.notes.drop(line, text, reason % {"role": credit.role})

    def issue(
        self, body: str, sections: Sequence[str], pictures: Sequence[ParsedPicture] = ()
    ) -> ParsedIssue:
        """
        The issue.

        :raises NotUnderstood: if it has no title.
        """
        if not self.headline:
            reason = _("找不到标题。请把标题写成一级标题，或写在文件开头的“title:”一行，再导入。")
            raise NotUnderstood(0, reason)
        lines = tuple(line for line, _topic in self.topics)
        opening = Opening(tuple(topic for _line, topic in self.topics), None, lines)
        return ParsedIssue(
            column_name=self.column.name,
            column_tagline=self.column.tagline,
            season_number=self.column.season,
            season_title=self.column.season_title,
            headline=self.headline,
            rubric=self.rubric,
            published_at=self.published_at,
            authors=self.authors,
            head_image_credit=self.head_image_credit,
            topics=map_to_sections(opening, sections, self.notes).topics,
            topics_count_claimed=None,
            body_html=body,
            sections=tuple(sections),
            reproduction_notice="",
            complaint_notice="",
            complaint_contact="",
            recognised=self.notes.recognised(),
            dropped=self.notes.dropped(),
            standfirst=self.standfirst,
            is_trial=self.is_trial,
            is_draft=self.is_draft,
            source_key=self.source_key,
            pictures=tuple(pictures),
        )
