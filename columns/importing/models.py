"""Uploaded files between their rehearsal and the import itself."""

from datetime import datetime
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class ImportJobQuerySet(models.QuerySet["ImportJob"]):
    """The verbs of reading jobs."""

    def stale(self, now: datetime) -> Self:
        """Files that nobody confirmed in time."""
        return self.filter(done_at__isnull=True, expires_at__lte=now)


class ImportJob(models.Model):
    """
    One uploaded file, and what would become of it or did.

    The bytes wait here, not in the browser, so what is confirmed is what was rehearsed; they are
    let go with the confirmation. A job belongs to whoever uploaded it.
    """

    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("上传者"),
    )
    name = models.CharField(_("文件"), max_length=200)
    content = models.BinaryField(editable=False)
    column = models.ForeignKey(
        "columns.Column",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("专栏"),
    )
    season_number = models.PositiveSmallIntegerField(_("第几季"), null=True, blank=True)
    uploaded_at = models.DateTimeField(_("上传时间"))
    expires_at = models.DateTimeField(_("保留到"))
    done_at = models.DateTimeField(_("导入时间"), null=True, blank=True)
    # See `columns.importing.summary`.
    rehearsal: models.JSONField = models.JSONField(default=dict, editable=False)
    result: models.JSONField = models.JSONField(null=True, editable=False)

    objects: ClassVar[models.Manager["ImportJob"]] = ImportJobQuerySet.as_manager()

    class Meta:
        verbose_name = _("导入的文件")
        verbose_name_plural = _("导入的文件")
        ordering = ["-uploaded_at", "-pk"]
        # Whoever may open issues may import his own files; there is nothing more to grant.
        default_permissions = ()

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("admin:importing_importjob_change", args=[self.pk])

    @property
    def is_done(self) -> bool:
        """Whether it was confirmed."""
        return self.done_at is not None

    def has_expired(self, now: datetime) -> bool:
        """Whether it can no longer be confirmed."""
        return not self.is_done and self.expires_at <= now
