"""To the second: what readers get before, at and after the hour, with and without a clock."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from columns import services
from columns.audio import services as sound
from columns.audio.models import Narration
from columns.audio.queries import narration_for
from columns.models import Issue
from columns.signals import issue_published
from neican.accounts.models import User
from neican.kernel.moves import IllegalMove
from tests import factories
from tests.columns.workflow.conftest import Press
from tests.columns.workflow.saying import said

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)


@pytest.fixture
def news() -> Iterator[list[int]]:
    """Ids of the issues that were announced."""
    heard: list[int] = []

    def hear(issue_id: int, **_more: Any) -> None:
        heard.append(issue_id)

    issue_published.connect(hear)
    yield heard
    issue_published.disconnect(hear)


def _scheduled(at: datetime, hour: datetime, **extra: Any) -> Issue:
    issue = factories.make_issue(at=at, **extra)
    services.approve_issue(issue_id=issue.pk, by=None, at=at)
    return services.schedule_issue(issue_id=issue.pk, by=None, at=at, goes_out_at=hour)


def _set_hour(issue: Issue, hour: datetime) -> None:
    """As if it had been scheduled for then; `schedule_issue` takes no hour that is past."""
    Issue.objects.filter(pk=issue.pk).update(goes_out_at=hour, published_at=hour)


@pytest.mark.parametrize("name", ["home", "columns", "column", "season", "feed", "search", "issue"])
def test_nobody_learns_of_it_before_its_hour_and_everybody_from_then_on(
    client: Client, name: str
) -> None:
    """Without any worker: the rule is read, not run."""
    now = timezone.now()
    issue = _scheduled(now, now + timedelta(days=1), headline="到点才有的标题")
    column, season = issue.season.column, issue.season
    address = {
        "column": column.get_absolute_url(),
        "season": season.get_absolute_url(),
        "issue": issue.get_absolute_url(),
        "feed": reverse("feed", args=[column.slug]),
        "search": reverse("search") + "?q=到点才有",
    }.get(name) or reverse(name)
    before = client.get(address)
    assert (before.status_code == 404) == (name == "issue")
    assert "到点才有的标题" not in before.content.decode()
    _set_hour(issue, now - SECOND)
    after = client.get(address)
    assert after.status_code == 200
    if name not in ("search", "columns"):  # the index is filled by the sweep
        assert "到点才有的标题" in after.content.decode()
    assert Issue.objects.get(pk=issue.pk).status == Issue.Status.SCHEDULED


def test_the_rule_changes_in_the_second_of_the_hour(now: datetime) -> None:
    hour = now + timedelta(minutes=5)
    issue = _scheduled(now, hour)
    assert not Issue.objects.public(hour - timedelta(microseconds=1)).exists()
    assert Issue.objects.public(hour).get() == issue
    assert not issue.is_public_at(hour - timedelta(microseconds=1))
    assert issue.is_public_at(hour)


def test_after_an_outage_it_goes_out_once_and_bears_its_own_hour(
    now: datetime, news: list[int], django_capture_on_commit_callbacks: Any
) -> None:
    hour = now + timedelta(minutes=5)
    issue = _scheduled(now, hour)
    back = hour + timedelta(minutes=20)
    with django_capture_on_commit_callbacks(execute=True):
        assert services.publish_due(now=back) == [issue.pk]
        assert services.publish_due(now=back) == []
        assert services.publish_due(now=back + timedelta(minutes=1)) == []
    assert news == [issue.pk]
    issue.refresh_from_db()
    assert (issue.status, issue.published_at) == (Issue.Status.PUBLISHED, hour)
    assert issue.events.filter(kind="published").count() == 1
    for _ in range(2):
        sound.queue_narration(issue_id=issue.pk, now=back)
    assert Narration.objects.count() == 1


def test_a_second_before_its_hour_it_can_be_held_back_and_at_its_hour_no_more(
    now: datetime, news: list[int]
) -> None:
    hour = now + timedelta(minutes=5)
    held, gone = _scheduled(now, hour), _scheduled(now, hour)
    services.unschedule_issue(issue_id=held.pk, by=None, at=hour - SECOND)
    with pytest.raises(IllegalMove):
        services.unschedule_issue(issue_id=gone.pk, by=None, at=hour)
    assert list(Issue.objects.public(hour)) == [gone]
    assert services.publish_due(now=hour) == [gone.pk]
    held.refresh_from_db()
    assert (held.stage, held.goes_out_at, held.published_at) == ("approved", None, None)


def test_an_hour_that_is_past_is_refused_in_words(press: Press, chief: User, now: datetime) -> None:
    issue = factories.make_issue(at=now)
    services.approve_issue(issue_id=issue.pk, by=None, at=now)
    assert "已经过去了" in said(press(chief, issue, "schedule", goes_out="2020-05-26T17:19"))
    issue.refresh_from_db()
    assert issue.stage == "approved"


def test_a_scheduled_update_swaps_text_and_sound_together(now: datetime) -> None:
    issue = factories.make_published_issue(at=now)
    old = _sound(issue, "old.m4a", now)
    hour = now + timedelta(hours=1)
    services.save_revision(
        issue_id=issue.pk, body="<p>新开头。</p><p>新结尾。</p>", by=None, at=now
    )
    services.approve_issue(issue_id=issue.pk, by=None, at=now)
    services.schedule_issue(issue_id=issue.pk, by=None, at=now, goes_out_at=hour)
    issue.refresh_from_db()
    new = _sound(issue, "new.m4a", now)
    assert sound.queue_narration(issue_id=issue.pk, now=now) is None
    assert _readers_get(issue) == ("开头这一段人人可读", old)
    assert services.publish_due(now=hour - SECOND) == []
    assert _readers_get(issue) == ("开头这一段人人可读", old)
    assert services.publish_due(now=hour) == [issue.pk]
    assert _readers_get(issue) == ("新开头", new)
    assert issue.events.filter(kind="updated").count() == 1


def test_the_sound_of_an_approved_text_is_owed_before_its_hour(now: datetime) -> None:
    issue = _scheduled(now, now + timedelta(hours=1))
    waiting = sound.queue_narration(issue_id=issue.pk, now=now)
    assert Narration.objects.get().revision == issue.approved
    assert waiting == Narration.objects.get().pk


def _sound(issue: Issue, name: str, now: datetime) -> Narration:
    """The finished narration of the text that was approved last."""
    return factories.make_narration(issue.approved, at=now, sound=name)


def _readers_get(issue: Issue) -> tuple[str, Narration | None]:
    """The first words and the sound."""
    live = Issue.objects.get(pk=issue.pk).live
    assert live is not None
    words = next(word for word in ("新开头", "开头这一段人人可读") if word in live.full_html)
    return words, narration_for(Issue.objects.get(pk=issue.pk))


# Zones ------------------------------------------------------------------------------------------


def _approved(now: datetime) -> Issue:
    issue = factories.make_issue(at=now)
    return services.approve_issue(issue_id=issue.pk, by=None, at=now)


def test_an_hour_is_typed_in_the_publications_zone(
    press: Press, chief: User, now: datetime
) -> None:
    issue = _approved(now)
    press(chief, issue, "schedule", goes_out="2127-05-26T17:19")
    issue.refresh_from_db()
    assert issue.goes_out_at == datetime(2127, 5, 26, 9, 19, tzinfo=UTC)


def test_an_hour_that_comes_twice_is_asked_back_and_the_answer_is_kept(
    press: Press, chief: User, now: datetime, settings: Any
) -> None:
    settings.TIME_ZONE = "America/New_York"
    issue = _approved(now)
    question = press(chief, issue, "schedule", goes_out="2027-11-07T01:30")
    assert question.status_code == 409
    asked = question.content.decode()
    assert "有两次，选哪一次" in asked
    assert "前一次（01:30 UTC-04:00）" in " ".join(asked.split())
    assert "后一次（01:30 UTC-05:00）" in " ".join(asked.split())
    assert Issue.objects.get(pk=issue.pk).stage == "approved"
    press(chief, issue, "schedule", goes_out="2027-11-07T01:30", fold="1")
    issue.refresh_from_db()
    assert issue.goes_out_at == datetime(2027, 11, 7, 6, 30, tzinfo=UTC)


def test_an_hour_that_does_not_exist_is_refused_in_words(
    press: Press, chief: User, now: datetime, settings: Any
) -> None:
    settings.TIME_ZONE = "America/New_York"
    issue = _approved(now)
    answer = press(chief, issue, "schedule", goes_out="2027-03-14T02:30")
    assert "2027-03-14 02:30 这个时间不存在" in said(answer)
    assert Issue.objects.get(pk=issue.pk).stage == "approved"


@pytest.mark.parametrize("typed", ["", "明天", "2127-05-26T17:19+08:00", "2127-13-01T00:00"])
def test_what_is_no_hour_is_refused_in_words(
    press: Press, chief: User, now: datetime, typed: str
) -> None:
    issue = _approved(now)
    assert "什么时候" in said(press(chief, issue, "schedule", goes_out=typed))
    assert Issue.objects.get(pk=issue.pk).stage == "approved"


def test_a_scheduled_update_brings_its_correction_with_it(now: datetime) -> None:
    issue = factories.make_published_issue(at=now)
    hour = now + timedelta(hours=1)
    services.save_revision(issue_id=issue.pk, body="<p>改过。</p><p>尾。</p>", by=None, at=now)
    services.approve_issue(issue_id=issue.pk, by=None, at=now)
    services.schedule_issue(
        issue_id=issue.pk, by=None, at=now, goes_out_at=hour, correction="年份应为 2021。"
    )
    assert not issue.corrections.exists()
    services.publish_due(now=hour)
    assert [(one.note, one.at) for one in issue.corrections.all()] == [("年份应为 2021。", hour)]
    issue.refresh_from_db()
    assert (issue.edited_at, issue.scheduled_correction) == (hour, "")


def test_an_update_taken_off_the_schedule_forgets_its_correction(now: datetime) -> None:
    issue = factories.make_published_issue(at=now)
    services.save_revision(issue_id=issue.pk, body="<p>改过。</p><p>尾。</p>", by=None, at=now)
    services.approve_issue(issue_id=issue.pk, by=None, at=now)
    hour = now + timedelta(hours=1)
    services.schedule_issue(
        issue_id=issue.pk, by=None, at=now, goes_out_at=hour, correction="年份应为 2021。"
    )
    services.unschedule_issue(issue_id=issue.pk, by=None, at=now)
    services.publish_issue(issue_id=issue.pk, by=None, at=now)
    assert not issue.corrections.exists()
