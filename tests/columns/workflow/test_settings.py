"""What a column wants of its texts, how seasons move on, and the list of words."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from columns.models import Column, Season, Term
from neican.accounts.models import User
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client: Client, chief: User) -> Client:
    client.force_login(chief)
    return client


def _season(season: Season, state: str) -> dict[str, Any]:
    own = {"column": season.column_id, "number": season.number, "title": season.title}
    return {**own, "state": state, "planned_count": ""}


@pytest.mark.parametrize(
    ("before", "after", "is_taken"),
    [
        ("presale", "running", True),
        ("running", "finished", True),
        ("finished", "running", True),
        ("running", "running", True),
        ("presale", "finished", False),
        ("running", "presale", False),
        ("finished", "presale", False),
    ],
)
def test_a_season_moves_on_by_its_table(
    desk: Client, before: str, after: str, is_taken: bool
) -> None:
    season = factories.make_season(state=before)
    address = reverse("admin:columns_season_change", args=[season.pk])
    answer = desk.post(address, _season(season, after))
    season.refresh_from_db()
    assert season.state == (after if is_taken else before)
    assert ("的一季不能改成" in answer.content.decode()) is not is_taken


@pytest.mark.parametrize("state", ["presale", "running", "finished"])
def test_a_new_season_begins_anywhere(desk: Client, state: str) -> None:
    column = factories.make_column()
    new = Season(column=column, number=1, title="第一季")
    desk.post(reverse("admin:columns_season_add"), _season(new, state))
    assert Season.objects.get().state == state


def _column(column: Column, **changed: Any) -> dict[str, Any]:
    forms = {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0}
    inline = {f"seasons-{name}": value for name, value in forms.items()}
    return {"name": column.name, "slug": column.slug, "position": 0, **inline, **changed}


def test_a_column_says_how_its_texts_are_passed(desk: Client) -> None:
    column = factories.make_column()
    assert (column.second_person, column.review_again, column.reviews_audio) == (True, True, False)
    address = reverse("admin:columns_column_change", args=[column.pk])
    assert "怎样才算可以发布" in desk.get(address).content.decode()
    desk.post(address, _column(column, reviews_audio="on"))
    column.refresh_from_db()
    assert (column.second_person, column.review_again, column.reviews_audio) == (False, False, True)


def test_the_seasons_in_a_columns_table_move_by_the_same_rule(desk: Client) -> None:
    season = factories.make_season(state="finished")
    row = {"id": season.pk, "column": season.column_id, **_season(season, "presale")}
    fields = {
        **_column(season.column),
        "seasons-TOTAL_FORMS": 1,
        "seasons-INITIAL_FORMS": 1,
        **{f"seasons-0-{name}": value for name, value in row.items()},
    }
    address = reverse("admin:columns_column_change", args=[season.column_id])
    assert "的一季不能改成" in desk.post(address, fields).content.decode()
    season.refresh_from_db()
    assert season.state == "finished"


@pytest.fixture
def words(client: Client, editor: User) -> Client:
    client.force_login(editor)
    return client


def _term(**fields: Any) -> dict[str, Any]:
    return {"wrong": "Anthroic", "right": "Anthropic", "column": "", "note": "", **fields}


def test_an_editor_adds_a_word_for_all_columns_or_for_one(words: Client) -> None:
    column = factories.make_column()
    for chosen in ("", column.pk):
        words.post(reverse("admin:columns_term_add"), _term(column=chosen))
    found = Term.objects.order_by("pk").values_list("wrong", "right", "column")
    assert list(found) == [
        ("Anthroic", "Anthropic", None),
        ("Anthroic", "Anthropic", column.pk),
    ]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"right": "Anthroic"}, "是同一个词"),
        ({"wrong": "Anthropic", "right": "Anthroic"}, "两条会来回改"),
        ({"right": "别的"}, "已经在表里，应作“Anthropic”"),
    ],
)
def test_a_word_that_leads_nowhere_or_is_there_already_is_refused(
    words: Client, fields: dict[str, str], said: str
) -> None:
    Term.objects.create(wrong="Anthroic", right="Anthropic")
    answer = words.post(reverse("admin:columns_term_add"), _term(**fields))
    page = answer.content.decode()
    assert said in page
    assert "约束" not in page  # the database's own words
    assert Term.objects.count() == 1


def test_an_author_reads_the_list_and_does_not_write_it(client: Client, author: User) -> None:
    client.force_login(author)
    assert client.get(reverse("admin:columns_term_changelist")).status_code == 200
    assert client.post(reverse("admin:columns_term_add"), _term()).status_code == 403
    assert not Term.objects.exists()
