"""A report as plain data for the desk: what became of each issue, without its text."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from columns.importing.report import FORMATS, outcome_in_words
from columns.importing.services import FileReport, ImportReport, Outcome


def summarise(report: FileReport) -> dict[str, Any]:
    """
    Plain data for a JSON column.

    `format`, `encoding`; `issues`: see :func:`_issue`; `refused`, `skipped`: title, reason, line;
    `news`: how many issues something happens to.
    """
    issues = [_issue(done, is_rehearsal=report.is_dry_run) for done in report.done]
    return {
        "format": str(FORMATS[report.format]),
        "encoding": report.encoding,
        "issues": issues,
        "refused": [asdict(row) for row in report.refused],
        "skipped": [asdict(row) for row in report.skipped],
        "news": sum(done.outcome is not Outcome.UNCHANGED for done in report.done),
    }


def _issue(done: ImportReport, *, is_rehearsal: bool) -> dict[str, Any]:
    page = done.page
    return {
        "id": done.issue_id,
        "headline": page.headline,
        "rubric": page.rubric,
        "authors": "、".join(page.authors),
        "outcome": str(done.outcome),
        "words": outcome_in_words(done, is_rehearsal=is_rehearsal),
        "made": list(done.made),
        "remarks": list(done.remarks),
        "found": [asdict(found) for found in page.recognised],
        "lost": [asdict(lost) for lost in page.dropped],
        "pictures": len(page.pictures),
    }
