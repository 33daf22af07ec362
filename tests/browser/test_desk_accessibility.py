"""axe-core over the newsroom's list and desk, in both sizes and both schemes."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page

from neican.accounts.models import User
from neican.accounts.roles import Role
from tests import factories
from tests.browser.desk import ready
from tests.browser.test_accessibility import AXE, CORNERS, RULES

pytestmark = pytest.mark.django_db(transaction=True)
# The editor's own furniture (CKEditor 4): its toolbar is a table of links with roles of its own,
# its text a box that names itself. What we add to it is looked at.
FOREIGN = [".cke_top", ".cke_bottom"]


def _violations(page: Page) -> list[str]:
    page.evaluate(AXE.read_text())
    found = page.evaluate(
        "([rules, foreign]) => axe.run({exclude: foreign}, {runOnly: rules})", [RULES, FOREIGN]
    )
    return [
        f"{one['id']} ({one['impact']}): {node['html'][:110]}"
        for one in found["violations"]
        for node in one["nodes"][:4]
    ]


@pytest.mark.parametrize("context", CORNERS, indirect=True)
def test_list_and_desk_break_no_rule(
    page: Page,
    context: BrowserContext,
    sign_in: Callable[[User], None],
    request: pytest.FixtureRequest,
) -> None:
    if "dark" in request.node.callspec.params["context"]:
        context.add_init_script("localStorage.setItem('adminTheme', JSON.stringify('dark'))")
    topic = {"label": "运费", "question": "为什么这么低？", "section": "第一节"}
    issue = factories.make_issue(topics=[topic], standfirst="一句话。")
    sign_in(factories.make_staff(Role.EDITOR))
    page.goto("/admin/columns/issue/")
    assert _violations(page) == []
    page.goto("/admin/columns/issue/add/")
    assert _violations(page) == []
    page.goto(f"/admin/columns/issue/{issue.pk}/change/")
    ready(page)
    assert _violations(page) == []
