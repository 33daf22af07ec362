"""The community guidelines (社区公约): versions, and numbered clauses with their ladders."""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class GuidelinesManager(models.Manager["Guidelines"]):
    """Finds the version that holds at a moment."""

    def valid(self, now: datetime) -> "Guidelines | None":
        """The newest version whose hour has come."""
        return self.filter(valid_from__lte=now).order_by("-version").first()


class Guidelines(models.Model):
    """One version of the rules. Old decisions keep the version that they cite."""

    version = models.PositiveIntegerField(_("版本"), unique=True)
    title = models.CharField(_("标题"), max_length=60)
    preamble = models.TextField(_("前言"))
    valid_from = models.DateTimeField(_("生效时间"))

    objects: ClassVar[GuidelinesManager] = GuidelinesManager()

    class Meta:
        verbose_name = _("社区公约")
        verbose_name_plural = _("社区公约")
        ordering = ["-version"]

    def __str__(self) -> str:
        return str(_("%(title)s（第 %(version)s 版）")) % {
            "title": self.title,
            "version": self.version,
        }


class Clause(models.Model):
    """One numbered rule: what is asked, what follows, and what follows on repetition."""

    class Action(models.TextChoices):
        HOLD = "hold", _("先待审核")
        REMOVE = "remove", _("移除")

    guidelines = models.ForeignKey(
        Guidelines, on_delete=models.CASCADE, related_name="clauses", verbose_name=_("社区公约")
    )
    number = models.PositiveSmallIntegerField(_("条"))
    code = models.SlugField(_("代号"), max_length=40)
    title = models.CharField(_("标题"), max_length=40)
    text = models.TextField(_("条文"))
    default_action = models.CharField(
        _("默认处理"), max_length=6, choices=Action.choices, default=Action.HOLD
    )
    # Steps for the first, second, third … breach: "delete", "mute_7d", "suspend" …
    ladder: models.JSONField = models.JSONField(_("处理阶梯"), default=list)

    class Meta:
        verbose_name = _("条款")
        verbose_name_plural = _("条款")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["guidelines", "number"], name="clause_number_unique"),
            models.UniqueConstraint(fields=["guidelines", "code"], name="clause_code_unique"),
        ]

    def __str__(self) -> str:
        return str(_("第 %(number)s 条 %(title)s")) % {"number": self.number, "title": self.title}
