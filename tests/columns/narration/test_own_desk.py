"""The desk for people's readings: who may sit there, what it asks, what it says."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from columns.audio import services
from columns.audio.admin.own import clock
from columns.audio.models import Narration
from columns.models import Issue
from neican.accounts.models import User
from neican.accounts.roles import Role
from neican.kernel.bell import BELL
from tests import factories
from tests.columns.narration.test_own_uploads import SPOKEN, tone, wav

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def rung(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Which tasks the bell was rung for."""
    names: list[str] = []
    monkeypatch.setattr(BELL, "ring", lambda task, **_ids: names.append(task.name))
    return names


@pytest.fixture
def issue(now: datetime) -> Issue:
    return factories.make_published_issue(at=now)


@pytest.fixture
def sit(client: Client) -> Callable[[Role], Client]:
    def at(role: Role) -> Client:
        client.force_login(factories.make_staff(role))
        return client

    return at


def page(issue: Issue, name: str = "recording") -> str:
    return reverse(f"admin:audio_own_{name}", args=[issue.pk])


def bring(desk: Client, issue: Issue, content: bytes = b"", **given: Any) -> Any:
    assert issue.live is not None
    file = SimpleUploadedFile("朗读.wav", content or wav(SPOKEN))
    return desk.post(page(issue), {"reader": "老陈", "text": issue.live.pk, "file": file, **given})


def made(issue: Issue, now: datetime) -> Narration:
    narration = Narration.objects.get(origin="own")
    assert services.narrate(narration_id=narration.pk, voices=lambda _row: None, now=now)  # type: ignore[arg-type,return-value]
    narration.refresh_from_db()
    return narration


def test_an_editor_brings_a_reading_and_sees_what_came_of_it(
    sit: Callable[[Role], Client], issue: Issue, now: datetime, rung: list[str]
) -> None:
    desk = sit(Role.EDITOR)
    assert "还没有真人录音" in desk.get(page(issue)).content.decode()
    assert bring(desk, issue).status_code == 302
    assert rung == ["audio.narrate"]
    waiting = desk.get(page(issue)).content.decode()
    assert "排队中" in waiting
    assert desk.get(page(issue, "state")).json() == {"is_in_work": True, "percent": 0}
    made(issue, now)
    shown = desk.get(page(issue)).content.decode()
    assert "老陈" in shown
    assert "LUFS" in shown
    assert desk.get(page(issue, "state")).json()["is_in_work"] is False


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"plain text", "只收 MP3、M4A 和 WAV"), (wav(tone(3)), "不到 10 秒")],
)
def test_what_was_typed_stays_when_the_file_is_refused(
    sit: Callable[[Role], Client], issue: Issue, content: bytes, words: str
) -> None:
    answer = bring(sit(Role.EDITOR), issue, content)
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert words in shown
    assert 'value="老陈"' in shown
    assert not Narration.objects.exists()


def test_a_file_beyond_the_bound_is_refused(
    sit: Callable[[Role], Client], issue: Issue, settings: Any, own_sounds: Path
) -> None:
    settings.OWN_RECORDING_MEGABYTES = 0
    assert "文件超过 0 MB" in bring(sit(Role.EDITOR), issue).content.decode()
    assert not own_sounds.exists()


def test_a_reader_must_be_named_and_a_text_be_one_that_goes_out(
    sit: Callable[[Role], Client], issue: Issue
) -> None:
    desk = sit(Role.EDITOR)
    assert "请写上是谁读的" in bring(desk, issue, reader=" ").content.decode()
    other = factories.make_published_issue()
    assert other.live is not None
    assert bring(desk, issue, text=other.live.pk).status_code == 422
    assert not Narration.objects.exists()


def test_a_draft_is_told_to_be_settled_first(sit: Callable[[Role], Client]) -> None:
    draft = factories.make_issue()
    assert "还没有通过的稿子" in sit(Role.EDITOR).get(page(draft)).content.decode()


def confirm(desk: Client, issue: Issue, **given: str) -> HttpResponse:
    words = {
        "heard": Narration.objects.get(origin="own").upload,
        "reader": "老陈",
        "chapters": "00:00 开场\n00:05 后来",
        "free_until": "",
        **given,
    }
    answer: HttpResponse = desk.post(page(issue, "confirm"), words)  # type: ignore[assignment]
    return answer


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"chapters": "开场"}, "“开场”看不懂"),
        ({"chapters": "00:05 乙\n00:01 甲"}, "“甲”要排在前一章的后面"),
        ({"chapters": "00:59 尾声"}, "“尾声”在录音结束（00:12）之后"),
        ({"free_until": "一分钟", "is_confirmed": "on"}, "时间写成“01:20”这样"),
        ({"free_until": "00:06"}, "请先听一遍这一段，再勾上"),
        ({"is_confirmed": "on"}, "却没有写试听到哪里"),
    ],
)
def test_what_cannot_be_meant_is_refused_and_stays_as_typed(
    sit: Callable[[Role], Client],
    issue: Issue,
    now: datetime,
    given: dict[str, str],
    words: str,
) -> None:
    desk = sit(Role.EDITOR)
    bring(desk, issue)
    made(issue, now)
    answer = confirm(desk, issue, **given)
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert words in shown
    assert given.get("chapters", "00:05 后来").splitlines()[-1] in shown
    assert Narration.objects.get(origin="own").state == Narration.State.READY


def test_what_was_confirmed_is_asked_for_and_shown_again(
    sit: Callable[[Role], Client], issue: Issue, now: datetime
) -> None:
    desk = sit(Role.EDITOR)
    bring(desk, issue)
    made(issue, now)
    assert confirm(desk, issue, free_until="00:06", is_confirmed="on").status_code == 302
    narration = Narration.objects.get(origin="own")
    assert narration.state == Narration.State.QUEUED
    assert narration.plan["free_until_ms"] == 6000
    assert [one["title"] for one in narration.plan["chapters"]] == ["开场", "后来"]
    assert 'value="00:06"' in desk.get(page(issue)).content.decode()


def test_a_recording_that_came_meanwhile_is_listened_to_before_it_is_confirmed(
    sit: Callable[[Role], Client], issue: Issue, now: datetime
) -> None:
    desk = sit(Role.EDITOR)
    bring(desk, issue)
    heard = made(issue, now).upload
    assert f'value="{heard}"' in desk.get(page(issue)).content.decode()
    bring(desk, issue, wav(tone(14)))
    assert "章节和试听" not in desk.get(page(issue)).content.decode()
    answer = confirm(desk, issue, heard=heard, free_until="00:06", is_confirmed="on")
    assert answer.status_code == 422
    assert "录音换过了" in answer.content.decode()
    assert Narration.objects.get(origin="own").plan["free_until_ms"] is None


def test_taking_it_away_gives_the_synthetic_voice_back(
    sit: Callable[[Role], Client], issue: Issue
) -> None:
    desk = sit(Role.CHIEF_EDITOR)
    bring(desk, issue)
    assert desk.post(page(issue, "remove")).status_code == 302
    assert not Narration.objects.exists()
    assert desk.get(page(issue, "state")).status_code == 404


@pytest.mark.parametrize(
    "role", [Role.AUTHOR, Role.MODERATOR, Role.FINANCE, Role.OPERATOR], ids=str
)
def test_nobody_else_sits_there(role: Role, client: Client, now: datetime) -> None:
    person = factories.make_staff(role)
    author = factories.make_author(user=person)
    issue = factories.make_published_issue(authors=(author,), at=now)
    client.force_login(person)
    refused = {403, 404}
    assert client.get(page(issue)).status_code in refused
    assert bring(client, issue).status_code in refused
    for name in ("state", "confirm", "remove"):
        answer = (
            client.get(page(issue, name)) if name == "state" else client.post(page(issue, name))
        )
        assert answer.status_code in refused
    assert not Narration.objects.exists()


def test_strangers_are_sent_to_the_door(client: Client, issue: Issue) -> None:
    assert client.get(page(issue)).status_code == 302
    client.force_login(User.objects.get(pk=factories.make_user().pk))
    assert client.get(page(issue)).status_code == 302


@pytest.mark.parametrize(
    ("written", "milliseconds"),
    [("01:20", 80_000), ("1:02:03", 3_723_000), ("83：05", 4_985_000), ("00:00", 0)],
)
def test_places_are_written_in_minutes_and_seconds(written: str, milliseconds: int) -> None:
    assert clock.read(written) == milliseconds


@pytest.mark.parametrize("written", ["", "80", "1:60", "-1:00", "1:2:3:4", "aa:bb"])
def test_other_writing_is_no_place(written: str) -> None:
    assert clock.read(written) is None


def test_a_place_is_shown_as_the_next_whole_second() -> None:
    assert (clock.shown(79_001), clock.shown(80_000)) == ("01:20", "01:20")
