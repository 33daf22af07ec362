"""One sentence spoken for one person at the desk (试听一句)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Sample(models.Model):
    """
    A sentence to be heard, perhaps with a pronunciation that nobody has saved.

    It belongs to whoever asked. What was said is a clip like any other: a narration that needs
    the same words finds it.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("排队中")
        SAYING = "saying", _("正在合成")
        READY = "ready", _("可以听了")
        FAILED = "failed", _("没有做成")

    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("谁")
    )
    issue = models.ForeignKey(
        "columns.Issue", on_delete=models.CASCADE, related_name="+", verbose_name=_("期")
    )
    voice = models.ForeignKey(
        "audio.HouseVoice", on_delete=models.CASCADE, related_name="+", verbose_name=_("音色")
    )
    said = models.TextField(_("原文"))
    take = models.PositiveSmallIntegerField(_("第几遍"), default=1)
    # A rule as it stands in a form: {"term", "reading", "kind", "case_sensitive"}, or None.
    rule: models.JSONField = models.JSONField(null=True, editable=False)
    state = models.CharField(_("状态"), max_length=8, choices=State.choices, default=State.WAITING)
    reason = models.CharField(_("原因"), max_length=300, blank=True)
    spoken = models.TextField(_("读作"), blank=True)
    clip_key = models.CharField(max_length=64, blank=True, editable=False)
    asked_at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = _("试听")
        verbose_name_plural = _("试听")
        ordering = ["-asked_at", "-pk"]
        # Whoever may change an issue hears its sentences; there is nothing more to grant.
        default_permissions = ()
        indexes = [models.Index(fields=["by", "-asked_at"], name="sample_of_a_person")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="ready") | ~Q(clip_key=""), name="sample_ready_has_clip"
            )
        ]

    def __str__(self) -> str:
        return self.said[:40]
