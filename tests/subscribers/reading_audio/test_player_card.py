"""What the player shows: the sound one may hear, what lies behind its end, or why there is none."""

from datetime import datetime
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.template.loader import render_to_string
from pytest_django import DjangoAssertNumQueries

from columns.audio.models import Recording
from columns.models import Issue
from subscribers.paywall import access_to
from subscribers.reading import player
from subscribers.reading.player import PlayerCard
from tests.factories import CANARY, make_published_issue, make_subscriber, republish
from tests.subscribers.reading_audio.sounds import bare, lighten, narrate

pytestmark = pytest.mark.django_db


@pytest.fixture
def issue() -> Issue:
    return make_published_issue(headline="一期")


def card(issue: Issue, now: datetime, *, full: bool = False) -> PlayerCard:
    reader = make_subscriber() if full else None
    return player.card(issue, access_to(issue, reader, now), reader.pk if reader else None)


def drawn(shown: PlayerCard) -> str:
    context = {"player": shown}
    parts = ("reading/_player.html", "reading/_mini_player.html")
    return "".join(render_to_string(part, context) for part in parts)


def test_a_subscriber_sees_the_whole_sound_and_its_chapters(issue: Issue, now: datetime) -> None:
    narration = narrate(issue)
    shown = card(issue, now, full=True)
    assert (shown.state, shown.preview, shown.is_outdated) == ("ready", False, False)
    assert bare(shown.src) == f"/issues/{issue.pk}/audio/{narration.file}"
    assert shown.duration_ms == shown.whole_ms == narration.duration_ms
    assert [(stop.title, stop.start_ms, stop.is_free) for stop in shown.chapters] == [
        ("开场", 0, True),
        ("第一节", 4000, True),
        ("第二节", 12000, True),
    ]
    assert shown.invitation == ""


def test_a_visitor_sees_the_preview_and_what_is_behind_it(issue: Issue, now: datetime) -> None:
    narration = narrate(issue)
    shown = card(issue, now)
    assert shown.src == f"/issues/{issue.pk}/preview/{narration.preview_file}"
    assert (shown.preview, shown.duration_ms) == (True, 4000)
    assert shown.behind_ms == narration.duration_ms - 4000
    assert [stop.title for stop in shown.chapters if not stop.is_free] == ["第一节", "第二节"]
    assert [stop["title"] for stop in shown.data["chapters"]] == ["开场"]
    page = drawn(shown)
    assert narration.file not in page
    assert CANARY not in page
    assert "试听 00:04" in page
    assert "试听到这里" in page
    assert 'href="#paywall"' in page
    assert f"/accounts/login/?next=/issues/{issue.pk}/" in page


def test_a_signed_in_reader_is_not_sent_to_sign_in(issue: Issue, now: datetime) -> None:
    narrate(issue)
    reader = make_subscriber(ends_at=datetime(2020, 1, 1, tzinfo=now.tzinfo))
    page = drawn(player.card(issue, access_to(issue, reader, now), reader.pk))
    assert "/accounts/login/" not in page
    assert 'href="#paywall"' in page


def test_a_chapter_cut_off_by_the_preview_is_open_as_far_as_it_goes(
    issue: Issue, now: datetime
) -> None:
    narration = narrate(issue)
    Recording.objects.filter(pk=narration.pk).update(preview_duration_ms=5000)
    stops = card(issue, now).chapters
    assert [(stop.is_free, stop.end_ms) for stop in stops[:2]] == [(True, 4000), (True, 5000)]
    assert stops[2].is_free is False


def test_without_a_free_opening_nothing_is_played(issue: Issue, now: datetime) -> None:
    narration = narrate(issue)
    Recording.objects.filter(pk=narration.pk).update(preview_file="", preview_duration_ms=0)
    shown = card(issue, now)
    assert (shown.state, shown.src) == ("ready", "")
    page = drawn(shown)
    assert "<audio" not in page
    assert "登录并订阅后，可以听完整的一期。" in page


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("queued", "正在排队朗读"),
        ("generating", "正在合成朗读"),
        ("failed", "暂时不能收听，正文照常可读"),
    ],
)
def test_each_state_without_a_sound_is_said_in_words(
    state: str, words: str, issue: Issue, now: datetime
) -> None:
    narration = narrate(issue)
    claim = "7f8d6f0e-0b63-4f0c-9a55-2f6ad2f5f001"
    narration.narrations.update(state=state, recording=None, claim=claim, lease_until=now)
    shown = card(issue, now, full=True)
    assert shown.state == state
    page = drawn(shown)
    assert words in page
    assert "<audio" not in page
    assert "data-mini" not in page


def test_where_no_narration_is_owed_there_is_no_player(issue: Issue, now: datetime) -> None:
    shown = card(issue, now, full=True)
    assert shown.state == "none"
    assert drawn(shown).strip() == ""


def test_a_sound_of_the_text_before_says_so(issue: Issue, now: datetime) -> None:
    narrate(issue)
    changed = republish(issue, "<p>新。</p><h2>节</h2><p>新的。</p>", at=now)
    shown = card(changed, now, full=True)
    assert (shown.state, shown.is_outdated) == ("ready", True)
    assert "音频为旧版" in drawn(shown)


def test_progress_is_shown_in_sentences(issue: Issue, now: datetime) -> None:
    narration = narrate(issue).narrations.get()
    narration.state, narration.recording = "generating", None
    narration.claim, narration.lease_until = uuid4(), now
    narration.done, narration.total = 34, 128
    narration.save()
    assert "正在合成 34/128 句" in drawn(card(issue, now))


def test_a_machine_is_called_a_machine_and_a_person_by_name(issue: Issue, now: datetime) -> None:
    recording = narrate(issue)
    assert card(issue, now).label == "AI 合成语音"
    own = Recording.objects.filter(pk=recording.pk)
    own.update(origin="own", voices="赵赛坡", is_coarse=True)
    for full in (True, False):
        page = drawn(card(issue, now, full=full))
        assert "真人录音 · 赵赛坡" in page
        assert "按段标出" in page
        assert "AI 合成" not in page
        assert "人工智能" not in page
    own.update(voices="")
    assert card(issue, now).label == "真人录音"


def test_the_smaller_file_is_offered_with_its_bytes(issue: Issue, now: datetime) -> None:
    recording = lighten(narrate(issue))
    assert "省流量" not in drawn(card(issue, now)), "an opening has one size"
    Recording.objects.filter(pk=recording.pk).update(size=6_240_000, light_size=3_120_000)
    shown = card(issue, now, full=True)
    assert bare(shown.light).endswith(recording.light_file)
    page = drawn(shown)
    assert "约 6 MB" in page
    assert "约 3 MB" in page


def test_the_card_works_without_script_and_under_a_strict_policy(
    issue: Issue, now: datetime
) -> None:
    narrate(issue)
    page = drawn(card(issue, now, full=True))
    assert '<audio class="player__sound" controls preload="none"' in page
    assert "AI 合成语音" in page
    assert " style=" not in page
    assert " onclick=" not in page
    assert page.count("<script") == page.count('<script id="player-data" type="application/json">')


def test_words_of_the_editor_do_not_break_out_of_the_page(now: datetime) -> None:
    issue = make_published_issue(
        headline="</script><script>x</script>", body='<p>甲。</p><h2>"&gt;&lt;i&gt;</h2><p>乙。</p>'
    )
    narrate(issue)
    page = drawn(card(issue, now, full=True))
    assert "<script>x" not in page
    assert "<i>" not in page


def test_a_card_costs_one_query_once_its_chapters_are_known(
    issue: Issue, now: datetime, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    narrate(issue)
    issue = Issue.objects.select_related("season__column", "head_image").get(pk=issue.pk)
    access = access_to(issue, None, now)
    cache.clear()
    with django_assert_num_queries(2):
        player.card(issue, access, None)
    with django_assert_num_queries(1):
        player.card(issue, access, None)
