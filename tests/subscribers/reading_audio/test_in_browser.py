"""The player as Chromium plays it: sound, light and memory."""

import math
import struct
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from columns.audio.encoding import Tags, encode
from columns.models import Issue
from tests.factories import make_published_issue, make_subscriber
from tests.subscribers.reading_audio.sounds import SENTENCE_MS, narrate

sync_api = pytest.importorskip("playwright.sync_api")

CHROMIUM = Path("/usr/bin/chromium")
RATE = 24_000
SOUND = "document.querySelector('[data-sound]')"
pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not CHROMIUM.exists(), reason="needs Chromium"),
]


def tone(folder: Path, seconds: int) -> bytes:
    """A real MP3 of a quiet tone."""
    wave = (math.sin(math.tau * 220 * place / RATE) for place in range(RATE))
    second = b"".join(struct.pack("<h", round(9000 * height)) for height in wave)
    encode(lambda: [second] * seconds, RATE, folder / "tone.mp3", Tags(title="音"))
    return (folder / "tone.mp3").read_bytes()


@pytest.fixture
def issue(tmp_path: Path) -> Issue:
    issue = make_published_issue()
    narrate(issue, whole=tone(tmp_path, 18), opening=tone(tmp_path, 4))
    return issue


@pytest.fixture
def subscriber_cookie() -> str:
    client = Client()
    client.force_login(make_subscriber())
    return client.cookies["sessionid"].value


@pytest.fixture
def open_page(live_server: Any) -> Iterator[Callable[..., Any]]:
    """Opens an issue in a fresh browser. Nothing may ask the tables while the browser runs."""
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(CHROMIUM),
            args=["--no-sandbox", "--autoplay-policy=no-user-gesture-required"],
        )

        def opened(issue_id: int, cookie: str = "") -> Any:
            context = browser.new_context(base_url=live_server.url, service_workers="block")
            if cookie:
                context.add_cookies(
                    [{"name": "sessionid", "value": cookie, "url": live_server.url}]
                )
            page = context.new_page()
            page.goto(f"/issues/{issue_id}/")
            return page

        yield opened
        browser.close()


def seconds(page: Any) -> float:
    return float(page.evaluate(f"{SOUND}.currentTime"))


def plays_beyond(page: Any, place: float) -> bool:
    """Whether the sound gets there soon; by hand, for the page's policy forbids evaluation."""
    for _ in range(80):
        if seconds(page) > place and not page.evaluate(f"{SOUND}.paused"):
            return True
        page.wait_for_timeout(100)
    return False


def test_the_light_moves_with_the_voice_and_a_touched_sentence_is_played(
    issue: Issue, subscriber_cookie: str, open_page: Callable[..., Any]
) -> None:
    assert issue.live is not None
    ids = [s["id"] for block in issue.live.blocks for s in block["sentences"]]
    page = open_page(issue.pk, subscriber_cookie)
    page.click(".player [data-do=toggle]")
    for place, name in enumerate(ids[:2]):
        page.wait_for_selector(f"[data-s='{name}'].is-spoken")
        assert place * 2 <= seconds(page) < place * 2 + 2.2
        assert page.locator(".is-spoken").count() == 1
    page.click(".player [data-do=toggle]")
    page.click(f"[data-s='{ids[4]}']")
    assert seconds(page) == pytest.approx(4 * SENTENCE_MS / 1000, abs=0.1)
    page.wait_for_selector(f"[data-s='{ids[4]}'].is-spoken")
    page.keyboard.press("ArrowLeft")
    assert seconds(page) == 0


def test_speed_and_place_are_remembered(
    issue: Issue, subscriber_cookie: str, open_page: Callable[..., Any]
) -> None:
    page = open_page(issue.pk, subscriber_cookie)
    page.select_option(".player [data-speed]", "1.5")
    page.click(".player [data-do=toggle]")
    page.locator(".player [data-chapter='2']").click()
    assert plays_beyond(page, 12.5)
    page.reload()
    resume = page.locator("[data-do=resume]")
    resume.wait_for()
    assert resume.inner_text().startswith("从 00:1")
    resume.click()
    assert plays_beyond(page, 12.4)
    assert page.evaluate(f"{SOUND}.playbackRate") == 1.5


def test_a_refusal_shows_a_way_out_and_keeps_the_place(
    issue: Issue, subscriber_cookie: str, open_page: Callable[..., Any]
) -> None:
    page = open_page(issue.pk, subscriber_cookie)
    page.locator(".player [data-chapter='1']").wait_for()
    page.context.clear_cookies()
    page.locator(".player [data-chapter='1']").click()
    page.wait_for_selector("[data-panel=trouble]:not([hidden])")
    assert "收听权限刚刚变了" in page.inner_text("[data-panel=trouble]")
    assert page.locator(".player.is-waiting").count() == 0
    assert page.inner_text(".player [data-show=position]") == "00:04"
    cookie = {"name": "sessionid", "value": subscriber_cookie, "url": page.url}
    page.context.add_cookies([cookie])
    page.click("[data-do=retry]")
    assert plays_beyond(page, 4.2)
    assert page.locator("[data-panel=trouble]").is_hidden()


def test_the_preview_ends_with_what_is_behind_it(
    issue: Issue, open_page: Callable[..., Any]
) -> None:
    page = open_page(issue.pk)
    page.click(".player [data-do=toggle]")
    page.evaluate(f"{SOUND}.currentTime = 3.2")
    page.wait_for_selector("[data-panel=end]:not([hidden])")
    assert "试听到这里" in page.inner_text("[data-panel=end]")
