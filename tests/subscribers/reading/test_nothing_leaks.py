"""The sentence behind the wall stands nowhere on the way of a reader without access."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from columns.models import Issue
from columns.search import services as search
from tests import factories

pytestmark = pytest.mark.django_db
ADDRESSES: list[Callable[[Issue], str]] = [
    lambda issue: "/",
    lambda issue: "/columns/",
    lambda issue: issue.get_absolute_url(),
    lambda issue: f"{issue.get_absolute_url()}?page=2&format=full&preview=0",
    lambda issue: issue.season.get_absolute_url(),
    lambda issue: issue.season.column.get_absolute_url(),
    lambda issue: f"/columns/{issue.season.column.slug}/feed.atom",
    lambda issue: f"/search/?q={factories.CANARY}",
    lambda issue: "/search/?q=金丝雀",
    lambda issue: issue.bylines.all()[0].author.get_absolute_url(),
]
KINDS = ["visitor", "reader", "lapsed", "too early", "other column"]


def _sign_in(client: Client, kind: str) -> None:
    if kind == "reader":
        client.force_login(factories.make_user())
    elif kind == "lapsed":
        client.force_login(factories.make_subscriber(ends_at=timezone.now() - timedelta(days=1)))
    elif kind == "too early":
        client.force_login(factories.make_subscriber(starts_at=timezone.now() + timedelta(days=1)))
    elif kind == "other column":
        client.force_login(factories.make_subscriber(column=factories.make_column()))


@pytest.mark.parametrize("kind", KINDS)
def test_no_page_or_feed_holds_what_is_behind_the_wall(client: Client, kind: str) -> None:
    issue = factories.make_published_issue()
    search.index_issue(issue.pk)
    _sign_in(client, kind)
    for address in ADDRESSES:
        response = client.get(address(issue))
        assert response.status_code == 200
        body = response.content.decode().replace(f'value="{factories.CANARY}"', "")
        body = body.replace(f"<title>{factories.CANARY}", "")
        assert factories.CANARY not in body, address(issue)
        assert "墙后的第一句" not in body, address(issue)


@pytest.mark.parametrize("kind", KINDS)
def test_a_refused_comment_brings_no_paid_text_along(client: Client, kind: str) -> None:
    issue = factories.make_published_issue()
    factories.make_guidelines()
    _sign_in(client, kind)
    response = client.post(f"/issues/{issue.pk}/comments/", {"body": "让我看看"})
    assert response.status_code == 403
    assert factories.CANARY not in response.content.decode()


def test_the_probe_would_find_it_where_it_may_stand(client: Client) -> None:
    issue = factories.make_published_issue()
    client.force_login(factories.make_subscriber())
    assert factories.CANARY in client.get(issue.get_absolute_url()).content.decode()


def test_a_description_comes_from_the_free_part_even_for_a_subscriber(client: Client) -> None:
    issue = factories.make_published_issue()
    client.force_login(factories.make_subscriber())
    head = client.get(issue.get_absolute_url()).content.decode().split("</head>")[0]
    assert 'name="description" content="开头这一段人人可读。第二句也在这里。"' in head
    assert factories.CANARY not in head
