"""A step that was refused gives back what was typed into it, once."""

from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse

from columns import services
from columns.models import Issue
from neican.accounts.models import User
from neican.accounts.roles import Role
from tests import factories

pytestmark = pytest.mark.django_db
REASON = "第二节的数字没有出处，请补上。"


@pytest.fixture
def desk(chief: User) -> Client:
    client = Client()
    client.force_login(chief)
    return client


@pytest.fixture
def issue(now: datetime) -> Issue:
    issue = factories.make_issue(by=factories.make_staff(Role.EDITOR), at=now)
    services.submit_issue(issue_id=issue.pk, by=None, at=now)
    issue.refresh_from_db()
    return issue


def _reject(desk: Client, issue: Issue, *, seen: str) -> str:
    address = reverse("admin:columns_issue_step", args=[issue.pk, "reject"])
    return desk.post(address, {"stage": seen, "reason": REASON}, follow=True).content.decode()


def _page(desk: Client, issue: Issue) -> str:
    return desk.get(reverse("admin:columns_issue_change", args=[issue.pk])).content.decode()


def test_a_refused_reason_stands_in_its_open_step_again(desk: Client, issue: Issue) -> None:
    page = _reject(desk, issue, seen="draft")
    assert "什么也没有做" in page
    box = page.split('id="nc-reject-reason"')[1].split("</textarea>")[0]
    assert REASON in box
    assert page.count('name="nc-steps" open>') == 1
    assert REASON not in _page(desk, issue)


def test_words_for_a_step_that_is_gone_can_be_copied(
    desk: Client, issue: Issue, now: datetime
) -> None:
    services.recall_issue(issue_id=issue.pk, by=None, at=now)
    page = _reject(desk, issue, seen="review")
    assert "nc-reject-reason" not in page
    assert f'nc-panel__unused">{REASON}' in page


def test_what_was_refused_for_one_issue_is_not_shown_at_another(
    desk: Client, issue: Issue, now: datetime
) -> None:
    address = reverse("admin:columns_issue_step", args=[issue.pk, "reject"])
    desk.post(address, {"stage": "draft", "reason": REASON})
    assert REASON not in _page(desk, factories.make_issue(at=now))
    assert REASON in _page(desk, issue)


def test_a_step_that_was_taken_leaves_nothing_behind(desk: Client, issue: Issue) -> None:
    _reject(desk, issue, seen="review")
    assert "refused_step" not in desk.session
