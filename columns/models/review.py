"""Reviewing: remarks on a passage (批注), links for outsiders (外审链接), notices to colleagues."""

from datetime import datetime
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class ReviewLinkQuerySet(models.QuerySet["ReviewLink"]):
    """The verbs of links."""

    def open(self, now: datetime) -> Self:
        """Neither over nor taken back."""
        return self.filter(revoked_at__isnull=True, expires_at__gt=now)


class ReviewLink(models.Model):
    """Lets somebody without an account read one issue's draft, remark on it and perhaps pass it."""

    issue = models.ForeignKey(
        "columns.Issue", on_delete=models.CASCADE, related_name="review_links", verbose_name=_("期")
    )
    reviewer = models.CharField(_("外审人"), max_length=40)
    may_approve = models.BooleanField(_("可以通过"), default=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("发出者"),
    )
    made_at = models.DateTimeField(_("发出时间"))
    expires_at = models.DateTimeField(_("有效期至"))
    revoked_at = models.DateTimeField(_("撤销时间"), null=True, blank=True)
    opened_at = models.DateTimeField(_("最近打开"), null=True, blank=True)

    objects: ClassVar[models.Manager["ReviewLink"]] = ReviewLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("外审链接")
        verbose_name_plural = _("外审链接")
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return self.reviewer

    def is_open_at(self, now: datetime) -> bool:
        """As `ReviewLinkQuerySet.open`, for one."""
        return self.revoked_at is None and self.expires_at > now


class RemarkQuerySet(models.QuerySet["Remark"]):
    """The verbs of remarks."""

    def threads(self) -> Self:
        """Remarks, without the replies that hang on them."""
        return self.filter(parent__isnull=True).select_related("by", "link", "resolved_by")

    def open(self) -> Self:
        """Remarks that nobody has dealt with yet, newest first."""
        return self.threads().filter(resolved_at__isnull=True).order_by("-at", "-pk")


class Remark(models.Model):
    """
    What a colleague says to a passage; replies hang on it, one level deep.

    The passage is remembered by its words, so it is found again while they stand, and shown as
    an orphan once they are gone.
    """

    issue = models.ForeignKey(
        "columns.Issue", on_delete=models.CASCADE, related_name="remarks", verbose_name=_("期")
    )
    parent = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="replies"
    )
    # The block's id as in `Block.id`; empty: said of the whole.
    block_id = models.CharField(max_length=20, blank=True)
    quote = models.CharField(_("所指文字"), max_length=300, blank=True)
    body = models.TextField(_("批注"), max_length=2000)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("批注人"),
    )
    link = models.ForeignKey(
        ReviewLink, on_delete=models.SET_NULL, null=True, blank=True, related_name="remarks"
    )
    at = models.DateTimeField(_("时间"))
    resolved_at = models.DateTimeField(_("解决时间"), null=True, blank=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("解决者"),
    )

    objects: ClassVar[models.Manager["Remark"]] = RemarkQuerySet.as_manager()

    class Meta:
        verbose_name = _("批注")
        verbose_name_plural = _("批注")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.body[:40]

    @property
    def speaker(self) -> str:
        """Who said it, as others see it."""
        return str(self.link or self.by or _("系统"))


class Notice(models.Model):
    """A step of an issue that a colleague must hear of: once, in the back office and by mail."""

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="newsroom_notices",
        verbose_name=_("收件人"),
    )
    event = models.ForeignKey(
        "columns.Event", on_delete=models.CASCADE, related_name="notices", verbose_name=_("事件")
    )
    read_at = models.DateTimeField(_("读过时间"), null=True, blank=True)
    # A claim with a lease: whoever sends it has taken it first.
    sending_until = models.DateTimeField(null=True, blank=True, editable=False)
    mailed_at = models.DateTimeField(_("寄出时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("工作提醒")
        verbose_name_plural = _("工作提醒")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["recipient", "event"], name="notice_once_per_event"),
        ]
        indexes = [
            models.Index(
                fields=["sending_until"], condition=Q(mailed_at__isnull=True), name="notice_unsent"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event} → {self.recipient}"
