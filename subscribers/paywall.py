"""The gate: the only place that says full or preview, and why, and until when."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from columns.models import Issue
from neican.accounts.models import User
from subscribers.models import Entitlement, Scope

Reader = User | AnonymousUser | None


class Why(models.TextChoices):
    """The ground on which the gate answered."""

    TRIAL_ISSUE = "trial_issue", _("试读期，全文开放")
    ENTITLED = "entitled", _("订阅有效")
    STAFF = "staff", _("编辑部成员")
    SIGNED_OUT = "signed_out", _("未登录")
    NOT_ENTITLED = "not_entitled", _("没有有效的订阅")
    NOT_PUBLIC = "not_public", _("尚未发布")


@dataclass(frozen=True, slots=True)
class Access:
    """Full or preview; `until` is the end of the right, None for one without end."""

    is_full: bool
    why: Why
    until: datetime | None = None


def access_to(issue: Issue, reader: Reader, now: datetime) -> Access:
    """This reader's access to this issue at this moment; one query at most."""
    return accesses_to([issue], reader, now)[issue.pk]


def accesses_to(issues: Iterable[Issue], reader: Reader, now: datetime) -> Mapping[int, Access]:
    """
    The gate's answer for many issues, by primary key; one query at most in all.

    `issue.season` should be loaded, else each costs one more.
    """
    ledger = _rows_in_force(reader, now)
    return {issue.pk: _answer(issue, reader, ledger, now) for issue in issues}


def _rows_in_force(reader: Reader, now: datetime) -> list[Entitlement]:
    if reader is None or not reader.is_authenticated or not reader.is_active:
        return []
    return list(Entitlement.objects.filter(reader=reader.pk).in_force(now))


def _answer(issue: Issue, reader: Reader, ledger: Iterable[Entitlement], now: datetime) -> Access:
    """Every branch that opens the door returns early; the last line keeps it shut."""
    if not issue.is_public_at(now) and not _may(reader, "columns.change_issue"):
        return Access(is_full=False, why=Why.NOT_PUBLIC)
    if _may(reader, "columns.read_full_issue"):
        return Access(is_full=True, why=Why.STAFF)
    if issue.is_trial:
        return Access(is_full=True, why=Why.TRIAL_ISSUE)
    rows = [row for row in ledger if _covers(row, issue)]
    if rows:
        return Access(is_full=True, why=Why.ENTITLED, until=_latest_end(rows))
    if reader is None or not reader.is_authenticated:
        return Access(is_full=False, why=Why.SIGNED_OUT)
    return Access(is_full=False, why=Why.NOT_ENTITLED)


def _may(reader: Reader, permission: str) -> bool:
    """Asks for permissions of staff only: for a reader they would cost two queries and be none."""
    if reader is None or not reader.is_active or not reader.is_staff:
        return False
    return reader.has_perm(permission)


def _covers(row: Entitlement, issue: Issue) -> bool:
    return (
        row.scope == Scope.ALL
        or (row.scope == Scope.COLUMN and row.column_id == issue.season.column_id)
        or (row.scope == Scope.SEASON and row.season_id == issue.season_id)
    )


def _latest_end(rows: Iterable[Entitlement]) -> datetime | None:
    ends = [row.ends_at for row in rows]
    return None if None in ends else max(end for end in ends if end is not None)
