"""The script desk in a browser: what is heard, what a click on a word does, and how it looks."""

from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
from playwright.sync_api import Page, expect

from columns.audio.models import Narration, Pronunciation, ScriptLine
from columns.models import Issue
from neican.accounts.models import User
from neican.accounts.roles import Role
from neican.celery import app
from tests import factories
from tests.browser.test_accessibility import AXE, CORNERS, RULES

pytestmark = pytest.mark.django_db(transaction=True)

BODY = (
    "<p>招商银行的行长说，这一行不好做。第二句也在这里。</p>"
    "<h2>第一节</h2><p>墙后的第一句。</p><blockquote><p>他重复了一遍：长期来看会涨。</p></blockquote>"
    "<p>宁德时代的曾毓群没有回应。随后还有一句。</p>"
)


@pytest.fixture
def issue(now: datetime) -> Issue:
    issue = factories.make_published_issue(at=now, body=BODY)
    Narration.objects.all().delete()  # its bell was answered at once
    return issue


@pytest.fixture(autouse=True)
def worker() -> Iterator[None]:
    """What the bell asks for is done at once."""
    app.conf.task_always_eager = True
    yield
    app.conf.task_always_eager = False


@pytest.fixture
def desk(page: Page, sign_in: Callable[[User], None], issue: Issue) -> Page:
    sign_in(factories.make_staff(Role.EDITOR))
    page.goto(f"/admin/audio/ownscript/issue/{issue.pk}/")
    expect(page.locator("[data-word-at]").first).to_be_visible(timeout=15_000)
    return page


def test_a_click_on_a_polyphone_leads_to_its_reading(desk: Page, issue: Issue) -> None:
    desk.locator("ruby", has_text="行").nth(1).click()
    dialog = desk.locator("dialog[open]")
    expect(dialog.locator("[name=term]")).to_have_value("行长")
    expect(dialog.locator("[name=reading]")).to_have_value("hang2 zhang3")
    dialog.locator("[name=reading]").fill("xing2 zhang3")
    expect(dialog.locator("[data-effect-text]")).to_contain_text("不会重读")
    dialog.get_by_text("试听这一句").click()
    expect(dialog.locator("[data-word-say]")).to_contain_text("行长", timeout=10_000)
    dialog.get_by_role("button", name="保存").click()
    expect(desk.get_by_role("link", name="行长 → xing2 zhang3 · 本期")).to_be_visible()
    assert Pronunciation.objects.get().issue == issue


def test_a_rule_that_cannot_work_is_said_in_the_dialog(desk: Page) -> None:
    desk.locator("ruby").first.click()
    dialog = desk.locator("dialog[open]")
    dialog.locator("[name=reading]").fill("不是拼音")
    dialog.get_by_role("button", name="保存").click()
    expect(dialog.get_by_role("alert").first).to_contain_text("声调数字")
    desk.keyboard.press("Escape")
    expect(desk.locator("dialog[open]")).to_have_count(0)


def test_selected_words_are_offered_a_reading(desk: Page) -> None:
    desk.evaluate(
        """() => {
          const cell = [...document.querySelectorAll('.ns-written')]
            .find((one) => one.textContent.includes('曾毓群')).firstChild;
          const range = document.createRange();
          const start = cell.data.indexOf('曾毓群');
          range.setStart(cell, start); range.setEnd(cell, start + 3);
          document.getSelection().removeAllRanges();
          document.getSelection().addRange(range);
        }"""
    )
    desk.get_by_role("button", name="改读音", exact=True).click()
    dialog = desk.locator("dialog[open]")
    expect(dialog.locator("[name=term]")).to_have_value("曾毓群")
    expect(dialog.locator("[name=reading]")).to_have_value("zeng1 yu4 qun2")


def test_a_sentence_is_heard_and_left_out_by_keyboard(desk: Page, issue: Issue) -> None:
    play = desk.get_by_role("button", name="合成并试听第 4 句")
    play.focus()
    desk.keyboard.press("Enter")
    expect(desk.locator("[data-script-say]")).to_contain_text("招商银行", timeout=10_000)
    desk.locator("summary[aria-label='改第 5 句']").focus()
    desk.keyboard.press("Enter")
    desk.get_by_role("button", name="不读", exact=True).focus()
    desk.keyboard.press("Enter")
    expect(desk.get_by_text("编辑不读")).to_be_visible()
    assert ScriptLine.objects.get(issue=issue).is_skipped


def _violations(page: Page) -> list[str]:
    page.evaluate(AXE.read_text())
    found = page.evaluate("(rules) => axe.run(document, {runOnly: rules})", RULES)
    return [
        f"{one['id']}: {node['html'][:110]}" for one in found["violations"] for node in one["nodes"]
    ]


@pytest.mark.parametrize("context", CORNERS, indirect=True)
def test_the_desk_breaks_no_rule_of_access_and_does_not_run_over(
    desk: Page, issue: Issue, request: pytest.FixtureRequest
) -> None:
    if "dark" in request.node.callspec.params["context"]:
        desk.evaluate("localStorage.setItem('adminTheme', JSON.stringify('dark'))")
        desk.reload()
    base = f"/admin/audio/ownscript/issue/{issue.pk}/"
    line = desk.locator("[data-line]").nth(3).get_attribute("data-line")
    for address in (base, f"{base}own/", f"{base}word/?sentence={line}&term=行长"):
        desk.goto(address)
        assert _violations(desk) == []
        wide = desk.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert wide <= 0, address
