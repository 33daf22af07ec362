"""Members of another house come in with their end dates, once, and nobody loses a right."""

import json
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.test import Client

from columns.importing.parsed import NotUnderstood
from neican.accounts.models import User
from neican.accounts.roles import Role
from subscribers.importing.member_files import read_members
from subscribers.importing.services import MembersReport, import_members
from subscribers.models import Entitlement
from subscribers.paywall import access_to
from subscribers.services import revoke
from tests.factories import (
    make_column,
    make_entitlement,
    make_plan,
    make_published_issue,
    make_season,
    make_staff,
    make_user,
)

pytestmark = pytest.mark.django_db

AT = datetime(2026, 5, 26, 9, 19, tzinfo=UTC)
LIST = "email,name,scope,ends_at\nA@sea.example,陆遥,all,2026-12-31\nb@sea.example,,all,\n"


def bring_in(
    text: str | bytes,
    *,
    name: str = "a.csv",
    covers: str = "",
    by: User | None = None,
    dry_run: bool = False,
    at: datetime = AT,
) -> MembersReport:
    data = text.encode() if isinstance(text, str) else text
    return import_members(
        given=read_members(name, data), covers=covers, by=by, at=at, dry_run=dry_run
    )


def steps(report: MembersReport) -> dict[str, int]:
    """The steps that were taken."""
    return {step: count for step, count in report.counts.items() if count}


def rows() -> dict[str, int]:
    return {model._meta.label: model._default_manager.count() for model in apps.get_models()}


def ghost(members: list[dict[str, Any]], **tables: list[dict[str, Any]]) -> bytes:
    return json.dumps({"db": [{"data": {"posts": [], "members": members, **tables}}]}).encode()


def test_a_row_makes_an_account_without_a_password_and_a_right_to_its_last_minute() -> None:
    report = bring_in(LIST)

    reader = User.objects.get(email="a@sea.example")
    right = reader.entitlements.get()
    assert steps(report) == {"account": 2, "granted": 1, "no_right": 1}
    assert (reader.display_name, reader.has_usable_password()) == ("陆遥", False)
    assert (right.starts_at, right.ends_at) == (AT, datetime(2026, 12, 31, 16, tzinfo=UTC))
    assert (right.scope, right.source) == ("all", Entitlement.Source.STAFF)
    nameless = User.objects.get(email="b@sea.example")
    assert (nameless.display_name, nameless.entitlements.count()) == ("新读者", 0)


def test_the_gate_opens_until_the_end_and_not_after() -> None:
    issue = make_published_issue()
    bring_in(LIST)
    reader = User.objects.get(email="a@sea.example")
    end = datetime(2026, 12, 31, 16, tzinfo=UTC)

    assert access_to(issue, reader, end - timedelta(seconds=1)).is_full
    assert not access_to(issue, reader, end).is_full


def test_a_rehearsal_says_the_same_and_writes_nothing() -> None:
    before = rows()

    rehearsal = bring_in(LIST, dry_run=True)

    assert rows() == before
    run = bring_in(LIST)
    assert (rehearsal.counts, rehearsal.refused) == (run.counts, run.refused)
    assert rows()["accounts.User"] == before["accounts.User"] + 2


def test_a_second_run_changes_nothing_even_later() -> None:
    bring_in(LIST)
    before = rows()

    report = bring_in(LIST, at=AT + timedelta(days=3))

    assert (rows(), steps(report)) == (before, {"known": 1, "no_right": 1})


def test_a_right_taken_back_is_not_given_again() -> None:
    bring_in(LIST)
    right = Entitlement.objects.get()
    revoke(entitlement_id=right.pk, reason="退款", at=AT, by=None)

    bring_in(LIST)

    assert not Entitlement.objects.in_force(AT + timedelta(hours=1)).exists()


def test_a_later_end_adds_a_right_and_an_earlier_one_takes_none_away() -> None:
    bring_in(LIST)

    later = bring_in(LIST.replace("2026-12-31", "2027-12-31"))
    earlier = bring_in(LIST.replace("2026-12-31", "2026-10-01"))

    assert (steps(later)["granted"], steps(earlier)["covered"]) == (1, 1)
    assert Entitlement.objects.count() == 2


def test_a_reader_with_a_longer_right_keeps_it_and_gets_no_second() -> None:
    reader = make_user(email="a@sea.example")
    make_entitlement(reader=reader)

    assert steps(bring_in(LIST)) == {"account": 1, "covered": 1, "no_right": 1}


@pytest.mark.parametrize(
    ("scope", "expected"), [("all", (None, None)), ("sea", ("sea", None)), ("sea/2", (None, 2))]
)
@pytest.mark.parametrize("is_option", [True, False])
def test_a_right_covers_what_the_row_or_the_option_says(
    scope: str, expected: tuple[str | None, int | None], is_option: bool
) -> None:
    make_season(column=make_column(slug="sea"), number=2)
    said = "" if is_option else scope

    bring_in(
        f"邮箱,范围,到期\na@sea.example,{said},2027-01-01\n", covers=scope if is_option else ""
    )

    right = Entitlement.objects.get()
    assert (right.column and right.column.slug, right.season and right.season.number) == expected


def test_a_plan_says_what_is_covered() -> None:
    column = make_column()
    make_plan(code="yearly", scope="column", column=column)

    bring_in("email,plan,ends_at\na@sea.example,yearly,2027-01-01\n")

    assert Entitlement.objects.get().column == column


def test_bad_rows_are_named_by_line_and_the_others_come_in() -> None:
    report = bring_in(
        "email,scope,ends_at,starts_at,plan\n"
        "nobody,all,2027-01-01,,\n"
        "a@sea.example,all,soon,,\n"
        "b@sea.example,all,2026-02-30,,\n"
        "c@sea.example,,2027-01-01,,\n"
        "d@sea.example,lake,2027-01-01,,\n"
        "e@sea.example,,2027-01-01,,gold\n"
        "f@sea.example,all,2027-01-01,2028-01-01,\n"
        "\n"
        "g@sea.example,all,永久,,\n"
        "h@sea.example,all,2020-01-01,,\n"
    )

    assert [row.line for row in report.refused] == [2, 3, 4, 5, 6, 7, 8]
    assert steps(report) == {"account": 2, "granted": 1, "over": 1}
    assert set(User.objects.values_list("email", flat=True)) == {"g@sea.example", "h@sea.example"}
    assert Entitlement.objects.get().ends_at is None
    assert not any("@" in row.reason for row in report.refused)


def test_members_of_a_ghost_site_bring_the_end_of_what_they_paid() -> None:
    data = ghost(
        [
            {"id": "1", "email": "gift@sea.example", "status": "comped"},
            {"id": "2", "email": "paid@sea.example", "status": "paid"},
            {"id": "3", "email": "free@sea.example", "status": "free"},
            {"id": "4", "email": "year@sea.example", "status": "comped"},
            {"id": "5", "email": None},
        ],
        members_products=[{"member_id": "4", "expiry_at": "2027-03-01T00:00:00.000Z"}],
        members_stripe_customers=[{"member_id": "2", "customer_id": "c2"}],
        members_stripe_customers_subscriptions=[
            {"customer_id": "c2", "status": "active", "current_period_end": "2026-09-01T01:02:03Z"},
            {"customer_id": "c2", "status": "unpaid", "current_period_end": "2028-09-01T01:02:03Z"},
        ],
    )

    report = bring_in(data, name="site.json", covers="all")

    ends = dict(Entitlement.objects.values_list("reader__email", "ends_at"))
    assert ends == {
        "gift@sea.example": None,
        "paid@sea.example": datetime(2026, 9, 1, 1, 2, 3, tzinfo=UTC),
        "year@sea.example": datetime(2027, 3, 1, tzinfo=UTC),
    }
    assert steps(report) == {"account": 4, "granted": 3, "no_right": 1}
    assert [row.line for row in report.refused] == [5]


@pytest.mark.parametrize(
    ("text", "line"),
    [("name\n陆遥\n", 1), ("", 1), ('email\n"a@sea.example\n', 2), ("email\n" + "x" * 140_000, 2)],
)
def test_a_file_that_is_no_list_is_refused(text: str, line: int) -> None:
    with pytest.raises(NotUnderstood) as refusal:
        read_members("a.csv", text.encode())

    assert refusal.value.line == line


def test_only_who_may_grant_may_import() -> None:
    with pytest.raises(PermissionDenied):
        bring_in(LIST, by=make_staff(Role.EDITOR))

    assert not Entitlement.objects.exists()


def test_a_member_signs_in_with_a_code_by_mail(client: Client, mailoutbox: list[Any]) -> None:
    bring_in(LIST)

    client.post("/accounts/login/code/", {"email": "a@sea.example"})

    assert [mail.to for mail in mailoutbox] == [["a@sea.example"]]


def test_the_command_counts_and_names_lines(tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text(LIST + "nobody,,all,2027-01-01\n")
    out = StringIO()

    call_command("import_members", str(file), "--dry-run", stdout=out)

    assert "新建账户：2 个" in out.getvalue()
    assert "第 4 行没有导入：邮箱的写法不对" in out.getvalue()
    assert out.getvalue().endswith("这是试运行，什么也没有写入。\n")
    assert not User.objects.exists()
    with pytest.raises(CommandError, match="读不了文件"):
        call_command("import_members", str(tmp_path / "none.csv"))
