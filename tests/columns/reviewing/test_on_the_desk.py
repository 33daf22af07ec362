"""What the writing desk shows of revisions and remarks."""

from datetime import datetime, timedelta

import lxml.html
import pytest
from django.test import Client
from django.urls import reverse

from columns import services
from columns.models import Issue
from neican.accounts.models import User
from tests import factories

pytestmark = pytest.mark.django_db


def _brief(desk: Client, issue: Issue, name: str) -> str:
    page = desk.get(reverse("admin:columns_issue_change", args=[issue.pk])).content.decode()
    marked = f"brief-{name}"
    sections = lxml.html.document_fromstring(page).iter("section")
    (section,) = (one for one in sections if one.get("aria-labelledby") == marked)
    return " ".join(str(section.xpath("string()")).split())


def test_the_three_newest_open_remarks_are_there_and_how_many_there_are(
    desk: Client, issue: Issue, editor: User, now: datetime
) -> None:
    for place, word in enumerate("甲乙丙丁"):
        at = now + timedelta(minutes=place)
        services.add_remark(issue_id=issue.pk, body=f"说{word}", by=editor, at=at)
    settled = services.add_remark(issue_id=issue.pk, body="已了", by=editor, at=now)
    services.resolve_remark(remark=settled, by=editor, at=now)
    assert _brief(desk, issue, "remarks") == (
        "批注 4 条未解决 李四 说丁 李四 说丙 李四 说乙 审阅和批注"
    )


def test_without_remarks_it_says_so(desk: Client, issue: Issue) -> None:
    assert _brief(desk, issue, "remarks") == "批注 没有未解决的批注。 审阅和批注"


def test_the_three_newest_revisions_are_there(desk: Client, editor: User, now: datetime) -> None:
    issue = factories.make_issue(by=editor, at=now)
    for place in range(1, 4):
        body = f"<p>第{place}回。</p>"
        services.save_revision(issue_id=issue.pk, body=body, by=editor, at=now, note=f"改{place}")
    assert _brief(desk, issue, "revisions") == (
        "修订 4 李四 05-26 17:19 改3 3 李四 05-26 17:19 改2 2 李四 05-26 17:19 改1"
        " 看改了什么 全部修订"
    )
