"""What search engines, share cards and caches are told."""

import json
import re
from typing import Any

import pytest
from django.test import Client

from tests import factories
from tests.subscribers.reading.pages import text_of

pytestmark = pytest.mark.django_db
BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def _linked_data(page: str) -> dict[str, Any]:
    found = BLOCK.search(page)
    assert found is not None
    data: dict[str, Any] = json.loads(found[1])
    return data


def test_a_paid_issue_says_where_its_wall_is(client: Client) -> None:
    author = factories.make_author(name="赵甲")
    page = text_of(client, factories.make_published_issue(authors=(author,)).get_absolute_url())
    data = _linked_data(page)
    assert data["@type"] == "NewsArticle"
    assert data["isAccessibleForFree"] is False
    assert data["hasPart"]["cssSelector"] == ".wall"
    assert 'class="wall"' in page
    assert data["author"][0]["name"] == "赵甲"
    assert data["datePublished"].startswith("2026-05-26T")


def test_a_trial_issue_says_that_it_is_free(client: Client) -> None:
    page = text_of(client, factories.make_published_issue(is_trial=True).get_absolute_url())
    data = _linked_data(page)
    assert data["isAccessibleForFree"] is True
    assert "hasPart" not in data


def test_a_headline_cannot_end_the_data_block(client: Client) -> None:
    headline = "</script><script>alert(1)</script>"
    page = text_of(client, factories.make_published_issue(headline=headline).get_absolute_url())
    assert _linked_data(page)["headline"] == headline
    assert "<script>alert" not in page


def test_addresses_in_the_head_are_full_ones(client: Client) -> None:
    issue = factories.make_published_issue()
    page = text_of(client, issue.get_absolute_url())
    address = f"http://127.0.0.1:8000/issues/{issue.pk}/"
    assert f'<link rel="canonical" href="{address}">' in page
    assert f'<meta property="og:url" content="{address}">' in page
    assert f'href="/columns/{issue.season.column.slug}/feed.atom"' in page


@pytest.mark.parametrize("path", ["/", "/columns/", "/guidelines/", "/search/?q=x"])
def test_a_signed_in_readers_pages_are_kept_by_nobody(client: Client, path: str) -> None:
    visitor = client.get(path)
    assert "no-store" not in visitor.headers.get("Cache-Control", "")
    assert "Set-Cookie" not in visitor.headers
    assert not visitor.cookies
    client.force_login(factories.make_user())
    signed_in = client.get(path)
    assert signed_in.headers["Cache-Control"] == "private, no-store"
    assert "Cookie" in signed_in.headers["Vary"]


def test_an_issue_is_shared_between_visitors_and_kept_from_caches_for_readers(
    client: Client,
) -> None:
    issue = factories.make_published_issue()
    visitor = client.get(issue.get_absolute_url())
    assert not visitor.cookies
    assert "Cookie" in visitor.headers["Vary"]
    client.force_login(factories.make_subscriber())
    subscriber = client.get(issue.get_absolute_url())
    assert subscriber.headers["Cache-Control"] == "private, no-store"


def test_personal_pages_ask_robots_to_stay_away(client: Client) -> None:
    client.force_login(factories.make_user())
    assert '<meta name="robots" content="noindex">' in text_of(client, "/account/")
    assert '<meta name="robots" content="noindex, follow">' in text_of(client, "/search/")


def test_no_page_carries_inline_code(client: Client) -> None:
    issue = factories.make_published_issue()
    client.force_login(factories.make_subscriber())
    for path in ("/", issue.get_absolute_url(), "/account/", "/search/", "/accounts/email/"):
        page = text_of(client, path)
        assert " style=" not in page, path
        assert not re.search(r"\son[a-z]+=", page), path
        scripts = re.findall(r"<script(?![^>]*\bsrc=)[^>]*>", page)
        assert all("application/" in script for script in scripts), scripts
