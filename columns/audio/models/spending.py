"""Engines as the workers found them, and what was spent on them."""

from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _


class Engine(models.Model):
    """An engine's health, shared by all workers: after failures it is left alone for a while."""

    name = models.CharField(_("引擎"), max_length=40, unique=True)
    failures = models.PositiveSmallIntegerField(_("连续失败"), default=0)
    resting_until = models.DateTimeField(_("暂停到"), null=True, blank=True)
    problem = models.CharField(_("最近的问题"), max_length=300, blank=True)
    failed_at = models.DateTimeField(_("最近失败"), null=True, blank=True)
    succeeded_at = models.DateTimeField(_("最近成功"), null=True, blank=True)

    class Meta:
        verbose_name = _("朗读引擎")
        verbose_name_plural = _("朗读引擎")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Spending(models.Model):
    """What was synthesised at once with one voice, and at what price. Written, never changed."""

    class Purpose(models.TextChoices):
        NARRATION = "narration", _("朗读")
        SAMPLE = "sample", _("试听一句")
        CHECK = "check", _("引擎检查")

    purpose = models.CharField(_("用途"), max_length=10, choices=Purpose.choices)
    issue = models.ForeignKey(
        "columns.Issue",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("期"),
    )
    engine = models.CharField(_("引擎"), max_length=40)
    voice = models.CharField(_("音色"), max_length=200)
    sentences = models.PositiveIntegerField(_("句数"))
    characters = models.PositiveIntegerField(_("计费字数"))
    milliseconds = models.PositiveIntegerField(_("声音时长（毫秒）"))
    price_fen = models.PositiveIntegerField(_("每万字单价（分）"), default=0)
    at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = _("合成账")
        verbose_name_plural = _("合成账")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["-at"], name="spending_newest")]

    def __str__(self) -> str:
        return f"{self.engine} · {self.characters}"

    @property
    def cost_fen(self) -> Decimal:
        """What it cost, in fen with two decimals: a sentence costs less than one."""
        return (Decimal(self.characters) * self.price_fen / 10_000).quantize(Decimal("0.01"))
