"""The working copy of an issue (工作稿) and the windows in which people write it."""

from datetime import datetime, timedelta
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Draft(models.Model):
    """
    What the editors have before them: text and facts as last saved, by hand or by itself.

    It is written over and over; a kept state of it is a Revision. `facts` are those of
    `columns.facts`.
    """

    issue = models.OneToOneField(
        "columns.Issue", on_delete=models.CASCADE, related_name="draft", verbose_name=_("期")
    )
    body = models.TextField(_("正文"), blank=True)
    facts: models.JSONField = models.JSONField(default=dict)
    # Goes up by one with every change: what a window knows is told from what is.
    version = models.PositiveIntegerField(_("版本号"), default=1)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("保存者"),
    )
    saved_at = models.DateTimeField(_("保存时间"))
    # Ids of the users who wrote in it since the last revision was kept.
    contributors: models.JSONField = models.JSONField(default=list, editable=False)

    class Meta:
        verbose_name = _("工作稿")
        verbose_name_plural = _("工作稿")

    def __str__(self) -> str:
        return str(_("工作稿 %(version)s")) % {"version": self.version}


class EditingSessionQuerySet(models.QuerySet["EditingSession"]):
    """The verbs of presence."""

    def present(self, now: datetime) -> Self:
        """Windows that gave a sign of life just now."""
        return self.filter(ended_at__isnull=True, seen_at__gt=now - EditingSession.PRESENT_FOR)

    def locking(self, now: datetime) -> Self:
        """Windows that keep the others from saving; a silent one loses that."""
        return self.filter(
            ended_at__isnull=True, holds_lock=True, seen_at__gt=now - EditingSession.LOCKED_FOR
        )


class EditingSession(models.Model):
    """
    One open window of the writing desk.

    `body` and `facts` are what this window last sent or was first shown: the common ancestor when
    what it sends next is merged with what others saved.
    """

    PRESENT_FOR: ClassVar[timedelta] = timedelta(seconds=25)
    LOCKED_FOR: ClassVar[timedelta] = timedelta(minutes=15)

    key = models.UUIDField(unique=True)
    issue = models.ForeignKey(
        "columns.Issue", on_delete=models.CASCADE, related_name="sessions", verbose_name=_("期")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="editing_sessions",
        verbose_name=_("编辑者"),
    )
    opened_at = models.DateTimeField(_("打开时间"))
    seen_at = models.DateTimeField(_("最近活动"))
    # Number of the newest save taken from this window: an older one that arrives late is void.
    seq = models.PositiveIntegerField(default=0)
    body = models.TextField(blank=True)
    facts: models.JSONField = models.JSONField(default=dict)
    # {"body", "facts"} of a save that clashed and is not settled, whatever the browser keeps.
    refused: models.JSONField = models.JSONField(null=True, default=None)
    holds_lock = models.BooleanField(default=False)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[models.Manager["EditingSession"]] = EditingSessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("编辑会话")
        verbose_name_plural = _("编辑会话")
        indexes = [models.Index(fields=["issue", "seen_at"], name="session_seen")]

    def __str__(self) -> str:
        return f"{self.user} · {self.issue_id}"
