"""What goes out when, what is stuck where, and what waits for me."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from columns import services
from columns.admin.board.cards import Card, lanes
from columns.admin.board.filters import filters_of
from columns.admin.board.month import month_named, month_of
from columns.admin.board.todo import todo_for
from columns.models import Issue
from neican.accounts.models import User
from neican.accounts.roles import Role
from tests import factories

pytestmark = pytest.mark.django_db


def _board(by: User, now: datetime, **chosen: Any) -> dict[str, list[Card]]:
    """The cards by lane, where there are any."""
    request = RequestFactory().get("/", chosen)
    request.user = by
    found = lanes(filters_of(request).issues(), now)
    return {lane.name: list(lane.cards) for lane in found if lane.cards}


def _headlines(by: User, now: datetime, **chosen: Any) -> dict[str, list[str]]:
    return {
        name: [one.headline for one in cards] for name, cards in _board(by, now, **chosen).items()
    }


def _hand(issue: Issue, now: datetime) -> dict[str, Any]:
    return {"issue_id": issue.pk, "by": None, "at": now}


def test_every_issue_hangs_in_the_lane_of_its_stage(editor: User, now: datetime) -> None:
    made = {name: factories.make_issue(headline=name, at=now) for name in "abcd"}
    services.submit_issue(**_hand(made["b"], now))
    for name in "cd":
        services.approve_issue(**_hand(made[name], now))
    services.schedule_issue(**_hand(made["d"], now), goes_out_at=now + timedelta(days=1))
    changed = factories.make_published_issue(headline="e", at=now - timedelta(days=30))
    services.save_revision(**_hand(changed, now), body="<p>改。</p><p>尾。</p>")
    factories.make_published_issue(headline="f", at=now)
    gone = factories.make_published_issue(headline="g", at=now)
    services.withdraw_issue(**_hand(gone, now))
    assert _headlines(editor, now) == {
        "draft": ["a"],
        "review": ["b"],
        "approved": ["c"],
        "scheduled": ["d"],
        "updates": ["e"],
        "published": ["f"],
    }


def test_an_update_in_review_hangs_with_the_reviews_and_says_so(
    editor: User, now: datetime
) -> None:
    issue = factories.make_published_issue(at=now - timedelta(days=30))
    services.save_revision(**_hand(issue, now), body="<p>改。</p><p>尾。</p>")
    services.submit_issue(**_hand(issue, now))
    (card,) = _board(editor, now)["review"]
    assert card.is_update


def test_a_card_says_who_has_it_since_when_and_that_it_is_late(
    editor: User, chief: User, now: datetime
) -> None:
    issue = factories.make_issue(at=now)
    due = now + timedelta(days=2)
    services.submit_issue(**_hand(issue, now), reviewer=chief, due_at=due)
    (card,) = _board(editor, now + timedelta(days=2, hours=23))["review"]
    assert (card.holder, card.due, card.is_late) == ("王五", "5月28日", True)
    assert (card.idle_days, card.is_stuck) == (2, False)
    (card,) = _board(editor, now + timedelta(days=3))["review"]
    assert (card.idle_days, card.is_stuck) == (3, True)
    (card,) = _board(editor, now + timedelta(days=1))["review"]
    assert not card.is_late


def test_the_most_pressing_hangs_on_top(editor: User, chief: User, now: datetime) -> None:
    factories.make_issue(headline="whenever", at=now)
    for days, name in ((3, "later"), (1, "sooner")):
        issue = factories.make_issue(headline=name, at=now)
        services.assign_issue(**_hand(issue, now), to=chief, due_at=now + timedelta(days=days))
    assert _headlines(editor, now)["draft"] == ["sooner", "later", "whenever"]


def test_the_board_shows_one_column_one_season_or_what_is_mine(editor: User, now: datetime) -> None:
    here, there = factories.make_issue(headline="here"), factories.make_issue(headline="there")
    services.assign_issue(**_hand(there, now), to=editor, due_at=None)
    assert _headlines(editor, now, column=here.season.column_id) == {"draft": ["here"]}
    assert _headlines(editor, now, season=there.season_id) == {"draft": ["there"]}
    assert _headlines(editor, now, mine=1) == {"draft": ["there"]}
    assert len(_headlines(editor, now, column="九", season="-1")["draft"]) == 2


def test_an_author_sees_his_own(author: User, now: datetime) -> None:
    factories.make_issue(headline="others")
    factories.make_issue(headline="own", authors=(author.author,))
    assert _headlines(author, now) == {"draft": ["own"]}


@pytest.mark.parametrize("page", ["board", "calendar"])
@pytest.mark.parametrize("role", [Role.MODERATOR, Role.FINANCE, Role.OPERATOR])
def test_who_writes_nothing_has_no_board(client: Client, page: str, role: Role) -> None:
    client.force_login(factories.make_staff(role))
    assert client.get(reverse(f"admin:columns_issue_{page}")).status_code == 403


@pytest.mark.parametrize("page", ["board", "calendar"])
def test_the_pages_ask_the_database_as_often_for_many_issues_as_for_one(
    client: Client, editor: User, page: str
) -> None:
    client.force_login(editor)

    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(reverse(f"admin:columns_issue_{page}")).status_code == 200
        return len(queries)

    season = factories.make_season()
    now = datetime.now(UTC)
    factories.make_published_issue(season=season, at=now)
    asked()
    one = asked()
    for _ in range(5):
        factories.make_issue(season=season, at=now)
        factories.make_published_issue(season=season, at=now)
    assert asked() == one


def _entries(by: User, first: date, now: datetime) -> dict[str, list[tuple[str, str]]]:
    request = RequestFactory().get("/")
    request.user = by
    month = month_of(filters_of(request).issues(), first, now)
    return {
        str(day.date): [(entry.kind, entry.headline) for entry in day.entries]
        for week in month.weeks
        for day in week
        if day.entries
    }


def test_the_calendar_holds_what_went_and_what_goes_out_on_its_local_day(
    editor: User, now: datetime
) -> None:
    factories.make_published_issue(headline="out", at=now)
    late = factories.make_issue(headline="late", at=now)
    services.approve_issue(**_hand(late, now))
    # 23:30 in UTC is the next morning there.
    services.schedule_issue(
        **_hand(late, now), goes_out_at=datetime(2026, 5, 27, 23, 30, tzinfo=UTC)
    )
    factories.make_issue(headline="not yet", at=now)
    assert _entries(editor, date(2026, 5, 1), now) == {
        "2026-05-26": [("published", "out")],
        "2026-05-28": [("scheduled", "late")],
    }


def test_an_issue_with_a_scheduled_update_stands_on_both_days(editor: User, now: datetime) -> None:
    issue = factories.make_published_issue(headline="twice", at=now)
    services.save_revision(**_hand(issue, now), body="<p>改。</p><p>尾。</p>")
    services.approve_issue(**_hand(issue, now))
    services.schedule_issue(**_hand(issue, now), goes_out_at=now + timedelta(days=2))
    assert _entries(editor, date(2026, 5, 1), now) == {
        "2026-05-26": [("published", "twice")],
        "2026-05-28": [("update", "twice")],
    }


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("2027-02", date(2027, 2, 1)),
        ("", date(2026, 5, 1)),
        ("2027-13", date(2026, 5, 1)),
        ("0001-01", date(2026, 5, 1)),
        ("9999-12", date(2026, 5, 1)),
    ],
)
def test_the_address_names_the_month_and_nonsense_names_this_one(name: str, first: date) -> None:
    assert month_named(name, date(2026, 5, 26)) == first


def test_the_months_beside_are_named(editor: User, now: datetime) -> None:
    month = month_of(Issue.objects.all(), date(2027, 1, 1), now)
    assert (month.before, month.after) == ("2026-12", "2027-02")
    assert month.weeks[0][0].date == date(2026, 12, 28)
    assert [day.is_here for day in month.weeks[0]] == [False] * 4 + [True] * 3


def test_what_is_in_my_hands_and_what_anybody_may_review_waits_for_me(
    editor: User, chief: User, now: datetime
) -> None:
    names = ("mine", "free", "hers", "nobody's draft")
    made = {name: factories.make_issue(headline=name, at=now) for name in names}
    services.assign_issue(**_hand(made["mine"], now), to=editor, due_at=None)
    services.submit_issue(**_hand(made["free"], now))
    services.submit_issue(**_hand(made["hers"], now), reviewer=chief)
    assert {duty.headline for duty in todo_for(editor, now).duties} == {"mine", "free"}


def test_an_author_is_not_asked_to_review(author: User, now: datetime) -> None:
    issue = factories.make_issue(authors=(author.author,), at=now)
    services.submit_issue(**_hand(issue, now))
    assert todo_for(author, now).duties == []


def test_notices_stand_on_the_first_page_until_they_are_read(
    client: Client, editor: User, chief: User, now: datetime
) -> None:
    issue = factories.make_issue(headline="退回的那期", by=editor, at=now)
    services.submit_issue(issue_id=issue.pk, by=editor, at=now, reviewer=chief)
    services.reject_issue(issue_id=issue.pk, by=chief, at=now, reason="第二节缺出处")
    client.force_login(editor)
    page = client.get(reverse("admin:index")).content.decode()
    assert "王五：退回" in page
    assert "第二节缺出处" in page
    client.post(reverse("admin:columns_issue_notices_read"))
    assert "第二节缺出处" not in client.get(reverse("admin:index")).content.decode()
    assert todo_for(chief, now).news != []


def test_reading_notices_is_never_done_by_looking(client: Client, editor: User) -> None:
    client.force_login(editor)
    assert client.get(reverse("admin:columns_issue_notices_read")).status_code == 405


@pytest.mark.parametrize(
    ("role", "is_told"), [(Role.EDITOR, True), (Role.AUTHOR, True), (Role.MODERATOR, False)]
)
def test_the_first_page_tells_of_duties_only_those_who_have_any(
    client: Client, role: Role, is_told: bool
) -> None:
    client.force_login(factories.make_staff(role))
    page = client.get(reverse("admin:index")).content.decode()
    assert ("待我处理" in page) is is_told
