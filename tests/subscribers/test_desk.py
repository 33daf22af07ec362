"""Finance's desks: rights are granted and revoked, codes are made and shown once."""

from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from neican.accounts.roles import Role
from subscribers import codes
from subscribers.models import Entitlement, RedemptionCode
from subscribers.paywall import access_to
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client: Client) -> Client:
    client.force_login(factories.make_staff(Role.FINANCE))
    return client


def _grant(desk: Client, **given: Any) -> Any:
    moment = {"starts_at_0": "2026-05-01", "starts_at_1": "00:00:00"}
    return desk.post(reverse("admin:subscribers_entitlement_add"), {**moment, **given})


def test_a_right_given_by_hand_opens_its_column_and_says_who_gave_it(
    desk: Client, now: datetime
) -> None:
    issue, reader = factories.make_published_issue(), factories.make_user()
    column = issue.season.column
    _grant(desk, reader=reader.pk, column=column.pk, reason="客服补偿")
    row = Entitlement.objects.get()
    assert (row.column, row.source, row.reason) == (column, "staff", "客服补偿")
    assert row.granted_by is not None
    assert access_to(issue, reader, now).is_full


def test_a_right_has_one_scope_and_a_length(desk: Client) -> None:
    season, reader = factories.make_season(), factories.make_user()
    both = {"reader": reader.pk, "column": season.column_id, "season": season.pk, "reason": "x"}
    assert "只填一个" in _grant(desk, **both).content.decode()
    backwards = {"reader": reader.pk, "reason": "x", "ends_at_0": "2026-04-01", "ends_at_1": "0:00"}
    assert "晚于开始时间" in _grant(desk, **backwards).content.decode()
    assert not Entitlement.objects.exists()


def test_revoking_adds_a_row_and_shuts_the_door(desk: Client, now: datetime) -> None:
    issue, reader = factories.make_published_issue(), factories.make_user()
    row = factories.make_entitlement(reader=reader)
    chosen = {"action": "revoke", "_selected_action": [row.pk]}
    desk.post(reverse("admin:subscribers_entitlement_changelist"), chosen)
    assert Entitlement.objects.get(revokes=row).granted_by is not None
    assert not access_to(issue, reader, datetime.now(now.tzinfo)).is_full


def test_the_ledger_cannot_be_rewritten(desk: Client) -> None:
    row = factories.make_entitlement(reader=factories.make_user())
    change = reverse("admin:subscribers_entitlement_change", args=[row.pk])
    assert desk.post(change, {"reason": "改写"}).status_code == 403
    delete = reverse("admin:subscribers_entitlement_delete", args=[row.pk])
    assert desk.post(delete, {"post": "yes"}).status_code == 403
    assert Entitlement.objects.get().reason == row.reason


def test_a_batch_of_codes_is_shown_once(desk: Client) -> None:
    plan = factories.make_plan()
    form = {"plan": plan.pk, "batch": "春季", "max_uses": 1, "count": 3}
    add = reverse("admin:subscribers_redemptioncode_add")
    page = desk.post(add, form, follow=True).content.decode()
    assert page.count("<code>") == 3
    assert RedemptionCode.objects.filter(batch="春季").count() == 3
    first = page.split("<code>")[1].split("</code>")[0]
    assert RedemptionCode.objects.filter(digest=codes.digest(first)).exists()
    again = desk.get(reverse("admin:subscribers_redemptioncode_changelist")).content.decode()
    assert "<code>" not in again


@pytest.mark.parametrize("role", [Role.EDITOR, Role.MODERATOR, Role.OPERATOR, Role.AUTHOR])
def test_nobody_else_grants_or_makes_codes(client: Client, role: Role) -> None:
    client.force_login(factories.make_staff(role))
    assert _grant(client, reader=factories.make_user().pk, reason="x").status_code == 403
    plan = factories.make_plan()
    form = {"plan": plan.pk, "batch": "私", "max_uses": 1, "count": 3}
    add = reverse("admin:subscribers_redemptioncode_add")
    assert client.post(add, form).status_code == 403
    assert not Entitlement.objects.exists()
    assert not RedemptionCode.objects.exists()
