"""Saved texts of an issue. Publishing freezes one; pages read only the column they may read."""

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class RevisionQuerySet(models.QuerySet["Revision"]):
    """The verbs of asking for texts."""

    def to_be_heard(self) -> Self:
        """Live ones, and approved ones: what takes time begins before readers ask for it."""
        status = ["published", "scheduled"]
        live = models.Q(live_for__status__in=status)
        ready = ["approved", "scheduled"]
        approved = models.Q(approved_for__status__in=ready)
        update = models.Q(approved_for__update_stage__in=ready)
        return self.filter(live | approved | update)

    def brief(self) -> Self:
        """The three kept last, without their texts."""
        named = self.select_related("saved_by").order_by("-number")
        return named.defer("body", *Revision.FROZEN_FIELDS)[:3]


class Revision(models.Model):
    """
    One saved version of an issue's text.

    `body` is what the editor wrote, cleaned. The other text columns are empty until approval
    freezes the revision; from then on nothing in the row changes.
    """

    issue = models.ForeignKey(
        "columns.Issue", on_delete=models.CASCADE, related_name="revisions", verbose_name=_("期")
    )
    number = models.PositiveIntegerField(_("修订号"))
    body = models.TextField(_("正文"), blank=True)
    # Headline, by-line, topics …: see `columns.facts`.
    facts: models.JSONField = models.JSONField(default=dict, editable=False)
    note = models.CharField(_("修订说明"), max_length=200, blank=True)
    # Ids of the users whose words came in since the revision before: they may not approve it.
    contributors: models.JSONField = models.JSONField(default=list, editable=False)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("保存者"),
    )
    saved_at = models.DateTimeField(_("保存时间"))
    frozen_at = models.DateTimeField(_("定稿时间"), null=True, blank=True)
    # Since when readers have it, or will, or had it; a text that was only approved has none.
    out_at = models.DateTimeField(_("上线时间"), null=True, blank=True)

    # Frozen: rendered once, read often.
    full_html = models.TextField(blank=True, editable=False)
    preview_html = models.TextField(blank=True, editable=False)
    # Lists of Block (neican.kernel.document); the free ones apart, so that a page without access
    # never holds the others.
    blocks: models.JSONField = models.JSONField(default=list, editable=False)
    free_blocks: models.JSONField = models.JSONField(default=list, editable=False)
    # [{"id", "title", "is_free"}]: section titles are public, they sell the issue.
    sections: models.JSONField = models.JSONField(default=list, editable=False)
    # [{"label", "question", "section_id", "sentence_id"}]
    topics: models.JSONField = models.JSONField(default=list, editable=False)
    characters = models.PositiveIntegerField(_("字数"), default=0, editable=False)
    free_characters = models.PositiveIntegerField(_("试读字数"), default=0, editable=False)

    objects: ClassVar[models.Manager["Revision"]] = RevisionQuerySet.as_manager()

    FROZEN_FIELDS: ClassVar[tuple[str, ...]] = (
        "frozen_at",
        "full_html",
        "preview_html",
        "blocks",
        "free_blocks",
        "sections",
        "topics",
        "characters",
        "free_characters",
    )
    # What only a reader with access may be sent.
    PAID_FIELDS: ClassVar[tuple[str, ...]] = ("body", "full_html", "blocks")

    class Meta:
        verbose_name = _("修订")
        verbose_name_plural = _("修订")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["issue", "number"], name="revision_number_unique"),
        ]

    def __str__(self) -> str:
        return str(_("修订 %(number)s")) % {"number": self.number}

    @property
    def minutes(self) -> int:
        """Reading time: Chinese is read at about 400 characters a minute."""
        return max(1, round(self.characters / 400))
