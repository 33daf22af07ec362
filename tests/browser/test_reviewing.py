"""Review in a real browser: an outsider remarks and passes, an editor deals with it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from columns import services
from columns.models import Draft, Image, Issue, Remark, ReviewLink
from columns.richtext import CUT
from neican.accounts.models import User
from neican.accounts.roles import Role
from tests import factories
from tests.browser.test_accessibility import CORNERS, _violations

pytestmark = pytest.mark.django_db(transaction=True)
SignIn = Callable[[User], None]

OPENING = (
    "<p>周二的早高峰，城里三条地铁线同时停了四十分钟。"
    "调度员后来说，问题出在一根换了才两年的电缆上。</p>"
)
BEFORE = (
    f"{OPENING}<h2>一根电缆</h2>"
    "<p>检修记录写着“外皮完好，弯曲半径达标”，签字的有三个人。这份记录我们看到了原件。</p>"
    f"{CUT}"
    "<p>同一批电缆共有 4.5 公里，铺在六个区间里；另外五个区间没有停运，也没有复查。</p>"
    "<p>厂家的回复只有两行字，说产品符合当时的标准。</p>"
    "<h2>谁来决定换不换</h2>"
    "<ul><li>运营方说要等年度计划。</li><li>监管方说没有接到报告。</li></ul>"
    "<p>乘客能做的事情很少：多留二十分钟，或者换一条线。</p>"
    "<p>我们会继续跟踪这批电缆的去向，也欢迎知情的读者来信。</p>"
    "<blockquote><p>“标准没有错，错的是把标准当成了终点。”</p>"
    '<p class="source">——一位退休工程师</p></blockquote>'
    "<p>这是本期的全部内容。</p>"
)
AFTER = (
    BEFORE.replace("四十分钟", "五十二分钟")
    .replace("4.5 公里", "4.8 公里")
    .replace("<p>厂家的回复只有两行字，说产品符合当时的标准。</p>", "")
    .replace(CUT, "")
    .replace("<h2>谁来决定换不换</h2>", f"{CUT}<h2>谁来决定换不换</h2>")
    .replace(
        "<p>这是本期的全部内容。</p>",
        "<p>下一期讲讲扶梯：为什么有的站修了一年还没修好。</p><p>这是本期的全部内容。</p>",
    )
)


def _issue(by: User, **extra: object) -> Issue:
    """A public issue with a changed text in review; the working copy has gone on a little."""
    now = datetime.now(UTC)
    image = Image.objects.create(alt="隧道里的电缆", credit="本刊")
    author = factories.make_author(name="周砚")
    topics = [{"label": "地铁", "question": "为什么停了四十分钟", "section": "一根电缆"}]
    issue = factories.make_published_issue(
        body=BEFORE,
        headline="地铁停了四十分钟，问题出在一根电缆",
        standfirst="三条线同时停运。我们看到了检修记录的原件。",
        authors=(author,),
        topics=topics,
    )
    services.save_revision(
        issue_id=issue.pk,
        body=AFTER,
        facts={"headline": "地铁停了五十二分钟，问题出在一根电缆", "head_image": image.pk},
        by=by,
        at=now,
        note="核对过调度记录",
    )
    return services.submit_issue(issue_id=issue.pk, by=by, at=now)


def _link(issue: Issue, by: User | None) -> str:
    link = services.make_review_link(
        issue_id=issue.pk,
        reviewer="赵教授",
        may_approve=True,
        lasts=timedelta(days=3),
        by=by,
        at=datetime.now(UTC),
    )
    return f"/review/{services.link_token(link)}/"


def _select(page: Page, words: str) -> None:
    """Select these words of the text, as a pointer would."""
    page.evaluate(
        """words => {
            const walker = document.createTreeWalker(
                document.querySelector('[data-review-text]'), NodeFilter.SHOW_TEXT);
            for (let node = walker.nextNode(); node; node = walker.nextNode()) {
                const place = node.data.indexOf(words);
                if (place < 0) continue;
                const range = document.createRange();
                range.setStart(node, place);
                range.setEnd(node, place + words.length);
                getSelection().removeAllRanges();
                getSelection().addRange(range);
                node.parentElement.scrollIntoView({block: 'center'});
                return;
            }
            throw new Error(words);
        }""",
        words,
    )


@pytest.mark.parametrize("context", ["desktop light", "phone light"], indirect=True)
def test_an_outsider_remarks_and_passes_and_an_editor_deals_with_it(
    page: Page, chromium: Browser, live_server: LiveServer, sign_in: SignIn
) -> None:
    editor = factories.make_staff(Role.EDITOR, display_name="李四")
    chief = factories.make_staff(Role.CHIEF_EDITOR, display_name="王五")
    issue = _issue(editor)
    outside = chromium.new_context(base_url=live_server.url, locale="zh-CN")
    guest = outside.new_page()
    guest.goto(_link(issue, chief))
    _select(guest, "外皮完好")
    guest.get_by_role("button", name="批注", exact=True).click()
    expect(guest.get_by_text("外皮完好", exact=True)).to_be_visible()
    guest.get_by_role("textbox", name="批注").fill("“完好”是谁的原话？")
    guest.get_by_role("button", name="写下批注").click()
    expect(guest.get_by_text("已经告诉编辑部了。")).to_be_visible()
    expect(guest.locator("mark.nr-mark")).to_have_text("外皮完好")
    guest.get_by_label("附一句话").fill("改完那句就好")
    guest.get_by_role("button", name="通过修订 2").click()
    expect(guest.get_by_text("已通过，编辑部看到了。")).to_be_visible()
    outside.close()
    issue.refresh_from_db()
    assert issue.stage == "approved"

    sign_in(editor)
    page.goto(f"/admin/columns/issue/{issue.pk}/review/")
    expect(page.get_by_text("“完好”是谁的原话？")).to_be_visible()
    page.locator("mark.nr-mark").click()
    expect(page.locator(".nr-remark.nr-lit")).to_be_focused()
    page.get_by_role("button", name="解决了").click()
    expect(page.get_by_text("已解决 1 条")).to_be_visible()
    assert Remark.objects.get().resolved_by == editor


def test_keys_lead_from_change_to_change(page: Page, sign_in: SignIn) -> None:
    editor = factories.make_staff(Role.EDITOR)
    issue = _issue(editor)
    sign_in(editor)
    page.goto(f"/admin/columns/issue/{issue.pk}/compare/")
    total = page.locator("[id^='change-']").count()
    assert total >= 5
    page.keyboard.press("n")
    expect(page.locator("#change-1")).to_be_focused()
    page.keyboard.press("n")
    expect(page.locator("#change-2")).to_be_focused()
    expect(page.locator("[data-jump-place]")).to_have_text(f"2 / {total}")
    page.keyboard.press("p")
    page.keyboard.press("p")
    expect(page.locator(f"#change-{total}")).to_be_focused()


def test_a_selection_keeps_to_its_paragraph_and_leaves_notes_out(
    page: Page, sign_in: SignIn
) -> None:
    editor = factories.make_staff(Role.EDITOR)
    body = (
        '<p>前半句<span class="note">见档案。</span>，<strong>后半</strong>句。</p><p>下一段。</p>'
    )
    issue = factories.make_issue(body=body)
    sign_in(editor)
    page.goto(f"/admin/columns/issue/{issue.pk}/review/")
    page.evaluate(
        """() => {
            const [first, second] = document.querySelectorAll('[data-review-text] p');
            getSelection().setBaseAndExtent(first, 0, second, 1);
        }"""
    )
    page.get_by_role("button", name="批注", exact=True).click()
    page.get_by_role("textbox", name="批注").fill("改短一点")
    page.get_by_role("button", name="写下批注").click()
    expect(page.get_by_text("改短一点")).to_be_visible()
    assert Remark.objects.get().quote == "前半句，后半句。"
    assert page.locator("mark.nr-mark").all_inner_texts() == ["前半句", "，", "后半", "句。"]
    assert page.get_by_text("原文已改").count() == 0


@pytest.mark.parametrize("context", CORNERS, indirect=True)
def test_the_rooms_of_review_break_no_rule(
    context: BrowserContext, page: Page, sign_in: SignIn
) -> None:
    chief = factories.make_staff(Role.CHIEF_EDITOR, display_name="王五")
    issue = _rich_issue(factories.make_staff(Role.EDITOR, display_name="李四"), chief)
    sign_in(chief)
    rooms = f"/admin/columns/issue/{issue.pk}"
    link = ReviewLink.objects.get()
    for path in (
        f"{rooms}/revisions/",
        f"{rooms}/compare/",
        f"{rooms}/revisions/1/restore/",
        f"{rooms}/review/",
        f"/review/{services.link_token(link)}/",
    ):
        assert _violations(page, path) == [], path
    services.revoke_review_link(link=link, by=chief, at=datetime.now(UTC))
    assert _violations(page, f"/review/{services.link_token(link)}/") == []


def _rich_issue(editor: User, chief: User) -> Issue:
    """Everything at once: open, answered, settled and orphaned remarks, a link, unkept words."""
    issue, now = _issue(editor), datetime.now(UTC)
    _link(issue, chief)
    link = ReviewLink.objects.get()
    asked = services.add_remark(
        issue_id=issue.pk, body="这个数字和上一期对不上。", by=chief, at=now, quote="4.8 公里"
    )
    services.add_remark(issue_id=issue.pk, body="以调度记录为准。", by=editor, at=now, parent=asked)
    services.add_remark(
        issue_id=issue.pk, body="有没有第二个来源？", link=link, at=now, quote="签字的有三个人"
    )
    services.add_remark(issue_id=issue.pk, body="删掉更好。", by=chief, at=now, quote="不在了的话")
    done = services.add_remark(issue_id=issue.pk, body="标题改短一点。", by=chief, at=now)
    services.resolve_remark(remark=done, by=editor, at=now)
    body = Draft.objects.get(issue=issue).body
    Draft.objects.filter(issue=issue).update(body=body.replace("很少", "不多"), saved_by=editor)
    return issue
