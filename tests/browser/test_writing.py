"""Writing at the desk, alone: it saves by itself, and a lost network or tab loses no word."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from columns.models import Draft, Issue
from neican.accounts.models import User
from neican.accounts.roles import Role
from tests import factories
from tests.browser.desk import ready, saved, says, sit_down, text_of, until, write_at_end_of

pytestmark = pytest.mark.django_db(transaction=True)
SignIn = Callable[[User], None]
TEXT = "<p>第一段在这里。</p><p>第二段在这里。</p><p>第三段在这里。</p>"


def _body(issue: Issue) -> str:
    return Draft.objects.get(issue=issue).body


def test_an_issue_is_written_from_nothing(page: Page, sign_in: SignIn) -> None:
    season, author = factories.make_season(), factories.make_author(name="林小舟")
    sign_in(factories.make_staff(Role.EDITOR))
    page.goto("/admin/columns/issue/add/")
    page.get_by_label("专栏和季").select_option(str(season.pk))
    page.get_by_label("标题").fill("早餐桌上的集装箱")
    page.get_by_role("button", name="建好，开始写").click()
    ready(page)
    text_of(page).click()
    page.keyboard.type("牛奶是怎么来的。")
    page.get_by_label("加一位作者").fill("林")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="加一个话题").click()
    page.keyboard.type("运费")
    page.keyboard.press("Tab")
    page.keyboard.type("为什么这么低？")
    saved(page)
    issue = Issue.objects.get()
    assert _body(issue) == "<p>牛奶是怎么来的。</p>"
    assert not issue.revisions.exists()
    page.get_by_label("修订说明").fill("第一稿")
    page.keyboard.press("Control+s")
    says(page, "已保存为修订 1")
    kept = issue.revisions.get()
    assert (kept.body, kept.note) == ("<p>牛奶是怎么来的。</p>", "第一稿")
    assert kept.facts["headline"] == "早餐桌上的集装箱"
    assert kept.facts["authors"] == [author.pk]
    topic = {"label": "运费", "question": "为什么这么低？", "section": ""}
    assert kept.facts["topics"] == [topic]


def test_without_a_network_the_words_stay_and_are_saved_when_it_is_back(
    page: Page, sign_in: SignIn, context: BrowserContext
) -> None:
    issue = factories.make_issue(body=TEXT)
    sign_in(factories.make_staff(Role.EDITOR))
    sit_down(page, issue)
    context.set_offline(True)
    write_at_end_of(page, "第二段在这里。", "火车钻进了隧道。")
    says(page, "断网了")
    assert "隧道" not in _body(issue)
    context.set_offline(False)
    saved(page)
    assert "第二段在这里。火车钻进了隧道。" in _body(issue)


def test_an_author_writes_what_bears_his_name(page: Page, sign_in: SignIn) -> None:
    person = factories.make_staff(Role.AUTHOR)
    issue = factories.make_issue(body=TEXT, authors=(factories.make_author(user=person),))
    sign_in(person)
    sit_down(page, issue)
    expect(page.get_by_label("加一位作者")).to_have_count(0)
    page.get_by_label("标题", exact=True).fill("我起的标题")
    write_at_end_of(page, "第二段在这里。", "作者写的。")
    page.evaluate("() => window.NeicanDesk.flush()")
    assert "第二段在这里。作者写的。" in _body(issue)
    assert Draft.objects.get(issue=issue).facts["headline"] == "我起的标题"


def test_authors_and_topics_are_put_in_order_by_keyboard(page: Page, sign_in: SignIn) -> None:
    first, second = factories.make_author(name="陈默"), factories.make_author(name="林小舟")
    topics = [{"label": label, "question": "为什么？", "section": ""} for label in ("甲", "乙")]
    issue = factories.make_issue(body=TEXT, authors=(first, second), topics=topics)
    sign_in(factories.make_staff(Role.EDITOR))
    sit_down(page, issue)
    page.get_by_role("button", name="林小舟，按左右方向键可以换顺序").press("ArrowLeft")
    expect(page.get_by_role("button", name="林小舟，按左右方向键可以换顺序")).to_be_focused()
    page.get_by_role("button", name="上移").nth(1).press("Enter")
    page.evaluate("() => window.NeicanDesk.flush()")
    facts = Draft.objects.get(issue=issue).facts
    assert facts["authors"] == [second.pk, first.pk]
    assert [topic["label"] for topic in facts["topics"]] == ["乙", "甲"]
    page.get_by_role("button", name="去掉 陈默").press("Enter")
    page.get_by_role("button", name="去掉", exact=True).first.press("Enter")
    page.evaluate("() => window.NeicanDesk.flush()")
    facts = Draft.objects.get(issue=issue).facts
    assert facts["authors"] == [second.pk]
    assert [topic["label"] for topic in facts["topics"]] == ["甲"]


def test_a_server_that_restarts_is_waited_for(page: Page, sign_in: SignIn) -> None:
    issue = factories.make_issue(body=TEXT)
    sign_in(factories.make_staff(Role.EDITOR))
    sit_down(page, issue)
    page.route("**/desk/*/", lambda route: route.fulfill(status=502, body="Bad Gateway"))
    write_at_end_of(page, "第二段在这里。", "重启时写的。")
    says(page, "服务器没有回应")
    assert "重启时写的" not in _body(issue)
    page.unroute("**/desk/*/")
    saved(page)
    assert "第二段在这里。重启时写的。" in _body(issue)


def test_whose_session_ran_out_signs_in_elsewhere_and_goes_on(
    page: Page, sign_in: SignIn, context: BrowserContext
) -> None:
    issue = factories.make_issue(body=TEXT)
    editor = factories.make_staff(Role.EDITOR)
    sign_in(editor)
    sit_down(page, issue)
    context.clear_cookies(name="sessionid")
    write_at_end_of(page, "第二段在这里。", "登录过期时写的。")
    says(page, "登录过期了")
    sign_in(editor)
    saved(page)
    assert "第二段在这里。登录过期时写的。" in _body(issue)


def test_what_a_closed_tab_could_not_save_is_offered_on_return(
    page: Page, sign_in: SignIn, context: BrowserContext
) -> None:
    issue = factories.make_issue(body=TEXT)
    sign_in(factories.make_staff(Role.EDITOR))
    lost = context.new_page()
    sit_down(lost, issue)
    context.set_offline(True)
    write_at_end_of(lost, "第一段在这里。", "没来得及存的一句。")
    says(lost, "断网了")
    lost.close()
    context.set_offline(False)
    sit_down(page, issue)
    note = page.locator(".nd-note", has_text="没存上的字")
    expect(note).to_be_visible(timeout=25_000)
    assert "没来得及存的一句" not in _body(issue)
    note.get_by_role("button", name="看差别").click()
    expect(page.locator("dialog .nd-other").first).to_contain_text("没来得及存的一句。")
    page.get_by_role("dialog").get_by_role("button", name="关上").click()
    note.get_by_role("button", name="恢复").click()
    says(page, "已恢复")
    expect(text_of(page)).to_contain_text("没来得及存的一句。")
    assert "第一段在这里。没来得及存的一句。" in _body(issue)
    page.reload()
    ready(page)
    page.wait_for_timeout(2500)
    expect(page.locator(".nd-note")).to_have_count(0)


def test_a_tab_that_is_closed_in_mid_sentence_saves_it(
    page: Page, sign_in: SignIn, context: BrowserContext
) -> None:
    issue = factories.make_issue(body=TEXT)
    sign_in(factories.make_staff(Role.EDITOR))
    sit_down(page, issue)
    write_at_end_of(page, "第三段在这里。", "写到一半就")
    page.wait_for_timeout(400)
    page.goto("/admin/columns/issue/")
    page.wait_for_timeout(500)
    assert "第三段在这里。写到一半就" in _body(issue)
    sit_down(page, issue)
    page.wait_for_timeout(2500)
    expect(page.locator(".nd-note")).to_have_count(0)


def test_a_tab_never_clashes_with_itself(page: Page, sign_in: SignIn) -> None:
    issue = factories.make_issue(body=TEXT)
    sign_in(factories.make_staff(Role.EDITOR))
    sit_down(page, issue)
    write_at_end_of(page, "第一段在这里。", "一")
    for word in "二三四五":
        page.evaluate("() => { window.NeicanDesk.flush(); }")
        page.keyboard.type(word)
        page.evaluate("() => { window.NeicanDesk.flush(); }")
    until(page, "window.NeicanDesk.flush().then(() => true)")
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert "第一段在这里。一二三四五" in _body(issue)


def test_punctuation_is_shown_before_it_is_taken(page: Page, sign_in: SignIn) -> None:
    issue = factories.make_issue(body="<p>先说结论,再说原因.</p><p>这一段不用改。</p>")
    sign_in(factories.make_staff(Role.EDITOR))
    sit_down(page, issue)
    page.evaluate("() => { document.dispatchEvent(new CustomEvent('neican:punctuation')); }")
    dialog = page.get_by_role("dialog")
    expect(dialog.locator(".nd-suggested")).to_have_count(1)
    assert "先说结论," in _body(issue)
    dialog.get_by_role("button", name="改这 1 段").click()
    expect(text_of(page)).to_contain_text("先说结论，再说原因")
    saved(page)
    assert "先说结论，再说原因" in _body(issue)
