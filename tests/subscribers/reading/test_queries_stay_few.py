"""Pages ask the tables as often for twenty issues or comments as for two."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from columns.models import Issue
from neican.accounts.models import User
from tests import factories

pytestmark = pytest.mark.django_db
Counter = Callable[..., Any]


def _shelf(issues: int) -> Issue:
    season = factories.make_season()
    authors = (factories.make_author(), factories.make_author())
    made = [factories.make_published_issue(season=season, authors=authors) for _ in range(issues)]
    return made[-1]


def _talk(issue: Issue, count: int) -> None:
    guidelines = factories.make_guidelines()
    for _ in range(count):
        parent = factories.make_comment(issue=issue, state="visible", guidelines=guidelines)
        factories.make_comment(issue=issue, state="visible", guidelines=guidelines, parent=parent)


@pytest.mark.parametrize(("path", "most"), [("/", 7), ("column", 7), ("season", 6), ("author", 5)])
@pytest.mark.parametrize("issues", [2, 12])
def test_a_list_costs_a_visitor_few_queries(
    client: Client, django_assert_max_num_queries: Counter, path: str, most: int, issues: int
) -> None:
    issue = _shelf(issues)
    addresses = {
        "/": "/",
        "column": issue.season.column.get_absolute_url(),
        "season": issue.season.get_absolute_url(),
        "author": issue.bylines.all()[0].author.get_absolute_url(),
    }
    with django_assert_max_num_queries(most):
        assert client.get(addresses[path]).status_code == 200


@pytest.mark.parametrize("comments", [1, 10])
def test_an_issue_costs_a_visitor_few_queries(
    client: Client, django_assert_max_num_queries: Counter, comments: int
) -> None:
    issue = _shelf(3)
    _talk(issue, comments)
    with django_assert_max_num_queries(9):
        assert client.get(issue.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("comments", [1, 10])
def test_an_issue_costs_a_subscriber_few_queries(
    client: Client, django_assert_max_num_queries: Counter, comments: int
) -> None:
    issue = _shelf(3)
    _talk(issue, comments)
    reader: User = factories.make_subscriber()
    client.force_login(reader)
    with django_assert_max_num_queries(12):  # session and reader are two of them
        assert client.get(issue.get_absolute_url()).status_code == 200


def test_the_paid_text_is_not_even_asked_for_without_access(client: Client) -> None:
    issue = _shelf(2)
    with CaptureQueriesContext(connection) as asked:
        client.get(issue.get_absolute_url())
    assert not [query["sql"] for query in asked.captured_queries if "full_html" in query["sql"]]
    client.force_login(factories.make_subscriber())
    with CaptureQueriesContext(connection) as asked:
        client.get(issue.get_absolute_url())
    paid = [query["sql"] for query in asked.captured_queries if "full_html" in query["sql"]]
    assert len(paid) == 1
