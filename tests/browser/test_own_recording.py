"""The desk for people's readings as an editor's hands use it."""

import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from columns.audio import services
from columns.audio.models import Narration
from columns.audio.voices.base import Voice
from columns.models import Issue
from neican.accounts.models import User
from neican.accounts.roles import Role
from neican.kernel.bell import BELL
from tests import factories
from tests.browser.desk import until
from tests.browser.test_accessibility import AXE, CORNERS, RULES
from tests.columns.narration.reading_aloud import another_voice, clips_of, read_aloud
from tests.columns.narration.test_own_recordings import BODY, TEXT

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def sounds(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the files go; the worker is called by hand."""
    settings.STORAGES = {
        **settings.STORAGES,
        "audio": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path / "audio")},
        },
    }
    monkeypatch.setattr(BELL, "ring", lambda task, **_ids: None)


@pytest.fixture(scope="session")
def reading(tmp_path_factory: pytest.TempPathFactory) -> Path:
    voice = another_voice()
    said = read_aloud(clips_of(voice, ["南方的水", "作者，一位老朋友。", *TEXT]), noise=30)
    voice.close()
    return said.written_to(tmp_path_factory.mktemp("reading") / "朗读.wav")


@pytest.fixture
def issue(live_server: LiveServer, sign_in: Callable[[User], None], now: datetime) -> Issue:
    sign_in(factories.make_staff(Role.EDITOR))
    author = factories.make_author(name="一位老朋友")
    return factories.make_published_issue(body=BODY, headline="南方的水", authors=(author,), at=now)


def work() -> None:
    """What the worker does with it."""
    narration = Narration.objects.get(origin="own")
    assert services.narrate(narration_id=narration.pk, voices=_nobody, now=timezone.now())


def _nobody(_row: Any) -> Voice:
    raise AssertionError("nobody speaks here")


def photograph(page: Page, name: str) -> None:
    """For whoever wants to look: `OWN_PICTURES=folder`."""
    if folder := os.environ.get("OWN_PICTURES"):
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)


def open_desk(page: Page, issue: Issue) -> None:
    page.goto(f"/admin/audio/narration/own/{issue.pk}/")


@pytest.mark.parametrize("context", CORNERS, indirect=True)
def test_a_reading_is_brought_heard_confirmed_and_taken_away(
    page: Page, issue: Issue, reading: Path, request: pytest.FixtureRequest
) -> None:
    view = request.node.callspec.params["context"].replace(" ", "-")
    open_desk(page, issue)
    photograph(page, f"{view}-empty")
    page.get_by_label("朗读者").fill("老陈")
    page.get_by_label("录音文件").set_input_files(reading)
    page.get_by_role("button", name="上传").click()
    expect(page.get_by_text("排队中")).to_be_visible()
    photograph(page, f"{view}-waiting")
    work()
    expect(page.get_by_role("heading", name="章节和试听")).to_be_visible(timeout=10_000)
    expect(page.get_by_text("句子时间是估的")).to_be_visible()
    expect(page.get_by_label("试听到")).not_to_have_value("")
    page.get_by_role("button", name="照这样做").click()
    expect(page.get_by_text("请先听一遍这一段")).to_be_visible()
    photograph(page, f"{view}-refused")
    page.get_by_label("我听过了").check()
    page.get_by_role("button", name="照这样做").click()
    expect(page.get_by_text("排队中")).to_be_visible()
    work()
    expect(page.get_by_text("可收听")).to_be_visible(timeout=10_000)
    expect(page.get_by_text("没有开放")).to_have_count(0)
    photograph(page, f"{view}-ready")
    page.get_by_text("撤下录音").click()
    page.get_by_role("button", name="确定撤下").click()
    expect(page.get_by_text("还没有真人录音")).to_be_visible()


def test_the_place_is_taken_from_the_player(page: Page, issue: Issue, reading: Path) -> None:
    open_desk(page, issue)
    page.get_by_label("朗读者").fill("老陈")
    page.get_by_label("录音文件").set_input_files(reading)
    page.get_by_role("button", name="上传").click()
    work()
    expect(page.get_by_role("heading", name="章节和试听")).to_be_visible(timeout=10_000)
    page.evaluate(
        "(async () => { const sound = document.querySelector('[data-own-sound]');"
        " sound.muted = true; sound.playbackRate = 8; await sound.play(); })()"
    )
    until(page, "document.querySelector('[data-own-sound]').currentTime > 7")
    page.evaluate("document.querySelector('[data-own-sound]').pause()")
    page.get_by_role("button", name="用现在放到的地方").click()
    second = page.evaluate("Math.ceil(document.querySelector('[data-own-sound]').currentTime)")
    expect(page.get_by_label("试听到")).to_have_value(f"00:{second:02}")


def test_what_is_being_written_is_not_taken_away_when_the_work_is_done(
    page: Page, issue: Issue, reading: Path
) -> None:
    open_desk(page, issue)
    page.get_by_label("朗读者").fill("老陈")
    page.get_by_label("录音文件").set_input_files(reading)
    page.get_by_role("button", name="上传").click()
    page.get_by_label("朗读者").fill("另一位")
    work()
    page.wait_for_timeout(3500)
    expect(page.get_by_label("朗读者")).to_have_value("另一位")
    page.get_by_label("朗读者").fill("")
    expect(page.get_by_role("heading", name="章节和试听")).to_be_visible(timeout=10_000)


@pytest.mark.parametrize("context", CORNERS, indirect=True)
def test_nothing_keeps_anybody_out(page: Page, issue: Issue) -> None:
    open_desk(page, issue)
    page.evaluate(AXE.read_text())
    found = page.evaluate("rules => axe.run('.nr-room', {runOnly: rules})", RULES)
    assert [one["id"] for one in found["violations"]] == []
