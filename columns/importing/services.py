"""From a copied page to an issue: opened once, revised when the page changed, else left alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db import transaction
from django.utils.translation import gettext as _

from columns import services
from columns.importing.catalogue import Catalogue
from columns.importing.fitting import refuse_what_does_not_fit
from columns.importing.page_text import parse
from columns.importing.parsed import ParsedIssue
from columns.models import Event, Image, Issue, Season
from columns.richtext import sanitise
from neican.accounts.models import User


class Outcome(StrEnum):
    """What an import did to the issue."""

    CREATED = "created"
    REVISED = "revised"
    PUBLISHED = "published"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class ImportReport:
    """
    What was done and what was read.

    :param revision: number of the revision that the import added, or None.
    :param made: columns, seasons and authors that were unknown before.
    :param remarks: differences between page and tables that were left alone, as sentences.
    """

    outcome: Outcome
    issue_id: int
    revision: int | None
    is_public: bool
    made: tuple[str, ...]
    remarks: tuple[str, ...]
    page: ParsedIssue


@transaction.atomic
def import_page(
    *, text: str, column_slug: str, publish: bool, by: User | None, at: datetime
) -> ImportReport:
    """
    Bring one copied page in; the same page a second time changes nothing.

    A page is known by column, season, headline and publication time. A text that was ever a
    revision of its issue is known too, so an editor's later work is not undone by a second run.

    :param column_slug: "" to go by the name on the page.
    :param publish: let it go out, under the publication time on the page.
    :raises NotUnderstood: if page or catalogue leave a question open; nothing is written.
    :raises NotReady: if it should go out and cannot; nothing is written.
    """
    page = parse(text)
    refuse_what_does_not_fit(page)
    catalogue = Catalogue(page, by=by)
    season = catalogue.season(catalogue.column(column_slug))
    visit = _Visit(page, catalogue, by, at)
    issue = _find(page, season)
    outcome, revision = visit.create(season) if issue is None else visit.revise(issue)
    if publish:
        outcome = visit.publish(outcome)
    return visit.report(outcome, revision)


def _find(page: ParsedIssue, season: Season) -> Issue | None:
    """The issue of this page; the lock makes a second import of it wait and then find it."""
    Season.objects.select_for_update().get(pk=season.pk)
    issues = season.issues.filter(headline=page.headline)
    if page.published_at is not None:
        issues = issues.filter(published_at=page.published_at)
    return issues.order_by("pk").first()


class _Visit:
    """One import of one page."""

    issue: Issue

    def __init__(
        self, page: ParsedIssue, catalogue: Catalogue, by: User | None, at: datetime
    ) -> None:
        self.page = page
        self.catalogue = catalogue
        self.by = by
        self.at = at

    def create(self, season: Season) -> tuple[Outcome, int | None]:
        """Open the issue with its text, topics and byline."""
        self.issue = services.create_issue(
            season=season,
            by=self.by,
            at=self.at,
            headline=self.page.headline,
            rubric=self.page.rubric,
            published_at=self.page.published_at,
            head_image=self._head_image(),
            authors=[author.pk for author in self.catalogue.authors()],
        )
        return Outcome.CREATED, self._save_text()

    def revise(self, issue: Issue) -> tuple[Outcome, int | None]:
        """Add the text if it is new to the issue; a byline stays as the editors have it."""
        self.issue = issue
        self._compare_byline()
        if issue.revisions.filter(body=sanitise(self.page.body_html)).exists():
            self._compare_topics()
            return Outcome.UNCHANGED, None
        return Outcome.REVISED, self._save_text()

    def publish(self, outcome: Outcome) -> Outcome:
        """Let the issue out unless it is out with this text, or was taken back on purpose."""
        if self.issue.status == Issue.Status.WITHDRAWN:
            self.catalogue.remarks.append(_("这一期已经撤回，没有重新发布。"))
            return outcome
        if outcome is Outcome.UNCHANGED and self.issue.is_public:
            return outcome
        self.issue.refresh_from_db()
        if self.issue.stage in (Issue.Status.DRAFT, Issue.Status.REVIEW):
            services.approve_issue(issue_id=self.issue.pk, by=self.by, at=self.at)
        self.issue = services.publish_issue(issue_id=self.issue.pk, by=self.by, at=self.at)
        return Outcome.PUBLISHED if outcome is Outcome.UNCHANGED else outcome

    def report(self, outcome: Outcome, revision: int | None) -> ImportReport:
        """What has happened so far."""
        return ImportReport(
            outcome=outcome,
            issue_id=self.issue.pk,
            revision=revision,
            is_public=self.issue.is_public,
            made=tuple(self.catalogue.made),
            remarks=tuple(self.catalogue.remarks),
            page=self.page,
        )

    def _save_text(self) -> int | None:
        revision = services.save_revision(
            issue_id=self.issue.pk,
            body=self.page.body_html,
            facts={"topics": self._topics()},
            by=self.by,
            at=self.at,
            note=_("由网页文本导入"),
        )
        self.issue.events.create(kind=Event.Kind.IMPORTED, by=self.by, at=self.at)
        return revision.number if revision else None

    def _head_image(self) -> int | None:
        """A copied text brings the credit of the lead picture; an editor brings the picture."""
        credit = self.page.head_image_credit
        if not credit:
            return None
        note = _("头图的图源“%(credit)s”已记下；文本里没有图片，请在后台补上。")
        self.catalogue.remarks.append(note % {"credit": credit})
        image = Image.objects.create(credit=credit, alt=self.page.headline, uploaded_by=self.by)
        return image.pk

    def _topics(self) -> list[dict[str, str]]:
        """A section that an editor chose for a topic stays, as long as the text still has it."""
        chosen = {(t.label, t.question): t.section for t in self.issue.topics.all()}
        topics = []
        for topic in self.page.topics:
            section = topic.section or chosen.get((topic.label, topic.question), "")
            kept = section if section in self.page.sections else ""
            topics.append({"label": topic.label, "question": topic.question, "section": kept})
        return topics

    def _compare_topics(self) -> None:
        ours = [(topic.label, topic.question) for topic in self.issue.topics.all()]
        if ours != [(topic.label, topic.question) for topic in self.page.topics]:
            self.catalogue.remarks.append(_("话题与现有的不同，没有改动，请在编辑器里核对。"))

    def _compare_byline(self) -> None:
        ours = [byline.author.name for byline in self.issue.bylines.select_related("author")]
        if ours != list(self.page.authors):
            self.catalogue.remarks.append(_("署名与现有的不同，没有改动，请在编辑器里核对。"))
