"""Versions of the rules: written ahead, fixed once they hold."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from neican.accounts.roles import Role
from subscribers.comments.models import Clause, Guidelines
from tests.factories import make_guidelines, make_staff

ADD = reverse("admin:comments_guidelines_add")


@pytest.fixture
def chief(client: Client, db: None) -> Client:
    client.force_login(make_staff(Role.CHIEF_EDITOR))
    return client


def page_of(guidelines: Guidelines) -> str:
    return reverse("admin:comments_guidelines_change", args=[guidelines.pk])


def filled(page: Any, **changes: str) -> dict[str, str]:
    """What a browser would send back of the page, with some fields changed."""
    forms = [page.context["adminform"].form]
    for inline in page.context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    data = {}
    for form in forms:
        for field in form:
            value = field.value()
            data[field.html_name] = "" if value is None else str(value)
    ahead = timezone.localtime() + timedelta(days=7)
    when = {"valid_from_0": f"{ahead:%Y-%m-%d}", "valid_from_1": f"{ahead:%H:%M:%S}"}
    return {**data, **when, **changes}


def test_a_new_version_begins_as_a_copy_and_takes_the_next_number(chief: Client) -> None:
    old = make_guidelines(version=7)
    Clause.objects.filter(guidelines=old).update(ladder=["delete", "mute_7d"])
    page = chief.get(ADD)
    response = chief.post(ADD, filled(page, **{"clauses-2-text": "请对事不对人。"}))
    assert response.status_code == 302, response.context["errors"]
    new = Guidelines.objects.get(version=8)
    assert (new.title, new.preamble) == (old.title, old.preamble)
    codes = list(old.clauses.values_list("number", "code"))
    assert list(new.clauses.values_list("number", "code")) == codes
    assert new.clauses.get(number=3).text == "请对事不对人。"
    assert new.clauses.get(number=1).ladder == ["delete", "mute_7d"]
    assert old.clauses.get(number=3).text == "attack 的条文。"


def test_a_version_that_holds_is_read_only(chief: Client) -> None:
    valid = make_guidelines()
    page = chief.get(page_of(valid))
    assert page.status_code == 200
    assert 'name="title"' not in page.content.decode()
    assert 'name="clauses-0-text"' not in page.content.decode()
    response = chief.post(page_of(valid), {"title": "换了", "preamble": "换了"})
    assert response.status_code == 403
    valid.refresh_from_db()
    assert valid.title == "社区公约"


def test_a_version_not_yet_valid_can_be_changed(chief: Client) -> None:
    make_guidelines()
    ahead = make_guidelines(valid_from=timezone.now() + timedelta(days=1))
    Clause.objects.update(ladder=["delete"])
    page = chief.get(page_of(ahead))
    changes = {"title": "新公约", "clauses-0-ladder": "delete，mute_30d suspend"}
    assert chief.post(page_of(ahead), filled(page, **changes)).status_code == 302
    ahead.refresh_from_db()
    assert ahead.title == "新公约"
    assert ahead.clauses.get(number=1).ladder == ["delete", "mute_30d", "suspend"]


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"clauses-0-ladder": "delete, banish"}, "没有“banish”这一步。"),
        ({"clauses-0-code": "something_else"}, "请补上：ad_contact"),
        ({"valid_from_0": "2020-01-01"}, "生效时间不能早于现在。"),
        ({"clauses-0-ladder": ""}, "这个字段是必填项。"),
    ],
)
def test_a_version_that_would_not_work_is_refused(
    chief: Client, changes: dict[str, str], told: str
) -> None:
    make_guidelines(version=7)
    Clause.objects.update(ladder=["delete"])
    page = chief.post(ADD, filled(chief.get(ADD), **changes))
    assert page.status_code == 200
    assert told in page.content.decode()
    assert Guidelines.objects.count() == 1


def test_the_list_tells_which_version_holds(chief: Client) -> None:
    make_guidelines(version=1)
    make_guidelines(version=2)
    make_guidelines(version=3, valid_from=timezone.now() + timedelta(days=1))
    page: Any = chief.get(reverse("admin:comments_guidelines_changelist"))
    words = page.content.decode()
    assert [words.count(label) for label in ("已被取代", "生效中", "尚未生效")] == [1, 1, 1]


def test_nobody_deletes_a_version(chief: Client) -> None:
    guidelines = make_guidelines()
    delete = reverse("admin:comments_guidelines_delete", args=[guidelines.pk])
    assert chief.post(delete, {"post": "yes"}).status_code == 403
    assert Guidelines.objects.filter(pk=guidelines.pk).exists()


@pytest.mark.parametrize(
    ("role", "look", "add"),
    [
        (Role.MODERATOR, 200, 403),
        (Role.OPERATOR, 200, 403),
        (Role.EDITOR, 403, 403),
        (Role.FINANCE, 403, 403),
    ],
)
def test_other_roles_write_no_rules(
    client: Client, db: None, role: Role, look: int, add: int
) -> None:
    client.force_login(make_staff(role))
    ahead = make_guidelines(valid_from=timezone.now() + timedelta(days=1))
    assert client.get(page_of(ahead)).status_code == look
    assert client.get(ADD).status_code == add
    assert client.post(page_of(ahead), {"title": "换了"}).status_code == 403
    ahead.refresh_from_db()
    assert ahead.title == "社区公约"
