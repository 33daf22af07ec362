"""The index follows the tables: by signal at once, by sweep for certain."""

from datetime import datetime
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection

from columns import services as newsroom
from columns.models import Author, Column, Issue
from columns.search import services, tasks
from columns.search.models import Entry
from columns.search.services import Hit, find, owed
from tests.factories import (
    make_author,
    make_column,
    make_issue,
    make_published_issue,
    make_season,
    republish,
)

pytestmark = pytest.mark.django_db


def test_an_unindexed_public_issue_is_owed_until_it_is_indexed() -> None:
    issue = make_published_issue()
    assert owed() == [issue.pk]
    services.index_issue(issue.pk)
    assert owed() == []


def test_a_draft_is_neither_owed_nor_indexed() -> None:
    issue = make_issue(headline="美光")
    services.index_issue(issue.pk)
    assert owed() == []
    assert not Entry.objects.exists()
    assert find("美光") == []


def test_a_new_text_is_owed(now: datetime) -> None:
    issue = make_published_issue()
    services.index_issue(issue.pk)
    republish(issue, "<p>换了。</p><h2>节</h2><p>完。</p>", at=now)
    assert owed() == [issue.pk]


@pytest.mark.parametrize("field", ["headline", "rubric", "standfirst"])
def test_new_words_around_the_same_text_are_owed(field: str) -> None:
    issue = make_published_issue()
    services.index_issue(issue.pk)
    Issue.objects.filter(pk=issue.pk).update(**{field: "改过的话"})
    assert owed() == [issue.pk]
    services.index_issue(issue.pk)
    assert owed() == []
    assert find("改过的话") == [Hit(issue.pk, in_public=True)]


def test_a_withdrawn_issue_is_owed_until_it_is_forgotten(now: datetime) -> None:
    issue = make_published_issue()
    services.index_issue(issue.pk)
    newsroom.withdraw_issue(issue_id=issue.pk, by=None, at=now)
    assert owed() == [issue.pk]
    services.index_issue(issue.pk)
    assert owed() == []
    assert not Entry.objects.exists()


def test_forgetting_removes_the_words_too() -> None:
    issue = make_published_issue()
    services.index_issue(issue.pk)
    services.forget_issue(issue.pk)
    table = "search_words" if connection.vendor == "sqlite" else "search_entry"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        assert cursor.fetchone() == (0,)


def test_forgetting_what_was_never_known_is_no_error() -> None:
    services.forget_issue(404)
    services.index_issue(404)
    assert not Entry.objects.exists()


def test_publishing_rings_the_bell_and_withdrawing_too(
    now: datetime, django_capture_on_commit_callbacks: object, eager: None
) -> None:
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        issue = make_published_issue(headline="美光禁令")
    assert find("美光禁令") == [Hit(issue.pk, in_public=True)]
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        newsroom.withdraw_issue(issue_id=issue.pk, by=None, at=now)
    assert not Entry.objects.exists()


def test_the_sweep_finds_what_no_bell_reached(eager: None) -> None:
    issue = make_published_issue(headline="美光禁令")
    assert find("美光禁令") == []
    tasks.sweep()
    assert find("美光禁令") == [Hit(issue.pk, in_public=True)]


def test_rebuilding_makes_all_public_issues_findable_and_no_other(now: datetime) -> None:
    kept, gone = make_published_issue(headline="美光"), make_published_issue(headline="英伟达")
    services.index_issue(gone.pk)
    newsroom.withdraw_issue(issue_id=gone.pk, by=None, at=now)
    out = StringIO()
    call_command("rebuild_search", stdout=out)
    assert out.getvalue() == "已重建搜索索引：1 期。\n"
    assert list(Entry.objects.values_list("issue", flat=True)) == [kept.pk]
    assert owed() == []


def test_a_renamed_author_is_owed_and_found_by_the_new_name_alone() -> None:
    author = make_author(name="沈溪")
    issue, other = make_published_issue(authors=(author, make_author())), make_published_issue()
    for one in (issue, other):
        services.index_issue(one.pk)
    assert owed() == []
    Author.objects.filter(pk=author.pk).update(name="沈西")
    assert owed() == [issue.pk]
    services.index_issue(issue.pk)
    assert owed() == []
    assert find("沈西") == [Hit(issue.pk, in_public=True)]
    assert find("沈溪") == []


@pytest.mark.parametrize(
    "change", [{"name": "改了名"}, {"tagline": "改了副题"}, {"tagline": ""}, {"name": "ABC"}]
)
def test_a_renamed_column_is_owed(change: dict[str, str]) -> None:
    column = make_column(name="Abc", tagline="副题")
    issue = make_published_issue(season=make_season(column=column))
    make_published_issue()
    for one in owed():
        services.index_issue(one)
    assert owed() == []
    Column.objects.filter(pk=column.pk).update(**change)
    assert owed() == [issue.pk]
    services.index_issue(issue.pk)
    assert owed() == []


def test_a_name_that_is_part_of_another_is_still_told_apart() -> None:
    author = make_author(name="沈溪月")
    issue = make_published_issue(authors=(author,))
    services.index_issue(issue.pk)
    Author.objects.filter(pk=author.pk).update(name="沈溪")
    assert owed() == [issue.pk]
