"""Restoring an old revision."""

from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse

from columns import services
from columns.models import Draft, Event, Issue
from neican.accounts.models import User
from neican.accounts.roles import Role
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def issue(editor: User, now: datetime) -> Issue:
    """Two revisions, and a working copy that has gone on."""
    issue = factories.make_issue(body="<p>第一稿。</p>", headline="旧题", by=editor)
    services.save_revision(
        issue_id=issue.pk, body="<p>第二稿。</p>", facts={"headline": "新题"}, by=editor, at=now
    )
    Draft.objects.filter(issue=issue).update(body="<p>正在写。</p>")
    return issue


def _address(issue: Issue, number: int) -> str:
    return reverse("admin:columns_issue_restore", args=[issue.pk, number])


def _kept(issue: Issue) -> list[tuple[int, str, str]]:
    rows = issue.revisions.order_by("number")
    return [(one.number, one.body, one.facts["headline"]) for one in rows]


def test_asking_changes_nothing_and_says_what_will_happen(desk: Client, issue: Issue) -> None:
    page = desk.get(_address(issue, 1)).content.decode()
    assert "恢复修订 1？" in page
    assert "会先存成一个修订，一个字都不丢" in page
    assert len(_kept(issue)) == 2
    assert issue.draft.body == "<p>正在写。</p>"


def test_what_stood_there_is_kept_before_the_old_text_returns(desk: Client, issue: Issue) -> None:
    answer = desk.post(_address(issue, 1), follow=True)
    assert _kept(issue) == [
        (1, "<p>第一稿。</p>", "旧题"),
        (2, "<p>第二稿。</p>", "新题"),
        (3, "<p>正在写。</p>", "新题"),
        (4, "<p>第一稿。</p>", "旧题"),
    ]
    draft = Draft.objects.get(issue=issue)
    assert (draft.body, draft.facts["headline"]) == ("<p>第一稿。</p>", "旧题")
    assert "已恢复修订 1，存为修订 4。" in answer.content.decode()
    assert issue.events.filter(kind=Event.Kind.RESTORED).count() == 1


def test_restoring_what_stands_there_already_says_so(desk: Client, editor: User) -> None:
    issue = factories.make_issue(by=editor)
    answer = desk.post(_address(issue, 1), follow=True)
    assert "什么都没有变" in answer.content.decode()
    assert len(_kept(issue)) == 1


def test_of_an_approved_text_it_says_that_it_goes_back_to_review(
    desk: Client, issue: Issue, chief: User, now: datetime
) -> None:
    services.keep_draft(issue_id=issue.pk, by=None, at=now)
    services.approve_issue(issue_id=issue.pk, by=chief, at=now)
    assert "回到审稿中" in desk.get(_address(issue, 1)).content.decode()
    desk.post(_address(issue, 1))
    issue.refresh_from_db()
    assert issue.stage == "review"


def test_readers_keep_the_live_text(desk: Client, now: datetime) -> None:
    issue = factories.make_published_issue(body="<p>第一稿。</p>")
    issue = factories.republish(issue, "<p>第二稿。</p>", at=now)
    assert "读者看到的不变" in desk.get(_address(issue, 1)).content.decode()
    desk.post(_address(issue, 1))
    issue.refresh_from_db()
    assert issue.live is not None
    assert (issue.live.number, issue.stage) == (2, "draft")


@pytest.mark.parametrize("number", [3, 0, 10**30])
def test_a_number_that_there_is_not_is_not_found(desk: Client, issue: Issue, number: int) -> None:
    assert desk.get(_address(issue, number)).status_code == 404
    assert desk.post(_address(issue, number)).status_code == 404


def test_an_author_gets_back_the_words_but_not_the_facts_that_are_the_editors(
    now: datetime,
) -> None:
    user = factories.make_staff(Role.AUTHOR)
    author = factories.make_author(user=user)
    issue = factories.make_issue(authors=(author,), is_trial=True, headline="旧题")
    services.save_revision(
        issue_id=issue.pk,
        body="<p>新</p>",
        facts={"is_trial": False, "headline": "新题"},
        by=None,
        at=now,
    )
    client = Client()
    client.force_login(user)
    assert client.post(_address(issue, 1)).status_code == 302
    facts = Draft.objects.get(issue=issue).facts
    assert (facts["headline"], facts["is_trial"]) == ("旧题", False)


def test_an_editor_gets_back_all_facts(desk: Client, now: datetime) -> None:
    issue = factories.make_issue(is_trial=True)
    services.save_revision(
        issue_id=issue.pk, body="<p>新</p>", facts={"is_trial": False}, by=None, at=now
    )
    desk.post(_address(issue, 1))
    assert Draft.objects.get(issue=issue).facts["is_trial"] is True
