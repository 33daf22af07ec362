"""Role × route × method: who is let in where, and whose sending changes anything."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.journeys import rights_asking as asking
from tests.journeys import rights_house
from tests.journeys.rights_forms import payload
from tests.journeys.rights_house import ROLES, SECRET, House

pytestmark = pytest.mark.django_db

ROWS = asking.rows(asking.TABLE.read_text())
# Whoever has its token is who it was made for.
OPENED_BY_A_LINK = frozenset({"review", "review_remark", "review_approve"})
DOORS = {door.name: door for door in rights_house.doors()}


@pytest.fixture
def house() -> House:
    built = rights_house.build()
    assert rights_house.drafts_hold_the_secret()
    return built


def test_every_route_has_a_row_for_reading_and_one_for_sending() -> None:
    """A new route without its rows fails here."""
    assert len(DOORS) > 100
    for method in ("GET", "POST"):
        told = {row.route for row in ROWS if row.method == method}
        assert sorted(DOORS.keys() - told) == []
        assert sorted(told - DOORS.keys()) == []


def test_no_row_stands_twice() -> None:
    keys = [(row.key, row.method) for row in ROWS]
    assert len(set(keys)) == len(keys)


def test_every_step_of_the_panel_has_a_row() -> None:
    told = {row.given.get("name") for row in ROWS if row.route == "admin:columns_issue_step"}
    assert told == asking.steps()


def test_the_watch_over_what_is_told_sees_what_it_should(house: House) -> None:
    """The control: whoever may read a draft is told its words, and would be caught telling."""
    where = reverse("preview", args=[house.issues["draft"].pk]) + "?as=season&text=draft"
    told = asking.ask(house, "author", "GET", where).told
    assert house.not_for("author", told) == []
    assert house.not_for("moderator", told) == [SECRET]
    address = house.people["reader"].email
    assert house.not_for("editor", f"写给 {address}") == [address]
    assert house.not_for("reader", address) == house.not_for("finance", address) == []


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_everybody_is_answered_as_the_table_says(house: House, method: str) -> None:
    wrong = {}
    for row in ROWS:
        if row.method == method:
            where = asking.address(house, DOORS[row.route], row)
            sent = payload(house, row, where) if method == "POST" else {}
            for role in ROLES:
                answer = asking.ask(house, role, method, where, sent)
                if answer.code != row.answers[role]:
                    wrong[f"{row.key} {role}"] = f"{answer.code}, not {row.answers[role]}"
                found = house.not_for(role, answer.told)
                if found and row.route not in OPENED_BY_A_LINK:
                    wrong[f"{row.key} {role}"] = f"tells {found}"
    assert wrong == {}


def test_looking_changes_nothing() -> None:
    """
    But for the outsider's link, which notes that it was opened; the desk, which opens a window;
    and the page of addresses, on which allauth notes one that it did not know yet.
    """
    looking = [row for row in ROWS if row.method == "GET"]
    changing = {row.key for row in looking if "!" in "".join(row.answers.values())}
    desk = {"admin:columns_issue_change", "admin:columns_issue_change@public"}
    assert changing == {"review", "account_email", *desk}


def test_what_was_sent_would_have_changed_something() -> None:
    """The control: where anybody is let in with a form, the form was one that is taken."""
    forms = (
        "_add",
        "_change",
        "_delete",
        "_step",
        "_words",
        "_upload",
        "_save",
        "_link",
        "_remark",
    )
    futile = {
        row.key
        for row in ROWS
        if row.method == "POST"
        and row.route.startswith("admin:")
        and row.route.endswith(forms)
        and {"200", "302"} & set(row.answers.values())
        and "!" not in "".join(row.answers.values())
    }
    # One's own password is asked for; a door to the library; an issue that readers know; one in
    # which nobody has a window.
    assert futile == {
        "admin:password_change",
        "admin:columns_image_add",
        "admin:columns_issue_delete@public",
        "admin:columns_issue_change@public",
    }


def test_nobody_who_is_turned_away_changes_anything() -> None:
    away = ("login!", "403!", "404!", "405!")
    assert [row.key for row in ROWS if set(away) & set(row.answers.values())] == []


def test_no_sending_without_a_token_is_heard(house: House, settings: Any) -> None:
    """From wherever a form may come, and even of the owner; but for the choice of a language."""
    settings.CSRF_FAILURE_VIEW = "tests.journeys.rights_asking.no_token"
    heard = set()
    for door in DOORS.values():
        row = asking.Row(door.name, "draft", _any_name(door.name), "POST", {})
        client = Client(enforce_csrf_checks=True)
        client.force_login(house.people["owner"])
        if client.post(asking.address(house, door, row)).status_code != asking.NO_TOKEN:
            heard.add(door.name)
    assert heard == {"language"}


def _any_name(route: str) -> dict[str, str]:
    if route == "admin:columns_issue_step":
        return {"name": "submit"}
    return {"name": "embedded"} if route.startswith("admin:audio_engine_") else {}
