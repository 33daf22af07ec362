"""What an issue opens with (本期话题)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Topic(models.Model):
    """A line of the opening list: label and question, and the section that answers it."""

    issue = models.ForeignKey(
        "columns.Issue", on_delete=models.CASCADE, related_name="topics", verbose_name=_("期")
    )
    position = models.PositiveSmallIntegerField(_("顺序"), default=1)
    label = models.CharField(_("话题"), max_length=30)
    question = models.CharField(_("问题"), max_length=200)
    section = models.CharField(
        _("对应小节"), max_length=80, blank=True, help_text=_("正文里小节标题的原文。")
    )

    class Meta:
        verbose_name = _("本期话题")
        verbose_name_plural = _("本期话题")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return f"{self.label}：{self.question}"
