"""What an imported page turned out to hold: frozen values, the notes on it, and the refusal."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext as _

Words = str | Promise


class NotUnderstood(Exception):
    """
    The page cannot be read.

    :param line: counts from 1; 0 where the file has no lines, or the trouble is with the whole.
    :param reason: a sentence for the person.
    """

    def __init__(self, line: int, reason: Words) -> None:
        self.line = line
        self.reason = str(reason)
        where = _("第 %(line)d 行：%(reason)s") % {"line": line, "reason": self.reason}
        super().__init__(where if line else self.reason)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something recognised: where (0: nowhere in particular), what it is, its value as stored."""

    line: int
    what: str
    value: str


@dataclass(frozen=True, slots=True)
class Dropped:
    """A line that does not enter the issue, and why."""

    line: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class ParsedTopic:
    """A line of the opening list; `section` is a heading of the body, or "" where unsure."""

    label: str
    question: str
    section: str = ""


@dataclass(frozen=True, slots=True)
class ParsedPicture:
    """
    A picture that came within the file.

    :param mark: stands in the body as the picture's address until it has one.
    :param name: what the file calls it.
    """

    mark: str
    name: str
    content: bytes
    alt: str = ""


@dataclass(frozen=True, slots=True)
class ParsedIssue:
    """
    One edition as its page shows it. `published_at` is aware, in Asia/Shanghai.

    :param source_key: its lasting name in the system it came from, or "".
    :param is_draft: whether it was not out there either, so it must not go out here by itself.
    """

    column_name: str
    column_tagline: str
    season_number: int | None
    season_title: str
    headline: str
    rubric: str
    published_at: datetime | None
    authors: tuple[str, ...]
    head_image_credit: str
    topics: tuple[ParsedTopic, ...]
    topics_count_claimed: int | None
    body_html: str
    sections: tuple[str, ...]
    reproduction_notice: str
    complaint_notice: str
    complaint_contact: str
    recognised: tuple[Finding, ...]
    dropped: tuple[Dropped, ...]
    standfirst: str = ""
    is_trial: bool = False
    is_draft: bool = False
    source_key: str = ""
    pictures: tuple[ParsedPicture, ...] = ()


class Format(StrEnum):
    """What a file turned out to be."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"
    DOCX = "docx"
    GHOST = "ghost"


@dataclass(frozen=True, slots=True)
class Refused:
    """A part of a file that does not come in, by its title, and why."""

    title: str
    reason: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class ParsedFile:
    """
    All that one file holds.

    :param encoding: of its text; "" where the format settles that itself.
    :param refused: issues that cannot come in as they are: the person has to do something.
    :param skipped: what is no issue, so it stays out and nothing is wrong.
    """

    format: Format
    encoding: str
    issues: tuple[ParsedIssue, ...]
    refused: tuple[Refused, ...] = ()
    skipped: tuple[Refused, ...] = ()


@dataclass(slots=True)
class Notes:
    """The margin in which the readers of a page write down what they did with its lines."""

    findings: list[Finding] = field(default_factory=list)
    losses: list[Dropped] = field(default_factory=list)

    def found(self, line: int, what: Words, value: object) -> None:
        """Record what a line was taken for."""
        self.findings.append(Finding(line, str(what), str(value)))

    def drop(self, line: int, text: str, reason: Words) -> None:
        """Record a line that stays out, and why."""
        self.losses.append(Dropped(line, text, str(reason)))

    def recognised(self) -> tuple[Finding, ...]:
        """All findings in page order."""
        return tuple(sorted(self.findings, key=lambda finding: finding.line))

    def dropped(self) -> tuple[Dropped, ...]:
        """All losses in page order."""
        return tuple(sorted(self.losses, key=lambda loss: loss.line))
