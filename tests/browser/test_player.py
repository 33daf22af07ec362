"""The player as Chromium plays it: sound, light and memory."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from columns.models import Issue
from neican.accounts.models import User
from tests.factories import make_published_issue, make_subscriber
from tests.subscribers.reading_audio import tones
from tests.subscribers.reading_audio.sounds import SENTENCE_MS, narrate

SOUND = "document.querySelector('[data-sound]')"
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def issue() -> Issue:
    issue = make_published_issue()
    narrate(issue, whole=tones.mp3(tones.tone(18)), opening=tones.mp3(tones.tone(4)))
    return issue


def seconds(page: Page) -> float:
    return float(page.evaluate(f"{SOUND}.currentTime"))


def plays_beyond(page: Page, place: float) -> bool:
    """Whether the sound gets there soon; by hand, for the page's policy forbids evaluation."""
    for _ in range(80):
        if seconds(page) > place and not page.evaluate(f"{SOUND}.paused"):
            return True
        page.wait_for_timeout(100)
    return False


def test_the_light_moves_with_the_voice_and_a_touched_sentence_is_played(
    issue: Issue, page: Page, sign_in: Callable[[User], None]
) -> None:
    assert issue.live is not None
    ids = [s["id"] for block in issue.live.blocks for s in block["sentences"]]
    sign_in(make_subscriber())
    page.goto(issue.get_absolute_url())
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
    issue: Issue, page: Page, sign_in: Callable[[User], None]
) -> None:
    sign_in(make_subscriber())
    page.goto(issue.get_absolute_url())
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
    issue: Issue, page: Page, sign_in: Callable[[User], None]
) -> None:
    reader = make_subscriber()
    sign_in(reader)
    page.goto(issue.get_absolute_url())
    page.locator(".player [data-chapter='1']").wait_for()
    page.context.clear_cookies()
    page.locator(".player [data-chapter='1']").click()
    page.wait_for_selector("[data-panel=trouble]:not([hidden])")
    assert "收听权限刚刚变了" in page.inner_text("[data-panel=trouble]")
    assert page.locator(".player.is-waiting").count() == 0
    assert page.inner_text(".player [data-show=position]") == "00:04"
    sign_in(reader)
    page.click("[data-do=retry]")
    assert plays_beyond(page, 4.2)
    assert page.locator("[data-panel=trouble]").is_hidden()


def test_the_preview_ends_with_what_is_behind_it(issue: Issue, page: Page) -> None:
    page.goto(issue.get_absolute_url())
    page.click(".player [data-do=toggle]")
    page.evaluate(f"{SOUND}.currentTime = 3.2")
    page.wait_for_selector("[data-panel=end]:not([hidden])")
    assert "试听到这里" in page.inner_text("[data-panel=end]")
