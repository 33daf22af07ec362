"""From a list to readers and their rights: each row on its own, twice the same as once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from columns.models import Column, Season
from neican.accounts.models import User
from neican.accounts.names import clean_display_name
from neican.accounts.permissions import require
from subscribers.importing.members import BadRow, Member, MemberList, RefusedMember, covering
from subscribers.models import Entitlement, Plan
from subscribers.services import grant

# Part of the ledger, by which a second run knows the first: it is not translated.
REASON = "名单导入"
NAME_AT_MOST = 30
NAMELESS = "新读者"
Place = TypeVar("Place", Column, Season)


class Step(StrEnum):
    """What was done with a row."""

    ACCOUNT = "account"
    GRANTED = "granted"
    KNOWN = "known"
    NO_RIGHT = "no_right"
    OVER = "over"
    COVERED = "covered"


@dataclass(frozen=True, slots=True)
class MembersReport:
    """
    Counts by step, and the rows that did not come in.

    :param counts: of rows; an account that was made counts beside what became of its right.
    """

    is_dry_run: bool
    counts: Mapping[str, int]
    refused: tuple[RefusedMember, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """A season, a column or (neither) everything."""

    column: Column | None = None
    season: Season | None = None


@transaction.atomic
def import_members(
    *, given: MemberList, covers: str, by: User | None, at: datetime, dry_run: bool = False
) -> MembersReport:
    """
    Make accounts without a password and grant what the list promises.

    A right that this list gave before is known, even if it was revoked since; one that a reader
    has for at least as long is not given again. A bad row does not hold up the others.

    :param covers: "all", a column's slug or "slug/2", for rows that do not say; "" for none.
    :param dry_run: do it all and take it all back.
    :raises PermissionDenied: to whoever may not grant rights.
    """
    require(by, "subscribers.add_entitlement")
    counts: Counter[str] = Counter({str(step): 0 for step in Step})
    refused = list(given.refused)
    for member in covering(given.members, covers):
        try:
            counts.update(str(step) for step in _bring(member, by=by, at=at))
        except BadRow as problem:
            refused.append(RefusedMember(member.line, str(problem)))
    if dry_run:
        transaction.set_rollback(True)
    refused.sort(key=lambda row: row.line)
    return MembersReport(dry_run, dict(counts), tuple(refused))


@transaction.atomic
def _bring(member: Member, *, by: User | None, at: datetime) -> list[Step]:
    """:raises BadRow: if the row names what is not there; then nothing is written."""
    coverage = _coverage(member) if member.has_right else Coverage()
    reader = User.objects.select_for_update().filter(email=member.email).first()
    steps: list[Step] = []
    if reader is None:
        reader = _account(member)
        steps.append(Step.ACCOUNT)
    steps.append(_right(member, reader, coverage, by=by, at=at))
    return steps


def _account(member: Member) -> User:
    """Without a password: a code by mail opens the door, and proves the address."""
    try:
        name = clean_display_name(member.name)[:NAME_AT_MOST]
    except ValidationError:
        name = NAMELESS  # never the address: others see the name
    return User.objects.create_user(member.email, None, display_name=name)


def _right(
    member: Member, reader: User, coverage: Coverage, *, by: User | None, at: datetime
) -> Step:
    if not member.has_right:
        return Step.NO_RIGHT
    if member.ends_at is not None and member.ends_at <= at:
        return Step.OVER
    same = Entitlement.objects.filter(
        reader=reader,
        action=Entitlement.Action.GRANTED,
        column=coverage.column,
        season=coverage.season,
    )
    if same.filter(reason=REASON, ends_at=member.ends_at).exists():
        return Step.KNOWN
    longer = Q(ends_at__isnull=True)
    if member.ends_at is not None:
        longer |= Q(ends_at__gte=member.ends_at)
    if same.in_force(at).filter(longer).exists():
        return Step.COVERED
    starts_at = member.starts_at or at
    if member.ends_at is not None and starts_at >= member.ends_at:
        raise BadRow(_("开始时间要早于到期时间"))
    grant(
        reader=reader,
        source=Entitlement.Source.STAFF,
        reason=REASON,
        starts_at=starts_at,
        ends_at=member.ends_at,
        column=coverage.column,
        season=coverage.season,
        by=by,
    )
    return Step.GRANTED


def _coverage(member: Member) -> Coverage:
    """:raises BadRow: if there is no such plan, column or season, or none is named."""
    if member.plan:
        plan = Plan.objects.filter(code=member.plan).first()
        if plan is None:
            raise BadRow(_("没有代号为“%(code)s”的方案") % {"code": member.plan})
        return Coverage(plan.column, plan.season)
    if not member.covers:
        raise BadRow(_("没写范围。请加一列“范围”，或用 --covers 指定"))
    if member.covers in ("all", "全部"):
        return Coverage()
    slug, _slash, number = member.covers.partition("/")
    if not number:
        return Coverage(column=_known(Column.objects.filter(slug=slug).first(), member))
    seasons = Season.objects.filter(column__slug=slug)
    season = seasons.filter(number=int(number)).first() if number.isdecimal() else None
    return Coverage(season=_known(season, member))


def _known(place: Place | None, member: Member) -> Place:
    if place is None:
        raise BadRow(_("没有“%(covers)s”这个专栏或季") % {"covers": member.covers[:60]})
    return place
