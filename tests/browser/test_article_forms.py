"""Everything a long article may hold, as its readers see it."""

import pytest
from playwright.sync_api import Page

from tests import factories
from tests.browser.test_accessibility import AXE, CORNERS, RULES
from tests.browser.test_editor import ARTICLE, PICTURE

pytestmark = pytest.mark.django_db(transaction=True)

LONG = ARTICLE.replace('<hr class="paywall-cut">\n', "").replace(
    "甲<ul>",
    '一项很长的内容，带一个注<span class="note">数据来自某机构的年度报告。</span>在中间<ul>',
)


@pytest.mark.parametrize("context", CORNERS, indirect=True)
def test_all_forms_of_a_text_break_no_rule_and_stay_within_the_page(page: Page) -> None:
    issue = factories.make_published_issue(body=LONG, is_trial=True)
    page.route("**/media/images/**", lambda route: route.fulfill(body=PICTURE))
    page.goto(issue.get_absolute_url())
    page.evaluate(AXE.read_text())
    found = page.evaluate("rules => axe.run('.text', {runOnly: rules})", RULES)
    assert [f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in found["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_note_leads_there_and_back(page: Page) -> None:
    issue = factories.make_published_issue(body=LONG, is_trial=True)
    page.goto(issue.get_absolute_url())
    assert page.locator(".text .note-mark").all_inner_texts() == ["1", "2", "3"]
    assert page.locator(".text .notes li").count() == 3
    page.click("#note-mark-2")
    assert page.url.endswith("#note-2")
    page.click("#note-2 .note-back")
    assert page.url.endswith("#note-mark-2")
