"""The ledger of rights (权益) that the gate reads. Rows are added, never changed or deleted."""

from datetime import datetime
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from subscribers.models.scope import Scope, names_its_scope


class EntitlementQuerySet(models.QuerySet["Entitlement"]):
    """The verbs of reading the ledger."""

    def in_force(self, now: datetime) -> Self:
        """Granted rows whose span holds `now` and that no row has revoked by then."""
        revoked = Entitlement.objects.filter(
            action=Entitlement.Action.REVOKED, starts_at__lte=now, revokes=models.OuterRef("pk")
        )
        return self.filter(
            Q(ends_at__isnull=True) | Q(ends_at__gt=now),
            action=Entitlement.Action.GRANTED,
            starts_at__lte=now,
        ).exclude(models.Exists(revoked))


class Entitlement(models.Model):
    """
    A right to a season, a column or all over [starts_at, ends_at), or its revocation.

    A revocation is a row of its own that points at what it ends, from its `starts_at` on.
    """

    class Action(models.TextChoices):
        GRANTED = "granted", _("授予")
        REVOKED = "revoked", _("撤销")

    class Source(models.TextChoices):
        ORDER = "order", _("订单")
        CODE = "code", _("兑换码")
        GIFT = "gift", _("赠送")
        TRIAL = "trial", _("试用")
        STAFF = "staff", _("人工授予")
        SHARE = "share", _("分享解锁")

    reader = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="entitlements",
        verbose_name=_("读者"),
    )
    action = models.CharField(
        _("动作"), max_length=8, choices=Action.choices, default=Action.GRANTED
    )
    revokes = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="revocation",
        verbose_name=_("撤销的权益"),
    )
    scope = models.CharField(_("范围"), max_length=6, choices=Scope.choices)
    column = models.ForeignKey(
        "columns.Column",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("专栏"),
    )
    season = models.ForeignKey(
        "columns.Season",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("季"),
    )
    starts_at = models.DateTimeField(_("起"))
    ends_at = models.DateTimeField(_("止"), null=True, blank=True, help_text=_("留空表示永久。"))
    source = models.CharField(_("来源"), max_length=6, choices=Source.choices)
    reason = models.CharField(_("原因"), max_length=200)
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("经手人"),
    )
    recorded_at = models.DateTimeField(_("记录时间"), auto_now_add=True)

    objects: ClassVar[models.Manager["Entitlement"]] = EntitlementQuerySet.as_manager()

    class Meta:
        verbose_name = _("权益")
        verbose_name_plural = _("权益")
        ordering = ["-recorded_at", "-pk"]
        indexes = [models.Index(fields=["reader", "action", "ends_at"], name="entitlement_gate")]
        constraints = [
            names_its_scope("entitlement_names_its_scope"),
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gt=F("starts_at")),
                name="entitlement_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(action="granted", revokes__isnull=True)
                | Q(action="revoked", revokes__isnull=False),
                name="entitlement_revocation_names_its_grant",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reader} · {self.get_action_display()} · {self.covers}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Written once: a ledger that can be edited proves nothing."""
        if self.pk is not None and not self._state.adding:
            raise TypeError("The ledger is append-only: add a revoking row instead.")
        super().save(*args, **kwargs)

    def holds_at(self, now: datetime) -> bool:
        """As `in_force` for one row; whether another row has revoked it, only the table knows."""
        begun = self.action == self.Action.GRANTED and self.starts_at <= now
        return begun and (self.ends_at is None or self.ends_at > now)

    @property
    def covers(self) -> str:
        """What it opens, in words."""
        return str(self.season or self.column or self.get_scope_display())
