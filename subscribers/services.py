"""The readers' wing's mutations: rights are granted and revoked here, each with its ground."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone
from django.utils.translation import gettext as _

from columns.models import Column, Season
from neican.accounts.models import User
from neican.accounts.permissions import require
from neican.kernel.periods import add_months
from subscribers import codes
from subscribers.models import (
    Entitlement,
    Plan,
    Redemption,
    RedemptionCode,
    Scope,
    Subscription,
)


class CodeRefused(Exception):
    """A code that opens nothing; the message tells the reader what to do."""


@transaction.atomic
def grant(
    *,
    reader: User,
    source: str,
    reason: str,
    starts_at: datetime,
    ends_at: datetime | None,
    column: Column | None = None,
    season: Season | None = None,
    by: User | None = None,
) -> Entitlement:
    """Add a right to a season, a column or (neither given) everything over [start, end)."""
    require(by, "subscribers.add_entitlement")
    return Entitlement.objects.create(
        reader=reader,
        scope=Scope.SEASON if season else Scope.COLUMN if column else Scope.ALL,
        column=None if season else column,
        season=season,
        starts_at=starts_at,
        ends_at=ends_at,
        source=source,
        reason=reason,
        granted_by=by,
    )


@transaction.atomic
def revoke(*, entitlement_id: int, reason: str, at: datetime, by: User | None) -> Entitlement:
    """
    End a right from `at` on by a row of its own; a second revocation changes nothing.

    :returns: the revoking row.
    """
    require(by, "subscribers.add_entitlement")
    row = Entitlement.objects.select_for_update(of=("self",)).get(
        pk=entitlement_id, action=Entitlement.Action.GRANTED
    )
    before = Entitlement.objects.filter(revokes=row).first()
    if before is not None:
        return before
    return Entitlement.objects.create(
        reader_id=row.reader_id,
        action=Entitlement.Action.REVOKED,
        revokes=row,
        scope=row.scope,
        column_id=row.column_id,
        season_id=row.season_id,
        starts_at=at,
        ends_at=None,
        source=Entitlement.Source.STAFF,
        reason=reason,
        granted_by=by,
    )


@transaction.atomic
def subscribe(*, reader: User, plan: Plan, source: str, reason: str, now: datetime) -> Entitlement:
    """
    Give a reader what a plan promises; a running subscription is prolonged from its end.

    Locks the reader's row: two tabs must not both count from the same end.
    """
    User.objects.select_for_update().get(pk=reader.pk)
    start = _start_of_term(reader, plan, now)
    end = _end_of_term(plan, start)
    running = Subscription.objects.filter(reader=reader, plan=plan)
    if running.exists():
        running.filter(ends_at__isnull=False).update(ends_at=end)
    else:
        Subscription.objects.create(reader=reader, plan=plan, started_at=start, ends_at=end)
    return grant(
        reader=reader,
        column=plan.column,
        season=plan.season,
        starts_at=start,
        ends_at=end,
        source=source,
        reason=reason,
    )


def _start_of_term(reader: User, plan: Plan, now: datetime) -> datetime:
    """Behind what the reader has of the same scope already; a revoked row counts for nothing."""
    last = Entitlement.objects.filter(
        reader=reader,
        action=Entitlement.Action.GRANTED,
        revocation__isnull=True,
        scope=plan.scope,
        column=plan.column,
        season=plan.season,
        ends_at__gt=now,
    ).aggregate(last=Max("ends_at"))["last"]
    return last or now


def _end_of_term(plan: Plan, start: datetime) -> datetime | None:
    if plan.months is None:
        return None
    return add_months(timezone.localtime(start), plan.months)


def make_codes(
    *,
    plan: Plan,
    count: int,
    batch: str,
    by: User | None,
    max_uses: int = 1,
    expires_at: datetime | None = None,
) -> Sequence[str]:
    """Store a batch of new codes and hand them out for this once; only digests are kept."""
    require(by, "subscribers.add_redemptioncode")
    made = [codes.make() for _ in range(count)]
    RedemptionCode.objects.bulk_create(
        RedemptionCode(
            digest=codes.digest(code),
            hint=code[-4:],
            batch=batch,
            plan=plan,
            max_uses=max_uses,
            expires_at=expires_at,
            made_by=by,
        )
        for code in made
    )
    return made


@transaction.atomic
def redeem(*, reader: User, code: str, now: datetime) -> Entitlement:
    """
    Turn a code into its plan's rights, once for each reader and never beyond its limit.

    :raises CodeRefused: if it is unknown, expired, used up or used by this reader before.
    """
    found = RedemptionCode.objects.filter(digest=codes.digest(code)).select_related("plan").first()
    if found is None:
        raise CodeRefused(_("没有这个兑换码。请对照原文再输一次，大小写和横线都可以不管。"))
    if found.expires_at is not None and found.expires_at <= now:
        raise CodeRefused(_("这个兑换码已经过期。请联系给您兑换码的人换一个。"))
    if Redemption.objects.filter(code=found, reader=reader).exists():
        raise CodeRefused(_("您已经用过这个兑换码，权益在您的账户页里。"))
    if not _take_one_use(found):
        raise CodeRefused(_("这个兑换码已被使用。如果不是您用的，请联系给您兑换码的人。"))
    entitlement = subscribe(
        reader=reader, plan=found.plan, source=Entitlement.Source.CODE, reason=str(found), now=now
    )
    Redemption.objects.create(code=found, reader=reader, entitlement=entitlement, at=now)
    return entitlement


def _take_one_use(code: RedemptionCode) -> bool:
    """One UPDATE decides between readers who type the last use at the same moment."""
    free = RedemptionCode.objects.filter(pk=code.pk, uses__lt=F("max_uses"))
    return free.update(uses=F("uses") + 1) == 1
