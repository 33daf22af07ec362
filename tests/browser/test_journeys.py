"""What people do, done in a real browser."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.conf import settings
from playwright.sync_api import BrowserContext, Page, expect

from columns.audio import services as narration
from columns.audio.voices.registry import get_voice
from columns.models import Issue
from neican.accounts.models import User
from neican.accounts.roles import Role
from subscribers.comments.models import Comment
from subscribers.comments.services import judge_comment
from tests import factories
from tests.browser.desk import sit_down, write_at_end_of
from tests.factories import CANARY

pytestmark = pytest.mark.django_db(transaction=True)
SignIn = Callable[[User], None]


def _narrate(issue: Issue) -> None:
    now = datetime.now(UTC)
    voice = get_voice(settings.NARRATION_ENGINES, "embedded")
    pk = narration.queue_narration(issue_id=issue.pk, now=now)
    assert pk is not None
    assert narration.narrate(narration_id=pk, voices=lambda _row: voice, now=now)
    voice.close()


def _until(page: Page, script: str) -> None:
    """Ask again until it is true; the page's policy forbids Playwright's own way of waiting."""
    for _attempt in range(100):
        if page.evaluate(script):
            return
        page.wait_for_timeout(100)
    raise AssertionError(script)


def test_a_visitor_reads_up_to_the_wall_and_hears_the_opening(page: Page) -> None:
    issue = factories.make_published_issue()
    _narrate(issue)
    page.goto(issue.get_absolute_url())
    expect(page.get_by_text("开头这一段人人可读。")).to_be_visible()
    assert CANARY not in page.content()
    page.locator(".player__play").click()
    _until(page, "document.querySelector('audio').currentTime > 0.3")
    assert page.evaluate("document.querySelector('audio').duration") < 30


def test_a_subscriber_listens_and_the_spoken_sentence_lights_up(
    page: Page, sign_in: SignIn
) -> None:
    issue = factories.make_published_issue()
    _narrate(issue)
    sign_in(factories.make_subscriber())
    page.goto(issue.get_absolute_url())
    page.locator(".player__play").click()
    _until(page, "document.querySelector('audio').currentTime > 0.3")
    sentence = page.locator("span[data-s]", has_text=CANARY)
    sentence.click()
    expect(sentence).to_have_class("is-spoken", timeout=5000)
    others = page.locator("span[data-s].is-spoken")
    expect(others).to_have_count(1)


def test_501_characters_stay_in_the_box_and_500_are_taken(page: Page, sign_in: SignIn) -> None:
    factories.make_guidelines()
    issue = factories.make_published_issue()
    sign_in(factories.make_subscriber())
    page.goto(issue.get_absolute_url())
    box = page.locator("textarea[name=body]")
    box.fill("长" * 501)
    expect(page.locator("[data-counter]")).to_have_text("−1")
    send = page.locator("[data-comment-form] button[type=submit]")
    expect(send).to_be_disabled()
    send.evaluate("button => { button.disabled = false; }")  # the server refuses by itself
    send.click()
    expect(page.locator("#comment-refusal")).to_contain_text("501")
    expect(box).to_have_value("长" * 501)
    assert not Comment.objects.exists()
    box.fill("长" * 500)
    page.locator("[data-comment-form] button[type=submit]").click()
    page.wait_for_url("**#comment-*")
    assert Comment.objects.get().body == "长" * 500


def test_a_comment_is_held_until_judged_and_a_moderator_decides(
    page: Page, sign_in: SignIn, context: BrowserContext
) -> None:
    factories.make_guidelines()
    issue = factories.make_published_issue()
    sign_in(factories.make_subscriber())
    page.goto(issue.get_absolute_url())
    page.locator("textarea[name=body]").fill("我的微信号：weixin_8866")
    page.locator("[data-comment-form] button[type=submit]").click()
    page.wait_for_url("**#comment-*")
    expect(page.locator("#comments")).to_contain_text("审核中")
    comment = Comment.objects.get()
    judge_comment(comment_id=comment.pk, now=datetime.now(UTC))
    context.clear_cookies()
    sign_in(factories.make_staff(Role.MODERATOR))
    page.goto("/admin/comments/comment/")
    page.get_by_role("link", name="我的微信号：weixin_8866").click()
    expect(page.locator("mark").first).to_contain_text("weixin_8866")
    page.get_by_role("button", name="公开").click()
    page.wait_for_load_state()
    comment.refresh_from_db()
    assert comment.state == Comment.State.VISIBLE


def test_an_editor_writes_cuts_and_publishes(page: Page, sign_in: SignIn) -> None:
    season = factories.make_season(column=factories.make_column(second_person=False))
    issue = factories.make_issue(body="<p>第一段。</p><p>第二段。</p>", season=season)
    sign_in(factories.make_staff(Role.EDITOR))
    sit_down(page, issue)
    write_at_end_of(page, "第一段。", "编辑补了一句。")
    page.locator(".cke_button__paywallcut").click()
    page.get_by_role("button", name="通过并发布").click()
    expect(page.locator(".nc-stage")).to_have_text("已发布")
    issue.refresh_from_db()
    assert issue.is_public
    assert issue.live is not None
    assert "编辑补了一句。" in issue.live.preview_html
    assert "第二段" not in issue.live.preview_html
