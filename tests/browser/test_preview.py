"""Preview as, in Chromium: changing reader, text and medium; listening; nothing can be sent."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from columns.models import Issue
from neican.accounts.models import User
from neican.accounts.roles import Role
from subscribers.comments.models import Comment
from tests import factories
from tests.browser.test_accessibility import CORNERS, _violations
from tests.browser.test_player import plays_beyond
from tests.factories import CANARY
from tests.subscribers.reading_audio.sounds import narrate
from tests.subscribers.reading_audio.tones import mp3, tone

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def issue(settings: Any, live_server: LiveServer) -> Issue:
    settings.SITE_URL = live_server.url
    factories.make_plan()
    issue = factories.make_published_issue()
    narrate(issue, whole=mp3(tone(18)), opening=mp3(tone(4)))
    return issue


@pytest.fixture
def opened(issue: Issue, page: Page, sign_in: Callable[[User], None]) -> Page:
    """The preview as an editor first comes to it."""
    sign_in(factories.make_staff(Role.EDITOR))
    page.goto(f"/preview/issues/{issue.pk}/")
    return page


def _choose(page: Page, menu: int, name: str) -> None:
    page.locator(".preview-menu").nth(menu).locator("summary").click()
    page.get_by_role("link", name=name, exact=True).click()


def test_an_editor_goes_through_readers_texts_and_media(opened: Page) -> None:
    text = opened.locator("[data-issue-text]")
    expect(text).not_to_contain_text(CANARY)
    _choose(opened, 0, "订了本季")
    expect(text).to_contain_text(CANARY)
    expect(opened.locator(".preview-verdict")).to_contain_text("能看全文")
    _choose(opened, 1, "修订 1")
    expect(text).to_contain_text(CANARY)
    opened.get_by_role("link", name="邮件", exact=True).click()
    letter = opened.frame_locator("[data-letter]")
    expect(letter.locator("body")).to_contain_text(CANARY)
    _choose(opened, 0, "订阅已到期")
    expect(letter.locator("body")).to_contain_text("试读到这里")
    expect(letter.locator("body")).not_to_contain_text(CANARY)
    opened.get_by_role("link", name="声音", exact=True).click()
    expect(opened.locator(".preview-cues li")).to_have_count(2)


def test_what_leads_out_opens_beside_the_preview(opened: Page) -> None:
    with opened.context.expect_page() as other:
        opened.locator(".kicker a").first.click()
    expect(other.value).to_have_url(re.compile(r"/columns/"))
    assert "/preview/issues/" in opened.url


def test_the_letter_is_as_high_as_its_words(opened: Page) -> None:
    opened.get_by_role("link", name="邮件", exact=True).click()
    frame = opened.locator("[data-letter]")
    expect(opened.frame_locator("[data-letter]").locator("h1")).to_be_visible()
    whole = "node => node.contentDocument.documentElement.scrollHeight - node.clientHeight"
    assert abs(frame.evaluate(whole)) <= 2


def test_the_sound_of_the_supposed_reader_plays(opened: Page) -> None:
    _choose(opened, 0, "订了全部专栏")
    opened.click(".player [data-do=toggle]")
    assert plays_beyond(opened, 0.3)
    opened.wait_for_selector("[data-issue-text] .is-spoken")


def test_nothing_can_be_sent(opened: Page, issue: Issue) -> None:
    tab = opened.context.new_page()  # one whose blocked posts are no mistake
    tab.goto(f"/preview/issues/{issue.pk}/?as=all")
    form = tab.locator("[data-comment-form]")
    assert form.evaluate("form => form.inert")
    blocked: list[str] = []
    tab.on("console", lambda message: blocked.append(message.text))
    form.evaluate("form => { form.inert = false; form.body.value = '试试'; form.submit(); }")
    tab.wait_for_timeout(500)
    assert [text for text in blocked if "form-action 'none'" in text]
    assert tab.url.endswith("?as=all")
    assert not Comment.objects.exists()


@pytest.mark.parametrize("context", CORNERS, indirect=True)
def test_previews_break_no_rule(opened: Page, issue: Issue) -> None:
    base = f"/preview/issues/{issue.pk}/"
    for path in (base, f"{base}?as=all", f"{base}?of=mail", f"{base}?of=sound"):
        assert _violations(opened, path) == [], path
