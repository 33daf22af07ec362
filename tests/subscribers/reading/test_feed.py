"""A column's Atom feed: the free part, ids that never change, hours of Shanghai."""

from datetime import UTC, datetime

import lxml.etree
import pytest
from django.test import Client

from tests import factories

pytestmark = pytest.mark.django_db
ATOM = {"a": "http://www.w3.org/2005/Atom"}


def _feed(client: Client, slug: str) -> lxml.etree._Element:
    response = client.get(f"/columns/{slug}/feed.atom")
    assert response.headers["Content-Type"].startswith("application/atom+xml")
    return lxml.etree.fromstring(response.content)


def _one(feed: lxml.etree._Element, path: str) -> str:
    found = feed.findtext(path, namespaces=ATOM)
    assert found is not None
    return found


def test_an_entry_holds_the_free_part_without_the_read_alongs_marks(client: Client) -> None:
    issue = factories.make_published_issue(headline="抹零", rubric="摊头")
    feed = _feed(client, issue.season.column.slug)
    summary = _one(feed, "a:entry/a:summary")
    assert _one(feed, "a:entry/a:title") == "抹零|摊头"
    assert summary.startswith("<p>开头这一段人人可读。第二句也在这里。</p>")
    assert f"http://127.0.0.1:8000/issues/{issue.pk}/" in summary
    assert "span" not in summary
    assert "墙后" not in summary


def test_hours_carry_shanghais_offset(client: Client) -> None:
    issue = factories.make_published_issue(at=datetime(2026, 5, 26, 9, 19, tzinfo=UTC))
    feed = _feed(client, issue.season.column.slug)
    assert _one(feed, "a:entry/a:published") == "2026-05-26T17:19:00+08:00"


def test_an_edited_issue_is_an_update_of_the_same_entry(client: Client) -> None:
    issue = factories.make_published_issue()
    slug = issue.season.column.slug
    before = _feed(client, slug)
    body, at = "<p>改过的开头。</p><h2>节</h2><p>后文。</p>", datetime(2026, 6, 1, tzinfo=UTC)
    factories.republish(issue, body, at=at, correction="改正了开头。")
    after = _feed(client, slug)
    assert _one(after, "a:entry/a:id") == _one(before, "a:entry/a:id")
    assert _one(after, "a:entry/a:updated") == "2026-06-01T08:00:00+08:00"
    assert _one(after, "a:entry/a:published") == _one(before, "a:entry/a:published")
    assert "改过的开头。" in _one(after, "a:entry/a:summary")


def test_a_subscriber_gets_the_same_feed_as_everybody(client: Client) -> None:
    issue = factories.make_published_issue()
    path = f"/columns/{issue.season.column.slug}/feed.atom"
    visitors = client.get(path).content
    client.force_login(factories.make_subscriber())
    assert client.get(path).content == visitors


def test_a_chosen_language_changes_nothing_in_the_feed(client: Client) -> None:
    issue = factories.make_published_issue()
    path = f"/columns/{issue.season.column.slug}/feed.atom"
    chinese = client.get(path)
    client.cookies["django_language"] = "en"
    english = client.get(path)
    assert english.content == chinese.content
    assert b'xml:lang="zh-hans"' in chinese.content
    assert english.headers["Content-Language"] == "zh-hans"
    assert "Vary" not in chinese.headers


def test_a_renamed_author_is_renamed_in_the_feed_and_the_entry_stays(client: Client) -> None:
    author = factories.make_author(name="旧名")
    issue = factories.make_published_issue(authors=(author,))
    before = _feed(client, issue.season.column.slug)
    author.name = "新名"
    author.save()
    after = _feed(client, issue.season.column.slug)
    assert _one(before, "a:entry/a:author/a:name") == "旧名"
    assert _one(after, "a:entry/a:author/a:name") == "新名"
    assert _one(after, "a:entry/a:id") == _one(before, "a:entry/a:id")


def test_an_unknown_column_has_no_feed(client: Client) -> None:
    assert client.get("/columns/none/feed.atom").status_code == 404
