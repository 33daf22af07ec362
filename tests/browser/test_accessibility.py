"""axe-core over the pages, in both sizes and both schemes."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from neican.accounts.models import User
from tests import factories

AXE = Path(__file__).resolve().parents[1] / "vendor" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
VIEWS = ["desktop light", "desktop dark", "phone light", "phone dark"]
CORNERS = ["desktop light", "phone dark"]  # each width and each theme once

pytestmark = pytest.mark.django_db(transaction=True)


def _violations(page: Page, path: str) -> list[str]:
    """Each broken rule with the first element that breaks it."""
    page.goto(path)
    # Handed over by the debugger, not as an element: the page's policy stays as it is.
    page.evaluate(AXE.read_text())
    found = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)
    return [f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in found["violations"]]


@pytest.mark.parametrize("context", VIEWS, indirect=True)
def test_visitors_pages_break_no_rule(page: Page) -> None:
    factories.make_guidelines()
    factories.make_plan()
    issue = factories.make_published_issue()
    for path in (
        "/",
        issue.season.column.get_absolute_url(),
        issue.get_absolute_url(),
        issue.bylines.get().author.get_absolute_url(),
        "/guidelines/",
        "/search/?q=开头",
        "/accounts/login/",
        "/accounts/signup/",
        "/nothing-here/",
    ):
        assert _violations(page, path) == [], path


@pytest.mark.parametrize("context", VIEWS, indirect=True)
def test_a_subscribers_pages_break_no_rule(page: Page, sign_in: Callable[[User], None]) -> None:
    guidelines = factories.make_guidelines()
    issue = factories.make_published_issue()
    reader = factories.make_subscriber()
    factories.make_comment(issue=issue, author=reader, guidelines=guidelines)
    sign_in(reader)
    for path in (issue.get_absolute_url(), "/account/"):
        assert _violations(page, path) == [], path
