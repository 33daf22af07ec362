"""Panel, board and calendar in a browser; an hour typed on the other side of the world."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from columns import services
from columns.models import Issue
from neican.accounts.models import User
from neican.accounts.roles import Role
from tests import factories
from tests.browser.test_accessibility import AXE, CORNERS, RULES


@pytest.fixture
def chief() -> User:
    return factories.make_staff(Role.CHIEF_EDITOR, display_name="王五")


@pytest.fixture
def in_new_york(
    chromium: Browser, live_server: LiveServer, chief: User, settings: Any
) -> Iterator[Page]:
    """The chief editor's browser, thirteen hours behind the publication."""
    context = chromium.new_context(
        viewport={"width": 1440, "height": 900},
        locale="zh-CN",
        timezone_id="America/New_York",
        base_url=live_server.url,
    )
    client = Client()
    client.force_login(chief)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
    yield context.new_page()
    context.close()


def test_an_hour_typed_in_new_york_is_the_publications(in_new_york: Page) -> None:
    now = timezone.now()
    issue = factories.make_issue(at=now)
    services.approve_issue(issue_id=issue.pk, by=None, at=now)
    page = in_new_york
    page.goto(f"/admin/columns/issue/{issue.pk}/change/")
    page.locator("summary", has_text="定时").click()
    expect(page.locator(".nc-ask__zone")).to_have_text("北京时间")
    page.get_by_label("什么时候").fill("2127-05-26T17:19")
    page.get_by_role("button", name="定时", exact=True).click()
    expect(page.locator(".nc-panel__where")).to_contain_text("2127年5月26日 17:19（北京时间）上线")
    issue.refresh_from_db()
    assert issue.goes_out_at == datetime(2127, 5, 26, 9, 19, tzinfo=UTC)
    page.goto("/admin/columns/issue/calendar/?month=2127-05")
    expect(page.locator(".nc-entry")).to_contain_text("17:19")
    services.publish_due(now=datetime(2127, 5, 26, 9, 19, tzinfo=UTC))
    for address in (issue.get_absolute_url(), issue.season.get_absolute_url()):
        page.goto(address)
        shown = page.locator("time[datetime^='2127-05-26']").first
        assert shown.get_attribute("datetime") == "2127-05-26T17:19:00+08:00"
    feed = page.request.get(f"/columns/{issue.season.column.slug}/feed.atom").text()
    assert "<published>2127-05-26T17:19:00+08:00</published>" in feed


def test_an_issue_is_handed_in_handed_back_and_passed_with_the_mouse(in_new_york: Page) -> None:
    writer = factories.make_staff(Role.EDITOR, display_name="李四")
    issue = factories.make_issue(by=writer)
    now = timezone.now()
    services.submit_issue(issue_id=issue.pk, by=writer, at=now)
    page = in_new_york
    page.goto(f"/admin/columns/issue/{issue.pk}/change/")
    page.locator("summary", has_text="退回").click()
    page.get_by_label("理由").fill("第二节缺出处")
    page.get_by_role("button", name="退回").click()
    expect(page.locator(".nc-stage")).to_have_text("草稿")
    services.submit_issue(issue_id=issue.pk, by=writer, at=now)
    page.reload()
    page.get_by_role("button", name="通过", exact=True).click()
    expect(page.locator(".nc-stage")).to_have_text("已通过")
    page.get_by_role("button", name="发布", exact=True).click()
    expect(page.locator(".nc-stage")).to_have_text("已发布")
    assert Issue.objects.get().is_public


def test_a_finding_leads_to_its_field(in_new_york: Page) -> None:
    issue = factories.make_issue()
    now = timezone.now() - timedelta(minutes=1)
    services.save_revision(issue_id=issue.pk, facts={"headline": " "}, by=None, at=now)
    page = in_new_york
    page.goto(f"/admin/columns/issue/{issue.pk}/change/")
    page.get_by_role("link", name="还没有标题").click()
    expect(page.locator("#id_headline")).to_be_focused()


def test_what_was_typed_a_moment_ago_is_handed_in_with_the_rest(in_new_york: Page) -> None:
    issue = factories.make_issue(headline="旧标题")
    page = in_new_york
    page.goto(f"/admin/columns/issue/{issue.pk}/change/")
    page.wait_for_selector("html[data-desk=ready]")
    page.locator("#id_headline").fill("刚刚打上去的标题")
    page.get_by_role("button", name="送审", exact=True).click()
    expect(page.locator(".nc-stage")).to_have_text("审稿中")
    newest = issue.revisions.first()
    assert newest is not None
    assert newest.facts["headline"] == "刚刚打上去的标题"


OURS = {
    "/admin/columns/issue/board/": "#content",
    "/admin/columns/issue/calendar/": "#content",
    "/admin/": ".nc-todo",
}


@pytest.mark.parametrize("context", CORNERS, indirect=True)
def test_board_calendar_and_panel_break_no_rule(
    page: Page, sign_in: Callable[[User], None], chief: User
) -> None:
    now = timezone.now()
    writer = factories.make_staff(Role.EDITOR)
    issue = factories.make_published_issue(at=now - timedelta(days=4))
    services.save_revision(
        issue_id=issue.pk, body="<p>改。</p><p>尾。</p>", by=writer, at=now - timedelta(days=4)
    )
    services.submit_issue(
        issue_id=issue.pk, by=writer, at=now - timedelta(days=4), due_at=now - timedelta(days=1)
    )
    sign_in(chief)
    desk = f"/admin/columns/issue/{issue.pk}/change/"
    for path, part in {**OURS, desk: ".nc-panel"}.items():
        page.goto(path)
        for summary in page.locator(f"{part} summary").all():
            summary.click()
        page.evaluate(AXE.read_text())
        found = page.evaluate("([part, rules]) => axe.run(part, {runOnly: rules})", [part, RULES])
        broken = [f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in found["violations"]]
        assert broken == [], path
