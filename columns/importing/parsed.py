"""What an imported page turned out to hold: frozen values, the notes on it, and the refusal."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _

Words = str | Promise


class NotUnderstood(Exception):
    """The page cannot be read: `line` counts from 1, `reason` is a sentence for the person."""

    def __init__(self, line: int, reason: Words) -> None:
        self.line = line
        self.reason = str(reason)
        super().__init__(_("第 %(line)d 行：%(reason)s") % {"line": line, "reason": self.reason})


@dataclass(frozen=True, slots=True)
class Finding:
    """Something recognised: where, what it was taken for, and its value as stored."""

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
class ParsedIssue:
    """One edition as its page shows it. `published_at` is aware, in Asia/Shanghai."""

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
