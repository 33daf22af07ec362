"""The gate: the only place that says full or preview, and why, and until when."""

from collections.abc import Iterable, Mapping, Sequence
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


@dataclass(frozen=True, slots=True)
class Standing:
    """
    All that the gate looks at in a reader; a visitor has none of it.

    A supposed reader, as editors look through his eyes, is one of these too: there is no second
    set of rules. `edits`: knows of what is not public; `reads_all`: needs no right.
    """

    is_signed_in: bool = False
    ledger: Sequence[Entitlement] = ()
    edits: bool = False
    reads_all: bool = False


def access_to(issue: Issue, reader: Reader, now: datetime) -> Access:
    """This reader's access to this issue at this moment; one query at most."""
    return accesses_to([issue], reader, now)[issue.pk]


def accesses_to(issues: Iterable[Issue], reader: Reader, now: datetime) -> Mapping[int, Access]:
    """
    The gate's answer for many issues, by primary key; one query at most in all.

    `issue.season` should be loaded, else each costs one more.
    """
    standing = standing_of(reader, now)
    return {issue.pk: answer(issue, standing, now) for issue in issues}


def standing_of(reader: Reader, now: datetime) -> Standing:
    """What the tables say of a reader; one query at most, and for staff their permissions."""
    return Standing(
        is_signed_in=reader is not None and reader.is_authenticated,
        ledger=_rows_in_force(reader, now),
        edits=_may(reader, "columns.change_issue"),
        reads_all=_may(reader, "columns.read_full_issue"),
    )


def _rows_in_force(reader: Reader, now: datetime) -> list[Entitlement]:
    if reader is None or not reader.is_authenticated or not reader.is_active:
        return []
    return list(Entitlement.objects.filter(reader=reader.pk).in_force(now))


def answer(issue: Issue, standing: Standing, now: datetime) -> Access:
    """Every branch that opens the door returns early; the last line keeps it shut."""
    if not issue.is_public_at(now) and not standing.edits:
        return Access(is_full=False, why=Why.NOT_PUBLIC)
    if standing.reads_all:
        return Access(is_full=True, why=Why.STAFF)
    if issue.is_trial:
        return Access(is_full=True, why=Why.TRIAL_ISSUE)
    rows = [row for row in standing.ledger if row.holds_at(now) and _covers(row, issue)]
    if rows:
        return Access(is_full=True, why=Why.ENTITLED, until=_latest_end(rows))
    if standing.is_signed_in:
        return Access(is_full=False, why=Why.NOT_ENTITLED)
    return Access(is_full=False, why=Why.SIGNED_OUT)


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
