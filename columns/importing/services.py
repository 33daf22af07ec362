"""From a file to issues: each opened once, revised when the file changed, else left alone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from columns.importing.catalogue import Catalogue
from columns.importing.fitting import fit
from columns.importing.page_text import parse
from columns.importing.parsed import Format, NotUnderstood, ParsedFile, ParsedIssue, Refused
from columns.importing.shelf import Shelf
from columns.importing.visit import ImportReport, Outcome, Visit
from columns.models import Column, Issue, Season
from columns.rights import OwnText
from columns.services import NotReady
from neican.accounts.models import User
from neican.accounts.permissions import require
from neican.kernel.moves import IllegalMove

TRIES = 3
__all__ = ["FileReport", "ImportReport", "Orders", "Outcome", "import_file", "import_page"]


@dataclass(frozen=True, slots=True)
class Orders:
    """
    What the person says besides the file.

    :param column_slug: "" to go by the name in the file.
    :param season_number: None to go by the number in the file.
    :param publish: let go out what was out where it came from, under its own date.
    """

    column_slug: str = ""
    season_number: int | None = None
    publish: bool = False


@dataclass(frozen=True, slots=True)
class FileReport:
    """
    What was done with every part of a file, in its order.

    :param refused: issues that did not come in, and what to do about each.
    :param skipped: what is no issue.
    """

    format: Format
    encoding: str
    is_dry_run: bool
    done: tuple[ImportReport, ...]
    refused: tuple[Refused, ...]
    skipped: tuple[Refused, ...]


@transaction.atomic
def import_file(
    *, file: ParsedFile, orders: Orders, by: User | None, at: datetime, dry_run: bool = False
) -> FileReport:
    """
    Bring a file's issues in; the same file a second time changes nothing.

    An issue that cannot come in is listed, writes nothing, and does not hold up the others.

    :param dry_run: do it all and take it all back; no file is written, no news goes out.
    :raises PermissionDenied: to whoever may not open issues.
    """
    require(by, "columns.add_issue")
    done: list[ImportReport] = []
    refused = list(file.refused)
    for page in file.issues:
        try:
            told = _told(page, orders, file.format)
            done.append(_bring_again(told, orders, by=by, at=at, dry_run=dry_run))
        except (NotUnderstood, NotReady, IllegalMove, PermissionDenied) as refusal:
            refused.append(_refused(page, refusal))
    if dry_run:
        transaction.set_rollback(True)
    skipped = file.skipped
    return FileReport(file.format, file.encoding, dry_run, tuple(done), tuple(refused), skipped)


@transaction.atomic
def import_page(
    *, text: str, column_slug: str, publish: bool, by: User | None, at: datetime
) -> ImportReport:
    """
    Bring one page in from the text copied from it.

    :raises NotUnderstood: if page or catalogue leave a question open; nothing is written.
    :raises NotReady: if it should go out and cannot; nothing is written.
    """
    orders = Orders(column_slug=column_slug, publish=publish)
    return _bring_again(parse(text), orders, by=by, at=at, dry_run=False)


def _told(page: ParsedIssue, orders: Orders, format: Format) -> ParsedIssue:
    """The page with what the person knows better."""
    if orders.season_number is not None:
        page = replace(page, season_number=orders.season_number, season_title="")
    if orders.column_slug and format is Format.GHOST:
        page = replace(page, column_name="")  # a site's name, and nobody asked for it
    return page


def _refused(page: ParsedIssue, refusal: Exception) -> Refused:
    if isinstance(refusal, NotUnderstood):
        return Refused(page.headline, refusal.reason, refusal.line)
    if isinstance(refusal, PermissionDenied) and not isinstance(refusal, OwnText):
        reason = _("要新建专栏、季或作者，或者要发布，您没有这个权限。请先请主编建立，再导入。")
        return Refused(page.headline, reason)
    return Refused(page.headline, str(refusal))


def _bring_again(
    page: ParsedIssue, orders: Orders, *, by: User | None, at: datetime, dry_run: bool
) -> ImportReport:
    """As `_bring`; once more where somebody opened the same column or author at this moment."""
    for _try in range(TRIES - 1):
        try:
            return _bring(page, orders, by=by, at=at, dry_run=dry_run)
        except IntegrityError:
            continue
    return _bring(page, orders, by=by, at=at, dry_run=dry_run)


@transaction.atomic
def _bring(
    page: ParsedIssue, orders: Orders, *, by: User | None, at: datetime, dry_run: bool
) -> ImportReport:
    """
    Bring one issue in.

    An issue is known by its lasting name where it came from, else by column, season, headline
    and publication time. A text that was ever a revision of its issue is known too, so an
    editor's later work is not undone by a second run.
    """
    page = fit(page)
    catalogue = Catalogue(page, by=by)
    column = catalogue.column(orders.column_slug)
    issue = _find_by_name(page, column)
    season = None if issue else catalogue.season(column)
    if season is not None:
        issue = _find(page, season)
    visit = Visit(page, catalogue, Shelf(by=by, at=at, writes=not dry_run), by=by, at=at)
    if issue is None and season is not None:
        outcome, revision = visit.create(season)
    else:
        assert issue is not None, "without a season there is an issue"
        outcome, revision = visit.revise(issue)
    if orders.publish and not page.is_draft:
        outcome = visit.publish(outcome)
    return visit.report(outcome, revision, is_kept=not dry_run)


def _find_by_name(page: ParsedIssue, column: Column) -> Issue | None:
    """The issue that came from the same place under the same name."""
    if not page.source_key:
        return None
    named = Issue.objects.filter(source_key=page.source_key, season__column=column)
    return named.order_by("pk").first()


def _find(page: ParsedIssue, season: Season) -> Issue | None:
    """The issue of this page; the lock makes a second import of it wait and then find it."""
    Season.objects.select_for_update().get(pk=season.pk)
    if issue := _find_by_name(page, season.column):
        return issue
    issues = season.issues.filter(headline=page.headline)
    if page.source_key:
        issues = issues.filter(source_key="")  # the others are told apart by their names
    if page.published_at is not None:
        issues = issues.filter(published_at=page.published_at)
    return issues.order_by("pk").first()
