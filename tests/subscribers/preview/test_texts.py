"""Any text of an issue can be looked at as if it were live; looking writes nothing."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from columns import services as newsroom
from columns.models import Correction, Issue, Revision
from tests import factories
from tests.subscribers.preview.looking import editor, page, part, words
from tests.subscribers.reading_audio.sounds import narrate

pytestmark = pytest.mark.django_db
CHANGED = "<p>改过的开头。</p><h2>新的一节</h2><p>改过的正文。</p>"


def _change(issue: Issue, at: datetime, **facts: object) -> None:
    newsroom.save_revision(issue_id=issue.pk, body=CHANGED, facts=facts, by=None, at=at)


def test_a_draft_is_shown_before_it_was_ever_approved() -> None:
    issue = factories.make_issue(headline="还没发的一期")
    found = words(editor(), page(issue, reader="all"))
    assert "还没发的一期" in found
    assert factories.CANARY in found


def test_a_changed_text_is_shown_beside_the_live_one(now: datetime) -> None:
    issue, client = factories.make_published_issue(headline="原来的标题"), editor()
    author = factories.make_author(name="新署名")
    topics = [{"label": "新话题", "question": "问什么？", "section": "新的一节"}]
    _change(issue, now, headline="新的标题", authors=[author.pk], topics=topics)
    draft = words(client, page(issue, reader="all", text="draft"))
    live = words(client, page(issue, reader="all", text="live"))
    for word in ("改过的正文", "新的标题", "新署名", "新话题"):
        assert word in draft
        assert word not in live
    assert "原来的标题" in live
    letter = words(client, part(issue, "mail", "all", "draft"))
    assert "新的标题" in letter
    assert "改过的正文" in letter


def test_what_is_not_out_yet_is_shown_first(now: datetime) -> None:
    issue, client = factories.make_published_issue(), editor()
    assert "开头这一段人人可读" in words(client, page(issue))
    _change(issue, now)
    assert "改过的开头" in words(client, page(issue))


def test_an_old_revision_is_shown_by_its_number(now: datetime) -> None:
    issue, client = factories.make_published_issue(), editor()
    _change(issue, now)
    assert "开头这一段人人可读" in words(client, page(issue, text="1"))
    assert "改过的开头" in words(client, page(issue, text="2"))


@pytest.mark.parametrize("text", ["99", "-1", "0", "later", "９", "1" * 30, "1e3"])
def test_a_text_that_there_is_not_is_not_found(text: str) -> None:
    issue = factories.make_published_issue()
    assert editor().get(page(issue, text=text)).status_code == 404


def test_a_draft_that_was_never_approved_has_no_live_text() -> None:
    issue = factories.make_issue()
    for text in ("live", "approved"):
        assert editor().get(page(issue, text=text)).status_code == 404


@pytest.mark.parametrize("query", [{"reader": "owner"}, {"of": "fax"}])
def test_a_reader_or_medium_that_there_is_not_is_not_found(query: dict[str, str]) -> None:
    issue = factories.make_published_issue()
    assert editor().get(page(issue, **query)).status_code == 404


def test_a_withdrawn_issue_can_be_looked_at(now: datetime) -> None:
    issue = factories.make_published_issue()
    newsroom.withdraw_issue(issue_id=issue.pk, by=None, at=now)
    assert factories.CANARY in words(editor(), page(issue, reader="season", text="live"))


def test_only_what_readers_have_is_called_live(now: datetime) -> None:
    issue, client = factories.make_issue(), editor()
    newsroom.approve_issue(issue_id=issue.pk, by=None, at=now)
    hour = timezone.now() + timedelta(days=1)
    newsroom.schedule_issue(issue_id=issue.pk, by=None, at=now, goes_out_at=hour)
    scheduled = words(client, page(issue))
    assert "线上" not in scheduled
    assert "已通过" in scheduled
    assert f"{timezone.localtime(hour):%Y-%m-%d %H:%M}" in scheduled
    assert "线上" in words(client, page(factories.make_published_issue()))


def test_a_text_without_a_sound_says_so(now: datetime) -> None:
    issue, client = factories.make_published_issue(), editor()
    narrate(issue)
    _change(issue, now)
    assert "这位读者能听全文" in words(client, page(issue, reader="all", text="live", of="sound"))
    assert "这一稿还没有朗读" in words(client, page(issue, reader="all", text="draft", of="sound"))
    assert client.get(part(issue, "timings", "all", "draft")).status_code == 404
    assert "data-player" not in words(client, page(issue, reader="all", text="draft"))


def test_the_live_sound_of_an_older_text_is_said_to_be_older(now: datetime) -> None:
    issue, client = factories.make_published_issue(), editor()
    narrate(issue)
    changed = factories.BODY.replace("最后一段", "改过的一段")
    factories.republish(issue, changed, at=now + timedelta(days=1))
    found = words(client, page(issue, reader="all", text="live", of="sound"))
    assert "读者听到的是修改前的文字" in found


def test_corrections_are_shown_in_every_text(now: datetime) -> None:
    issue = factories.make_published_issue()
    factories.republish(issue, CHANGED, at=now, correction="把一个数字改对了。")
    assert Correction.objects.count() == 1
    for medium in ("web", "mail"):
        assert "把一个数字改对了。" in words(editor(), page(issue, of=medium))


def test_looking_writes_nothing(now: datetime) -> None:
    issue, client = factories.make_published_issue(), editor()
    _change(issue, now)
    before = Issue.objects.values().get(pk=issue.pk), list(Revision.objects.values())
    with CaptureQueriesContext(connection) as asked:
        for text in ("draft", "live", "1"):
            for medium in ("web", "mail", "sound"):
                words(client, page(issue, text=text, of=medium))
    writes = ("INSERT", "UPDATE", "DELETE")
    assert not [row["sql"] for row in asked.captured_queries if row["sql"].startswith(writes)]
    assert (Issue.objects.values().get(pk=issue.pk), list(Revision.objects.values())) == before


def test_the_plain_letter_is_shown_as_words_not_as_elements() -> None:
    body = "<p>&lt;/pre&gt;&lt;img src=x onerror=alert(1)&gt;</p>"
    issue = factories.make_published_issue(body=body)
    found = words(editor(), page(issue, reader="all", of="mail"))
    assert "&lt;/pre&gt;&lt;img src=x onerror=alert(1)&gt;" in found
    assert "<img src=x" not in found
