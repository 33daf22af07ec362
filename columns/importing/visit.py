"""One issue of a file: opened, revised, published or left alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _

from columns import services
from columns.importing.catalogue import Catalogue
from columns.importing.parsed import ParsedIssue
from columns.importing.shelf import Shelf
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

    :param issue_id: 0 on a dry run that would have opened it.
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


class Visit:
    """The import of one issue."""

    issue: Issue

    def __init__(
        self,
        page: ParsedIssue,
        catalogue: Catalogue,
        shelf: Shelf,
        *,
        by: User | None,
        at: datetime,
    ) -> None:
        self.page = page
        self.catalogue = catalogue
        self.by = by
        self.at = at
        self.body = sanitise(shelf.body(page))
        self.catalogue.remarks += shelf.remarks
        self.was_withdrawn = False

    def create(self, season: Season) -> tuple[Outcome, int | None]:
        """Open the issue with its text, topics and byline."""
        # A fact that is as it would be anyway is not asked for: not everybody may set it.
        more = {"is_trial": True} if self.page.is_trial else {}
        self.issue = services.create_issue(
            season=season,
            by=self.by,
            at=self.at,
            headline=self.page.headline,
            rubric=self.page.rubric,
            standfirst=self.page.standfirst,
            **more,
            published_at=self.page.published_at,
            source_key=self.page.source_key,
            head_image=self._head_image(),
            authors=[author.pk for author in self.catalogue.authors()],
        )
        return Outcome.CREATED, self._save_text()

    def revise(self, issue: Issue) -> tuple[Outcome, int | None]:
        """Add the text if it is new to the issue; what else editors changed stays theirs."""
        self.issue = issue
        self.was_withdrawn = issue.status == Issue.Status.WITHDRAWN
        self._compare_facts()
        if issue.revisions.filter(body=self.body).exists():
            self._compare_topics()
            return Outcome.UNCHANGED, None
        return Outcome.REVISED, self._save_text()

    def publish(self, outcome: Outcome) -> Outcome:
        """Let the issue out unless it is out with this text, or was taken back on purpose."""
        if self.was_withdrawn:
            self.catalogue.remarks.append(_("这一期已经撤回，没有重新发布。"))
            return outcome
        if outcome is Outcome.UNCHANGED and self.issue.is_public:
            return outcome
        self.issue.refresh_from_db()
        if self.issue.stage in (Issue.Status.DRAFT, Issue.Status.REVIEW):
            services.approve_issue(issue_id=self.issue.pk, by=self.by, at=self.at)
        self.issue = services.publish_issue(issue_id=self.issue.pk, by=self.by, at=self.at)
        return Outcome.PUBLISHED if outcome is Outcome.UNCHANGED else outcome

    def report(self, outcome: Outcome, revision: int | None, *, is_kept: bool) -> ImportReport:
        """What has happened so far; `is_kept`: it will not be taken back, so its number holds."""
        return ImportReport(
            outcome=outcome,
            issue_id=self.issue.pk if is_kept or outcome is not Outcome.CREATED else 0,
            revision=revision,
            is_public=self.issue.is_public,
            made=tuple(self.catalogue.made),
            remarks=tuple(self.catalogue.remarks),
            page=self.page,
        )

    def _save_text(self) -> int | None:
        revision = services.save_revision(
            issue_id=self.issue.pk,
            body=self.body,
            facts={"topics": self._topics()},
            by=self.by,
            at=self.at,
            note=_("由文件导入"),
        )
        self.issue.events.create(kind=Event.Kind.IMPORTED, by=self.by, at=self.at)
        return revision.number if revision else None

    def _head_image(self) -> int | None:
        """A file brings the credit of the lead picture; an editor brings the picture."""
        credit = self.page.head_image_credit
        if not credit:
            return None
        note = _("头图的图源“%(credit)s”已记下；文件里没有头图，请在后台补上。")
        self.catalogue.remarks.append(note % {"credit": credit})
        image = Image.objects.create(credit=credit, alt=self.page.headline, uploaded_by=self.by)
        return image.pk

    def _topics(self) -> list[dict[str, Any]]:
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

    def _compare_facts(self) -> None:
        if self.issue.headline != self.page.headline:
            self.catalogue.remarks.append(_("标题与现有的不同，没有改动，请在编辑器里核对。"))
        ours = [byline.author.name for byline in self.issue.bylines.select_related("author")]
        if ours != list(self.page.authors):
            self.catalogue.remarks.append(_("署名与现有的不同，没有改动，请在编辑器里核对。"))
