"""Corrections (更正): dated, public notes on a changed issue."""

from django.conf import settings
from django.db import models
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _


class Correction(models.Model):
    """Tells readers what was changed after publication, and when."""

    issue = models.ForeignKey(
        "columns.Issue", on_delete=models.CASCADE, related_name="corrections", verbose_name=_("期")
    )
    revision = models.ForeignKey(
        "columns.Revision", on_delete=models.PROTECT, related_name="+", verbose_name=_("修订")
    )
    note = models.CharField(_("更正说明"), max_length=300)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("更正者"),
    )
    at = models.DateTimeField(_("更正时间"))

    class Meta:
        verbose_name = _("更正")
        verbose_name_plural = _("更正")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{localtime(self.at):%Y-%m-%d %H:%M} {self.note}"
