"""The work list of narration: how far each is, what may be done about it, and by whom."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from columns.audio import services
from columns.audio.admin.progress import span, waveform_path
from columns.audio.models import Narration, Segment
from neican.accounts.roles import Role
from neican.kernel.bell import BELL
from tests import factories

pytestmark = pytest.mark.django_db

STATES = "admin:audio_narration_states"


@pytest.fixture
def rung(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    names: list[str] = []
    monkeypatch.setattr(BELL, "ring", lambda task, **_ids: names.append(task.name))
    return names


@pytest.fixture
def desk(client: Client, rung: list[str]) -> Client:
    client.force_login(factories.make_staff(Role.EDITOR))
    return client


def waiting(at: datetime, **extra: Any) -> Narration:
    issue = factories.make_published_issue()
    pk = services.queue_narration(issue_id=issue.pk, now=at)
    assert pk is not None
    Narration.objects.filter(pk=pk).update(**extra)
    return Narration.objects.get(pk=pk)


def told(desk: Client, *narrations: Narration) -> dict[str, Any]:
    ids = ",".join(str(one.pk) for one in narrations)
    answer: dict[str, Any] = desk.get(reverse(STATES), {"ids": ids}).json()
    return answer


def page(desk: Client, narration: Narration) -> str:
    address = reverse("admin:audio_narration_change", args=[narration.pk])
    return desk.get(address).content.decode()


def test_a_running_one_tells_its_sentences_and_how_long_it_takes(desk: Client) -> None:
    now = timezone.now()
    busy = waiting(
        now,
        state="generating",
        claim="00000000-0000-0000-0000-000000000001",
        lease_until=now + timedelta(minutes=2),
        began_at=now - timedelta(seconds=60),
        done=20,
        total=80,
    )
    one = told(desk, busy)[str(busy.pk)]
    assert (one["percent"], one["sentences"]) == (25, "20 / 80 句")
    assert one["note"] in ("大约还要 3 分钟", "大约还要 4 分钟")
    assert one["is_in_work"] is True


def test_waiting_ones_know_how_many_are_before_them(desk: Client) -> None:
    now = timezone.now()
    old = waiting(now - timedelta(hours=1), urgency=Narration.Urgency.BACKFILL)
    today = waiting(now)
    notes = {pk: one["note"] for pk, one in told(desk, old, today).items()}
    assert notes == {str(today.pk): "下一个就是它", str(old.pk): "前面还有 1 个"}


def test_the_poll_asks_the_tables_as_often_for_many_as_for_one(
    desk: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    rows = [waiting(timezone.now()) for _one in range(6)]
    with CaptureQueriesContext(connection) as queries:
        told(desk, rows[0])
    with django_assert_num_queries(len(queries)):
        told(desk, *rows)


def test_a_failed_one_says_why_and_what_to_do(desk: Client, now: datetime) -> None:
    failed = waiting(now, state="failed", reason="“甲乙丙…”：引擎不念这一句")
    shown = page(desk, failed)
    assert "引擎不念这一句" in shown
    assert "点“重做”" in shown
    assert reverse("admin:audio_narration_again", args=[failed.pk]) in shown
    assert reverse("admin:audio_narration_cancel", args=[failed.pk]) not in shown


def test_made_anew_and_cancelled_with_one_click(
    desk: Client, rung: list[str], now: datetime
) -> None:
    row = waiting(now, state="failed", reason="x", attempts=3)
    desk.post(reverse("admin:audio_narration_again", args=[row.pk]))
    row.refresh_from_db()
    assert (row.state, row.attempts, rung) == ("queued", 0, ["audio.narrate"])
    desk.post(reverse("admin:audio_narration_cancel", args=[row.pk]))
    row.refresh_from_db()
    assert row.state == "cancelled"
    answer = desk.post(reverse("admin:audio_narration_cancel", args=[row.pk]), follow=True)
    assert "没有可取消的" in answer.content.decode()


def test_several_are_cancelled_at_once_and_finished_ones_stay(desk: Client, now: datetime) -> None:
    rows = [waiting(now), waiting(now)]
    done = factories.make_narration(factories.make_published_issue().live, at=now, sound="a.mp3")
    chosen = [one.pk for one in (*rows, done)]
    listed = reverse("admin:audio_narration_changelist")
    answer = desk.post(listed, {"action": "cancel", "_selected_action": chosen}, follow=True)
    assert "2 条已取消" in answer.content.decode()
    states = Narration.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == ["cancelled", "cancelled", "ready"]


def test_old_sound_is_called_old_while_the_new_one_waits(desk: Client, now: datetime) -> None:
    issue = factories.make_published_issue()
    row = factories.make_narration(issue.live, at=now, sound="a.mp3")
    assert "音频为旧版" not in page(desk, row)
    Narration.objects.update(state="blocked", reason="引擎暂时不在")
    shown = page(desk, row)
    assert "音频为旧版" in shown
    assert "自动接着做" in shown


def test_the_page_shows_the_recordings_figures_and_its_wave(desk: Client, now: datetime) -> None:
    issue = factories.make_published_issue()
    row = factories.make_narration(issue.live, at=now, sound="a.mp3")
    sound = row.recording
    assert sound is not None
    sound.waveform, sound.synthesised, sound.loudness_lufs = [10, 90], 1, -16.02
    sound.save()
    for place in range(3):
        Segment.objects.create(
            recording=sound,
            position=place,
            sentence_id=f"s{place}",
            block_id="b",
            text="句",
            spoken="句",
            clip_key="k",
            start_ms=place * 10,
            end_ms=place * 10 + 10,
        )
    shown = page(desk, row)
    assert "-16.0 LUFS" in shown
    assert "<dt>用旧的</dt><dd>2</dd>" in shown
    assert waveform_path([10, 90]) in shown


def test_operators_retry_but_do_not_judge_what_goes_out(
    client: Client, rung: list[str], now: datetime
) -> None:
    row = factories.make_narration(factories.make_published_issue().live, at=now, sound="a.mp3")
    client.force_login(factories.make_staff(Role.OPERATOR))
    shown = page(client, row)
    assert reverse("admin:audio_narration_again", args=[row.pk]) in shown
    assert reverse("admin:audio_narration_review", args=[row.pk]) not in shown
    assert reverse("admin:audio_backfill") not in shown


def test_authors_hear_of_their_own_issues_only_and_start_nothing(
    client: Client, rung: list[str], now: datetime
) -> None:
    person = factories.make_staff(Role.AUTHOR)
    own = factories.make_published_issue(authors=(factories.make_author(user=person),))
    pk = services.queue_narration(issue_id=own.pk, now=now)
    assert pk is not None
    mine, other = Narration.objects.get(pk=pk), waiting(now)
    client.force_login(person)
    assert set(told(client, mine, other)) == {str(mine.pk)}
    for door in ("again", "cancel"):
        address = f"admin:audio_narration_{door}"
        assert client.post(reverse(address, args=[mine.pk])).status_code == 403
        assert client.post(reverse(address, args=[other.pk])).status_code == 404
    assert rung == []


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(12, "不到 1 分钟"), (61, " 2 分钟"), (3599, " 1 小时 0 分钟"), (7260, " 2 小时 1 分钟")],
)
def test_a_length_of_time_in_words(seconds: float, words: str) -> None:
    assert span(seconds) == words


def test_the_wave_is_one_stroke_for_each_part() -> None:
    assert waveform_path([0, 100]) == "M0.5 49v2M1.5 0v100"
