"""Two people at one issue: each sees the other, and nobody's words are lost."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from columns import services
from columns.models import Draft, EditingSession, Issue
from neican.accounts.models import User
from neican.accounts.roles import Role
from tests import factories
from tests.browser.conftest import session_cookie
from tests.browser.desk import ready, saved, says, sit_down, text_of, write_at_end_of

pytestmark = pytest.mark.django_db(transaction=True)
SignIn = Callable[[User], None]
TEXT = "<p>第一段在这里。</p><p>第二段在这里。</p><p>第三段在这里。</p>"


@pytest.fixture
def issue() -> Issue:
    return factories.make_issue(body=TEXT)


@pytest.fixture
def zhang(page: Page, sign_in: SignIn, issue: Issue) -> Page:
    """A colleague at the desk."""
    sign_in(factories.make_staff(Role.EDITOR, display_name="张三"))
    sit_down(page, issue)
    return page


@pytest.fixture
def li(chromium: Browser, live_server: LiveServer, zhang: Page, issue: Issue) -> Iterator[Page]:
    """Another one, at another computer, who came later."""
    context: BrowserContext = chromium.new_context(base_url=live_server.url, locale="zh-CN")
    user = factories.make_staff(Role.CHIEF_EDITOR, display_name="李四")
    context.add_cookies([session_cookie(user, live_server)])
    tab = context.new_page()
    sit_down(tab, issue)
    yield tab
    context.close()


def _body(issue: Issue) -> str:
    return Draft.objects.get(issue=issue).body


def test_each_sees_the_other_within_ten_seconds(zhang: Page, li: Page) -> None:
    expect(li.locator("[data-desk-people]")).to_contain_text("张三", timeout=10_000)
    expect(zhang.locator("[data-desk-people]")).to_contain_text("李四", timeout=10_000)


def test_different_blocks_are_both_kept_and_shown_to_both(
    zhang: Page, li: Page, issue: Issue
) -> None:
    write_at_end_of(zhang, "第一段在这里。", "张三加的。")
    write_at_end_of(li, "第三段在这里。", "李四加的。")
    for page in (zhang, li):
        expect(text_of(page)).to_contain_text("张三加的。", timeout=20_000)
        expect(text_of(page)).to_contain_text("李四加的。", timeout=20_000)
        expect(page.get_by_role("dialog")).to_have_count(0)
    body = _body(issue)
    assert "第一段在这里。张三加的。" in body
    assert "第三段在这里。李四加的。" in body


def test_a_colleagues_words_come_in_without_moving_the_caret(
    zhang: Page, li: Page, issue: Issue
) -> None:
    text_of(zhang).get_by_text("第三段在这里。").click()
    zhang.keyboard.press("End")
    write_at_end_of(li, "第一段在这里。", "李四加的。")
    expect(text_of(zhang)).to_contain_text("李四加的。", timeout=20_000)
    says(zhang, "李四改了 1 段")
    zhang.keyboard.type("接着写。")
    expect(text_of(zhang)).to_contain_text("第三段在这里。接着写。")


def test_pictures_cuts_and_tables_outlive_a_colleagues_words(
    zhang: Page, li: Page, issue: Issue
) -> None:
    rich = (
        '<p>第一段在这里。</p>\n<hr class="paywall-cut">\n'
        "<table><tbody><tr><td>甲</td><td>乙</td></tr><tr><td>丙</td><td>丁</td></tr></tbody>"
        "</table>\n"
        "<blockquote><p>一句引文。</p></blockquote>\n<ul><li>一项</li></ul>\n<p>第三段在这里。</p>"
    )
    services.save_revision(issue_id=issue.pk, body=rich, by=None, at=Draft.objects.get().saved_at)
    for page in (zhang, li):
        page.reload()
        ready(page)
    write_at_end_of(zhang, "第一段在这里。", "张三加的。")
    write_at_end_of(li, "第三段在这里。", "李四加的。")
    for page in (zhang, li):
        expect(text_of(page)).to_contain_text("张三加的。", timeout=20_000)
        expect(text_of(page)).to_contain_text("李四加的。", timeout=20_000)
    write_at_end_of(zhang, "一项", "又一笔")
    zhang.evaluate("() => window.NeicanDesk.flush()")
    expected = rich.replace("第一段在这里。", "第一段在这里。张三加的。")
    expected = expected.replace("第三段在这里。", "第三段在这里。李四加的。")
    assert _body(issue) == expected.replace("一项", "一项又一笔")


def test_undoing_takes_nothing_of_a_colleagues_away(zhang: Page, li: Page, issue: Issue) -> None:
    write_at_end_of(zhang, "第一段在这里。", "张三加的。")
    zhang.evaluate("() => window.NeicanDesk.flush()")
    write_at_end_of(li, "第三段在这里。", "李四加的。")
    expect(text_of(zhang)).to_contain_text("李四加的。", timeout=20_000)
    text_of(zhang).get_by_text("第一段在这里。").click()
    for _time in range(5):
        zhang.keyboard.press("Control+z")
    zhang.evaluate("() => window.NeicanDesk.flush()")
    assert "第三段在这里。李四加的。" in _body(issue)


def test_the_same_block_is_put_before_a_person_and_nothing_is_lost(
    zhang: Page, li: Page, issue: Issue
) -> None:
    write_at_end_of(zhang, "第二段在这里。", "张三的写法。")
    write_at_end_of(li, "第二段在这里。", "李四的写法。")
    zhang.evaluate("() => window.NeicanDesk.flush()")
    li.evaluate("() => { window.NeicanDesk.flush().catch(() => {}); }")
    dialog = li.get_by_role("dialog")
    expect(dialog).to_contain_text("您和张三改了同一处")
    expect(dialog).to_contain_text("张三的写法。")
    expect(dialog).to_contain_text("李四的写法。")
    assert "李四的写法。" not in _body(issue)
    kept = EditingSession.objects.get(refused__isnull=False)
    assert "李四的写法。" in kept.refused["body"]
    dialog.get_by_role("button", name="就这样保存").click()
    expect(dialog).to_be_visible()  # nothing is chosen for her
    assert "张三的写法。" in _body(issue)
    dialog.get_by_label("都留").check()
    dialog.get_by_role("button", name="就这样保存").click()
    saved(li)
    assert "张三的写法。" in _body(issue)
    assert "李四的写法。" in _body(issue)
    expect(text_of(zhang)).to_contain_text("李四的写法。", timeout=20_000)


def test_a_clash_that_was_put_off_is_offered_after_a_reload(li: Page, zhang: Page) -> None:
    write_at_end_of(zhang, "第二段在这里。", "张三的写法。")
    write_at_end_of(li, "第二段在这里。", "李四的写法。")
    zhang.evaluate("() => window.NeicanDesk.flush()")
    li.evaluate("() => { window.NeicanDesk.flush().catch(() => {}); }")
    li.get_by_role("button", name="先不管，等会儿再选").click()
    says(li, "您的字还没存上")
    li.add_init_script("localStorage.clear()")  # the browser forgot; the server did not
    li.reload()
    note = li.locator(".nd-note")
    expect(note).to_contain_text("还没选好", timeout=10_000)
    note.get_by_role("button", name="恢复").click()
    li.get_by_label("用我的").check()
    li.get_by_role("button", name="就这样保存").click()
    expect(text_of(li)).to_contain_text("李四的写法。")
    expect(text_of(zhang)).to_contain_text("李四的写法。", timeout=20_000)


def test_a_window_whose_lock_was_broken_cannot_save_but_its_text_can_be_copied(
    zhang: Page, li: Page, issue: Issue
) -> None:
    lock = zhang.get_by_role("button", name="只让我改")
    expect(lock).to_be_visible(timeout=10_000)
    lock.click()
    expect(li.get_by_role("button", name="解除锁定")).to_be_visible(timeout=10_000)
    zhang.route("**/desk/pulse/", lambda route: route.abort())  # he hears of it by saving only
    write_at_end_of(zhang, "第一段在这里。", "锁着写的。")
    breaker = User.objects.get(display_name="李四")
    at = EditingSession.objects.latest("seen_at").seen_at
    services.break_lock(issue_id=issue.pk, by=breaker, at=at)
    zhang.evaluate("() => { window.NeicanDesk.flush().catch(() => {}); }")
    dialog = zhang.get_by_role("dialog")
    expect(dialog).to_contain_text("不能再保存")
    assert "锁着写的。" in dialog.locator("textarea").input_value()
    assert "锁着写的。" not in _body(issue)
