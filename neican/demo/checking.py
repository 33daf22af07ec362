"""Walks through the main job against running processes, over HTTP, and prints what it found."""

import time
from collections.abc import Callable
from pathlib import Path

from django.utils import timezone
from django.utils.translation import gettext as _

from columns.importing.decoding import decode
from columns.importing.services import Outcome, import_page
from columns.models import Issue
from neican.demo import files, loading, processes
from neican.demo.report import Report
from neican.demo.walk import Walk


def run(file: Path | None, write: Callable[[str], object]) -> bool:
    """Check everything; `file` is the text of a page to import, else a demonstration issue."""
    report = Report(write)
    began = time.monotonic()
    issue = _imported(file, report) if file else _demonstrated(report)
    port = processes.free_port()
    with processes.house(port) as running:
        house = Walk(f"http://127.0.0.1:{port}", issue, report, running)
        house.narrate()
        house.visit()
        house.subscribe()
        house.comment()
        house.moderate()
        house.edit()
    report.say(report.held, _("全部走完"), f"{time.monotonic() - began:.1f} s")
    return report.held


def _demonstrated(report: Report) -> Issue:
    chosen = next(
        one for one in reversed(files.issues()) if one.facts.get("topics") and not _is_trial(one)
    )
    loading.load([chosen.stem])
    issue = Issue.objects.public(timezone.now()).get(headline=chosen.facts["headline"])
    report.say(issue.is_public, _("演示的一期已发布"), str(issue))
    return issue


def _is_trial(one: files.IssueFile) -> bool:
    return bool(one.facts.get("is_trial"))


def _imported(file: Path, report: Report) -> Issue:
    loading.load([])
    text, _encoding = decode(file.read_bytes())
    made = import_page(text=text, column_slug="", publish=True, by=None, at=timezone.now())
    issue = Issue.objects.select_related("season__column", "live", "head_image").get(
        pk=made.issue_id
    )
    live, credit = issue.live, issue.head_image.credit if issue.head_image else ""
    assert live is not None, "publication sets the live text"
    assert issue.published_at is not None, "and the date"
    local = timezone.localtime(issue.published_at)
    season, page = issue.season, made.page
    authors = tuple(byline.author.name for byline in issue.bylines.select_related("author"))
    report.say(issue.is_public, _("导入并发布"), str(issue))
    placed = (season.column.name, season.number) == (page.column_name, page.season_number)
    report.say(placed, _("专栏与季"), f"{season.column.full_name} {season.title}")
    report.say(authors == page.authors != (), _("作者"), "、".join(authors))
    report.say(credit == page.head_image_credit, _("图源"), credit)
    report.say(local == page.published_at, _("发布时间"), f"{local:%Y-%m-%d %H:%M %z}")
    report.say(len(live.topics) == len(page.topics), _("话题"), len(live.topics))
    report.say(len(live.sections) == len(page.sections), _("小节"), len(live.sections))
    again = import_page(text=text, column_slug="", publish=True, by=None, at=timezone.now())
    report.say(again.outcome == Outcome.UNCHANGED, _("再导入一次"), _("没有变化"))
    return issue
