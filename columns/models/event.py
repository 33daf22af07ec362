"""The log of what happened to an issue, by whom and when. Rows are written, never changed."""

from django.conf import settings
from django.db import models
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _


class Event(models.Model):
    """One step in an issue's life."""

    class Kind(models.TextChoices):
        CREATED = "created", _("建立")
        SAVED = "saved", _("保存")
        SUBMITTED = "submitted", _("送审")
        APPROVED = "approved", _("通过")
        REJECTED = "rejected", _("退回")
        SCHEDULED = "scheduled", _("定时")
        UNSCHEDULED = "unscheduled", _("取消定时")
        PUBLISHED = "published", _("发布")
        UPDATED = "updated", _("更新线上")
        WITHDRAWN = "withdrawn", _("撤回")
        IMPORTED = "imported", _("导入")
        RECALLED = "recalled", _("撤回送审")
        ASSIGNED = "assigned", _("交接")
        RESTORED = "restored", _("恢复旧稿")
        CORRECTED = "corrected", _("更正")
        LINKED = "linked", _("发出外审链接")
        UNLINKED = "unlinked", _("撤销外审链接")
        UNLOCKED = "unlocked", _("解除锁定")
        SCRIPTED = "scripted", _("改播讲稿")
        RECORDED = "recorded", _("换上录音")
        SOUND_FAILED = "sound_failed", _("朗读没有做成")

    issue = models.ForeignKey(
        "columns.Issue", on_delete=models.CASCADE, related_name="events", verbose_name=_("期")
    )
    kind = models.CharField(_("事件"), max_length=12, choices=Kind.choices)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("操作者"),
    )
    at = models.DateTimeField(_("时间"))
    # The stage of the text before and after, as `Issue.stage`; empty where it did not move.
    was = models.CharField(_("原状态"), max_length=10, blank=True)
    became = models.CharField(_("新状态"), max_length=10, blank=True)
    note = models.TextField(_("说明"), blank=True)

    class Meta:
        verbose_name = _("日志")
        verbose_name_plural = _("日志")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {localtime(self.at):%Y-%m-%d %H:%M}"
