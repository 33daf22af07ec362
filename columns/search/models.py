"""What is in the index, and as it was when it was put there."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Entry(models.Model):
    """
    One findable issue.

    The copied words tell the sweep which issues changed since. The tokens themselves live where
    each database looks them up best: see `columns.search.indexes`.
    """

    issue = models.OneToOneField(
        "columns.Issue",
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="+",
        verbose_name=_("期"),
    )
    revision = models.ForeignKey(
        "columns.Revision", on_delete=models.CASCADE, related_name="+", verbose_name=_("修订")
    )
    headline = models.CharField(_("标题"), max_length=80)
    rubric = models.CharField(_("栏目"), max_length=20, blank=True)
    standfirst = models.CharField(_("导语"), max_length=200, blank=True)
    # Of the column and the authors, a line each: see `columns.search.names`.
    names = models.TextField(_("名称"), blank=True)

    class Meta:
        verbose_name = _("索引条目")
        verbose_name_plural = _("索引条目")

    def __str__(self) -> str:
        return self.headline
