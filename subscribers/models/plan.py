"""What is offered (订阅方案) and a reader's running agreement on it (订阅)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from subscribers.models.scope import Scope, names_its_scope


class Plan(models.Model):
    """A scope for a price: for some months, or for ever."""

    code = models.SlugField(_("代号"), max_length=40, unique=True)
    name = models.CharField(_("名称"), max_length=40)
    blurb = models.CharField(_("一句话说明"), max_length=80, blank=True)
    scope = models.CharField(_("范围"), max_length=6, choices=Scope.choices)
    column = models.ForeignKey(
        "columns.Column",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="plans",
        verbose_name=_("专栏"),
    )
    season = models.ForeignKey(
        "columns.Season",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="plans",
        verbose_name=_("季"),
    )
    price_fen = models.PositiveIntegerField(_("价格（分）"))
    months = models.PositiveSmallIntegerField(
        _("月数"), null=True, blank=True, help_text=_("留空表示永久。")
    )
    is_offered = models.BooleanField(_("在售"), default=True)
    position = models.PositiveSmallIntegerField(_("排序"), default=0)

    class Meta:
        verbose_name = _("订阅方案")
        verbose_name_plural = _("订阅方案")
        ordering = ["position", "pk"]
        constraints = [
            names_its_scope("plan_names_its_scope"),
            models.CheckConstraint(
                condition=Q(months__isnull=True) | Q(months__gte=1), name="plan_months_positive"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Subscription(models.Model):
    """A reader's running agreement on a plan; what he may read stands in his entitlements."""

    reader = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="subscriptions",
        verbose_name=_("读者"),
    )
    plan = models.ForeignKey(
        Plan, on_delete=models.PROTECT, related_name="subscriptions", verbose_name=_("方案")
    )
    started_at = models.DateTimeField(_("开始时间"))
    ends_at = models.DateTimeField(_("到期时间"), null=True, blank=True)

    class Meta:
        verbose_name = _("订阅")
        verbose_name_plural = _("订阅")
        ordering = ["-started_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["reader", "plan"], name="subscription_one_per_reader_and_plan"
            ),
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gt=F("started_at")),
                name="subscription_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reader} · {self.plan}"
