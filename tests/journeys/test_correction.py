"""A published issue is corrected while people read, listen and talk: everybody keeps his place."""

import re
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from django.test import Client

from columns.models import Issue
from subscribers.comments.models import Comment
from tests import factories
from tests.factories import BODY, CANARY
from tests.subscribers.reading_audio.sounds import bare, body, client_of, narrate

pytestmark = pytest.mark.django_db
AT = datetime(2026, 5, 27, 1, tzinfo=UTC)
DELETED = "随后还有一句。"
CORRECTED = BODY.replace(DELETED, "").replace("最后一段。", "最后一段，改过了。")
MARK = re.compile(r'<span data-s="([^"]+)">([^<]*)</span>')


def _sentences(client: Client, issue: Issue) -> dict[str, str]:
    """The page's sentences with their ids, as the player finds them."""
    page = client.get(issue.get_absolute_url()).content.decode()
    text = page.split("data-issue-text")[1].split("</article>")[0]
    return {words: sentence_id for sentence_id, words in MARK.findall(text)}


def _sheet(client: Client, issue: Issue, **query: str) -> Any:
    return client.get(f"/issues/{issue.pk}/timings.json", query).json()


def _correct(issue: Issue) -> Issue:
    return factories.republish(issue, CORRECTED, at=AT, correction="删去一句没有依据的话。")


@pytest.fixture
def listener() -> Client:
    return client_of(factories.make_subscriber())


def test_sentences_that_stand_keep_their_ids_and_only_what_changed_is_new(
    listener: Client,
) -> None:
    issue = factories.make_published_issue()
    before = _sentences(listener, issue)
    after = _sentences(listener, _correct(issue))
    kept = before.keys() & after.keys()
    assert {words: before[words] for words in kept} == {words: after[words] for words in kept}
    assert before.keys() - after.keys() == {DELETED, "最后一段。"}
    assert after.keys() - before.keys() == {"最后一段，改过了。"}
    assert before[DELETED] not in after.values()


def test_the_old_sound_plays_on_until_the_new_one_is_there(listener: Client) -> None:
    issue = factories.make_published_issue()
    old = narrate(issue)
    issue = _correct(issue)
    sheet = _sheet(listener, issue)
    assert bare(sheet["src"]).endswith(old.file)
    assert len(sheet["segments"]) == old.segments.count()
    new = narrate(issue, whole=b"new", opening=b"new opening")
    assert bare(_sheet(listener, issue)["src"]).endswith(new.file)
    name = old.file.removesuffix(".mp3")
    running = _sheet(listener, issue, file=name)
    assert bare(running["src"]).endswith(old.file)
    assert body(listener.get(running["src"])) != b"new"


def test_a_deleted_sentence_is_timed_in_the_old_sound_alone_and_lights_nothing(
    listener: Client,
) -> None:
    issue = factories.make_published_issue()
    deleted = _sentences(listener, issue)[DELETED]
    narrate(issue)
    issue = _correct(issue)
    old = _sheet(listener, issue)["segments"]
    assert deleted in {cue["id"] for cue in old}
    assert deleted not in _sentences(listener, issue).values()
    narrate(issue, whole=b"new", opening=b"new opening")
    new = _sheet(listener, issue)["segments"]
    assert deleted not in {cue["id"] for cue in new}
    for cues in (old, new):
        assert [cue["start"] for cue in cues] == sorted(cue["start"] for cue in cues)
        assert all(one["end"] <= two["start"] for one, two in pairwise(cues))


def test_who_stopped_in_a_sentence_that_stands_finds_it_again(listener: Client) -> None:
    issue = factories.make_published_issue()
    narrate(issue)
    stopped = _sentences(listener, issue)[f"{CANARY}。"]
    before = {cue["id"]: cue["start"] for cue in _sheet(listener, issue)["segments"]}
    issue = _correct(issue)
    narrate(issue, whole=b"new", opening=b"new opening")
    after = {cue["id"]: cue["start"] for cue in _sheet(listener, issue)["segments"]}
    assert stopped in before
    assert stopped in after
    assert _sentences(listener, issue)[f"{CANARY}。"] == stopped


def test_comments_stay_where_they_were(listener: Client) -> None:
    issue = factories.make_published_issue()
    said = factories.make_comment(issue=issue, body="说得对。", state=Comment.State.VISIBLE)
    issue = _correct(issue)
    page = listener.get(issue.get_absolute_url()).content.decode()
    assert f'id="comment-{said.pk}"' in page
    assert "说得对。" in page


def test_a_corrected_issue_keeps_its_place_in_the_archive(listener: Client) -> None:
    issue = factories.make_published_issue()
    first = issue.published_at
    newer = factories.make_published_issue(
        season=issue.season, at=datetime(2026, 5, 26, 9, 19, tzinfo=UTC) + timedelta(hours=1)
    )
    corrected = _correct(issue)
    assert corrected.published_at == first
    page = listener.get(issue.season.get_absolute_url()).content.decode()
    assert page.index(newer.get_absolute_url()) < page.index(issue.get_absolute_url())
