"""The ledger in words for its reader: each row, and whether it opens anything now."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from subscribers.models import Entitlement


class Standing(models.TextChoices):
    """How a row stands at a moment."""

    RUNNING = "running", _("生效中")
    COMING = "coming", _("未开始")
    OVER = "over", _("已到期")
    REVOKED = "revoked", _("已撤销")


@dataclass(frozen=True, slots=True)
class Line:
    """`revocation`: the row that ended this one."""

    row: Entitlement
    standing: Standing
    revocation: Entitlement | None


def lines(rows: Iterable[Entitlement], now: datetime) -> list[Line]:
    """Granting rows, newest first as handed in, each with the row that revoked it."""
    rows = list(rows)
    ended_by = {row.revokes_id: row for row in rows if row.revokes_id is not None}
    granted = [row for row in rows if row.action == Entitlement.Action.GRANTED]
    return [
        Line(row, _standing(row, ended_by.get(row.pk), now), ended_by.get(row.pk))
        for row in granted
    ]


def _standing(row: Entitlement, revocation: Entitlement | None, now: datetime) -> Standing:
    if revocation is not None and revocation.starts_at <= now:
        return Standing.REVOKED
    if row.starts_at > now:
        return Standing.COMING
    if row.ends_at is not None and row.ends_at <= now:
        return Standing.OVER
    return Standing.RUNNING
