"""Redemption codes: one key, its number of uses, and how people type."""

import threading
from datetime import UTC, datetime, timedelta

import pytest

from neican.accounts.models import User
from subscribers import codes, services
from subscribers.models import Entitlement, Plan, Redemption, RedemptionCode, Subscription
from subscribers.services import CodeRefused
from tests import factories
from tests.threads import at_once


def _code(plan: Plan | None = None, **extra: object) -> str:
    plan = plan or factories.make_plan()
    return services.make_codes(plan=plan, count=1, batch="测试", by=None, **extra)[0]  # type: ignore[arg-type]


@pytest.mark.django_db
def test_a_code_opens_its_plan_for_its_months(now: datetime) -> None:
    reader = factories.make_user()
    right = services.redeem(reader=reader, code=_code(), now=now)
    assert (right.starts_at, right.ends_at) == (now, now.replace(year=now.year + 1))
    assert right.source == Entitlement.Source.CODE


@pytest.mark.django_db
def test_codes_are_stored_as_digests_only(now: datetime) -> None:
    code = _code()
    row = RedemptionCode.objects.values().get()
    assert codes.tidy(code) not in str(row)
    assert code not in str(row)
    assert row["hint"] == code[-4:]


@pytest.mark.parametrize(
    "spoil",
    [
        str.lower,
        lambda code: code.replace("-", " "),
        lambda code: code.replace("0", "O").replace("1", "l"),
        lambda code: "".join(chr(ord(mark) + 0xFEE0) if mark != "-" else "－" for mark in code),
        lambda code: f"  {code.replace('-', '')}\n",
    ],
)
@pytest.mark.django_db
def test_what_people_type_is_forgiven(spoil, now: datetime) -> None:  # type: ignore[no-untyped-def]
    assert services.redeem(reader=factories.make_user(), code=spoil(_code()), now=now)


@pytest.mark.django_db
def test_refused_codes_say_why_and_grant_nothing(now: datetime) -> None:
    reader = factories.make_user()
    once = _code()
    services.redeem(reader=factories.make_user(), code=once, now=now)
    late = _code(expires_at=now)
    for code, word in ((once, "已被使用"), (late, "过期"), ("AAAA-BBBB", "没有这个兑换码")):
        with pytest.raises(CodeRefused, match=word):
            services.redeem(reader=reader, code=code, now=now)
    assert not reader.entitlements.exists()


@pytest.mark.django_db
def test_a_reader_uses_a_code_of_many_uses_once(now: datetime) -> None:
    reader, code = factories.make_user(), _code(max_uses=3)
    services.redeem(reader=reader, code=code, now=now)
    with pytest.raises(CodeRefused, match="您已经用过"):
        services.redeem(reader=reader, code=code, now=now)
    assert RedemptionCode.objects.get().uses == 1


@pytest.mark.django_db
def test_a_second_code_prolongs_from_the_end(now: datetime) -> None:
    reader, plan = factories.make_user(), factories.make_plan(months=1)
    first = services.redeem(reader=reader, code=_code(plan), now=now)
    second = services.redeem(reader=reader, code=_code(plan), now=now + timedelta(days=3))
    assert second.starts_at == first.ends_at
    assert Subscription.objects.get().ends_at == second.ends_at


@pytest.mark.django_db
def test_a_revoked_term_does_not_delay_the_next(now: datetime) -> None:
    reader, plan = factories.make_user(), factories.make_plan()
    first = services.redeem(reader=reader, code=_code(plan), now=now)
    services.revoke(entitlement_id=first.pk, reason="退款", at=now, by=None)
    later = now + timedelta(days=1)
    assert services.redeem(reader=reader, code=_code(plan), now=later).starts_at == later


@pytest.mark.django_db
def test_the_owner_of_a_used_code_is_told_that_he_used_it(now: datetime) -> None:
    reader, code = factories.make_user(), _code()
    services.redeem(reader=reader, code=code, now=now)
    with pytest.raises(CodeRefused, match="您已经用过"):
        services.redeem(reader=reader, code=code, now=now)


@pytest.mark.django_db
def test_the_last_day_of_january_becomes_the_last_of_february() -> None:
    start = datetime(2026, 1, 31, 4, tzinfo=UTC)
    right = services.redeem(
        reader=factories.make_user(), code=_code(factories.make_plan(months=1)), now=start
    )
    assert right.ends_at == datetime(2026, 2, 28, 4, tzinfo=UTC)


def _redeem_at_once(code: str, readers: list[User], now: datetime) -> list[str]:
    """Every reader in a thread of its own, all starting together; the outcomes."""
    waiting = list(readers)

    def attempt() -> str:
        try:
            services.redeem(reader=waiting.pop(), code=code, now=now)
        except CodeRefused:
            return "refused"
        return "granted"

    return sorted(at_once(len(readers), attempt))


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("max_uses", [1, 3])
def test_fifty_readers_at_once_share_no_more_than_the_uses(max_uses: int, now: datetime) -> None:
    code = _code(max_uses=max_uses)
    outcomes = _redeem_at_once(code, [factories.make_user() for _ in range(50)], now)
    assert outcomes == ["granted"] * max_uses + ["refused"] * (50 - max_uses)
    assert Redemption.objects.count() == max_uses


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_without_the_guard_one_use_is_granted_twice(
    now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The twin of the test above: it shows that the race is real and the guard is what stops it."""
    together = threading.Barrier(2)

    def look_then_leap(code: RedemptionCode) -> bool:
        is_free = RedemptionCode.objects.get(pk=code.pk).uses < code.max_uses
        together.wait(timeout=20)
        return is_free

    monkeypatch.setattr(services, "_take_one_use", look_then_leap)
    outcomes = _redeem_at_once(_code(), [factories.make_user(), factories.make_user()], now)
    assert outcomes == ["granted", "granted"]
