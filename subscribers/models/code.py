"""Redemption codes (兑换码) and who used them."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class RedemptionCode(models.Model):
    """A key to an entitlement. Only its digest is stored: the list of codes is shown once."""

    digest = models.CharField(max_length=64, unique=True, editable=False)
    hint = models.CharField(_("末四位"), max_length=4, editable=False)
    batch = models.CharField(_("批次"), max_length=60)
    plan = models.ForeignKey(
        "subscribers.Plan", on_delete=models.PROTECT, related_name="codes", verbose_name=_("方案")
    )
    max_uses = models.PositiveIntegerField(_("可用次数"), default=1)
    uses = models.PositiveIntegerField(_("已用次数"), default=0, editable=False)
    expires_at = models.DateTimeField(_("失效时间"), null=True, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("生成者"),
    )
    made_at = models.DateTimeField(_("生成时间"), auto_now_add=True)

    class Meta:
        verbose_name = _("兑换码")
        verbose_name_plural = _("兑换码")
        ordering = ["-made_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(uses__lte=F("max_uses")), name="code_not_used_beyond_its_limit"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.batch} ····{self.hint}"


class Redemption(models.Model):
    """One use of a code by one reader."""

    code = models.ForeignKey(
        RedemptionCode,
        on_delete=models.PROTECT,
        related_name="redemptions",
        verbose_name=_("兑换码"),
    )
    reader = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="redemptions",
        verbose_name=_("读者"),
    )
    entitlement = models.OneToOneField(
        "subscribers.Entitlement", on_delete=models.PROTECT, verbose_name=_("权益")
    )
    at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = _("兑换记录")
        verbose_name_plural = _("兑换记录")
        constraints = [
            models.UniqueConstraint(
                fields=["code", "reader"], name="code_used_once_by_each_reader"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reader} · {self.code}"
