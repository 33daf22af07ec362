"""去搜搜: finds words anywhere, and shows only what this reader may read."""

import pytest
from django.test import Client

from columns.search import services as search
from tests import factories
from tests.subscribers.reading.pages import text_of

pytestmark = pytest.mark.django_db


def test_words_of_the_free_part_are_found_and_marked(client: Client) -> None:
    issue = factories.make_published_issue(headline="关于开头")
    search.index_issue(issue.pk)
    page = text_of(client, "/search/?q=人人可读")
    assert "找到 1 期" in page
    assert "<mark>人人可读</mark>" in page
    assert issue.get_absolute_url() in page


def test_words_behind_the_wall_are_found_by_subscribers_only(client: Client) -> None:
    issue = factories.make_published_issue(headline="藏着一句话")
    search.index_issue(issue.pk)
    hidden = text_of(client, "/search/?q=金丝雀")
    assert "没有找到" in hidden
    assert "藏着一句话" not in hidden
    client.force_login(factories.make_subscriber())
    shown = text_of(client, "/search/?q=金丝雀")
    assert "藏着一句话" in shown
    assert "<mark>金丝雀</mark>" in shown


@pytest.mark.parametrize(
    "query", ["", "   ", "一", "%_'\"()", "😀", "\u200b", "好" * 200, "<b>", "\x00"]
)
def test_any_query_gets_a_page(client: Client, query: str) -> None:
    response = client.get("/search/", {"q": query})
    assert response.status_code == 200
    assert "<b>" not in response.content.decode()


def test_an_issue_that_was_withdrawn_is_not_shown_from_a_stale_index(client: Client) -> None:
    issue = factories.make_published_issue(headline="旧索引里的一期")
    search.index_issue(issue.pk)
    type(issue).objects.filter(pk=issue.pk).update(status="withdrawn")
    assert "旧索引里的一期" not in text_of(client, "/search/?q=人人可读")
