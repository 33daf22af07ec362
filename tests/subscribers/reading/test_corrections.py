"""A correction is dated and public; a silent fix leaves no trace before readers."""

import json
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from columns.models import Issue
from tests import factories
from tests.subscribers.reading.pages import text_of
from tests.subscribers.reading.test_feed import _feed, _one
from tests.subscribers.reading.test_head import _linked_data

pytestmark = pytest.mark.django_db
FIRST, SECOND = datetime(2026, 5, 27, 1, tzinfo=UTC), datetime(2026, 6, 2, 1, tzinfo=UTC)


def _again(issue: Issue, word: str, at: datetime, note: str = "") -> Issue:
    body = factories.BODY.replace("最后一段", word)
    return factories.republish(issue, body, at=at, correction=note)


@pytest.fixture
def corrected() -> Issue:
    issue = _again(factories.make_published_issue(), "改过一次", FIRST, "把<三>改成了四。")
    return _again(issue, "改过两次", SECOND, "补上了出处。")


@pytest.mark.parametrize("is_subscriber", [True, False])
def test_everybody_reads_the_notes_newest_first(
    client: Client, corrected: Issue, is_subscriber: bool
) -> None:
    if is_subscriber:
        client.force_login(factories.make_subscriber())
    page = text_of(client, corrected.get_absolute_url())
    notes = page.split('id="corrections"')[1].split("</section>")[0]
    assert notes.index("补上了出处。") < notes.index("把&lt;三&gt;改成了四。")
    assert "2026-06-02 09:00" in notes
    assert "2026-05-27 09:00" in notes
    assert page.index("data-issue-text") < page.index('id="corrections"')
    head = page.split('id="corrections"')[0]
    assert '<a class="facts-corrected" href="#corrections">更正于 2026-06-02，见文末</a>' in head


def test_search_engines_are_told(client: Client, corrected: Issue) -> None:
    data = _linked_data(text_of(client, corrected.get_absolute_url()))
    assert [one["text"] for one in data["correction"]] == ["补上了出处。", "把<三>改成了四。"]
    assert [one["@type"] for one in data["correction"]] == ["CorrectionComment"] * 2
    assert data["correction"][0]["datePublished"].startswith("2026-06-02T")
    assert data["dateModified"].startswith("2026-06-02T")
    assert data["datePublished"].startswith("2026-05-26T")


def test_the_feeds_entry_says_what_was_corrected(client: Client, corrected: Issue) -> None:
    feed = _feed(client, corrected.season.column.slug)
    summary = _one(feed, "a:entry/a:summary")
    assert "<p><strong>更正（2026-06-02）：</strong>补上了出处。</p>" in summary
    assert "<p><strong>更正（2026-05-27）：</strong>把&lt;三&gt;改成了四。</p>" in summary
    assert summary.index("补上了出处") < summary.index("改成了四") < summary.index("人人可读")
    assert _one(feed, "a:entry/a:updated") == "2026-06-02T09:00:00+08:00"
    assert len(feed.findall("a:entry", {"a": "http://www.w3.org/2005/Atom"})) == 1


def test_a_silent_fix_leaves_no_public_trace(client: Client) -> None:
    issue = factories.make_published_issue()
    page, slug = issue.get_absolute_url(), issue.season.column.slug
    before, feed_before = text_of(client, page), _feed(client, slug)
    changed = _again(issue, "悄悄改过", FIRST)
    assert changed.edited_at is None
    after, feed_after = text_of(client, page), _feed(client, slug)
    assert before == after  # the fix stands behind the wall
    for path in ("a:entry/a:updated", "a:entry/a:summary", "a:updated"):
        assert _one(feed_after, path) == _one(feed_before, path)
    client.force_login(factories.make_subscriber())
    whole = text_of(client, page)
    assert "悄悄改过" in whole
    assert "更正" not in whole
    assert "correction" not in json.dumps(_linked_data(whole))


def test_an_issue_without_corrections_costs_no_query_for_them(
    client: Client, corrected: Issue
) -> None:
    plain = factories.make_published_issue()

    def asked(issue: Issue) -> int:
        with CaptureQueriesContext(connection) as queries:
            text_of(client, issue.get_absolute_url())
        return len(queries)

    assert asked(corrected) == asked(plain) + 1
