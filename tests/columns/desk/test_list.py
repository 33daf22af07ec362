"""The list of issues: what is in the works first, and who has it."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from columns import services
from columns.models import Issue
from neican.accounts.models import User
from neican.accounts.roles import Role
from tests import factories

pytestmark = pytest.mark.django_db
LIST = "/admin/columns/issue/"


@pytest.fixture
def editor() -> User:
    return factories.make_staff(Role.EDITOR, display_name="张三")


@pytest.fixture
def desk(client: Client, editor: User) -> Client:
    client.force_login(editor)
    return client


def _listed(desk: Client, **query: Any) -> list[str]:
    answer = desk.get(LIST, query)
    assert answer.status_code == 200
    return [issue.headline for issue in answer.context["cl"].result_list]


def _hand_to(user: User, issue: Issue, **extra: Any) -> None:
    Issue.objects.filter(pk=issue.pk).update(held_by=user, **extra)


def test_work_in_progress_comes_before_what_is_out(desk: Client, now: datetime) -> None:
    factories.make_published_issue(headline="早就发了", at=now + timedelta(days=3))
    factories.make_issue(headline="先写的", at=now)
    factories.make_issue(headline="刚写的", at=now + timedelta(days=1))
    changed = factories.make_published_issue(headline="发了又改", at=now)
    services.save_revision(
        issue_id=changed.pk, body="<p>改。</p>", by=None, at=now + timedelta(days=2)
    )
    assert _listed(desk) == ["发了又改", "刚写的", "先写的", "早就发了"]


def test_it_is_filtered_by_stage_and_by_holder(desk: Client, editor: User, now: datetime) -> None:
    factories.make_published_issue(headline="发了")
    mine = factories.make_issue(headline="我的")
    theirs = factories.make_issue(headline="同事的")
    factories.make_issue(headline="没人的")
    colleague = factories.make_staff(Role.EDITOR, display_name="李四", email="li@neican.example")
    _hand_to(editor, mine, status="review")
    _hand_to(colleague, theirs)
    assert _listed(desk, stage="review") == ["我的"]
    assert _listed(desk, stage="published") == ["发了"]
    assert set(_listed(desk, stage="works")) == {"我的", "同事的", "没人的"}
    assert _listed(desk, holder="me") == ["我的"]
    assert _listed(desk, holder="none") == ["没人的"]
    assert _listed(desk, holder=str(colleague.pk)) == ["同事的"]
    assert _listed(desk, holder="x") == []
    assert "li@neican.example" not in desk.get(LIST).content.decode()


def test_a_change_of_a_public_issue_counts_as_its_stage(desk: Client, now: datetime) -> None:
    issue = factories.make_published_issue(headline="发了又改")
    services.save_revision(issue_id=issue.pk, body="<p>改。</p>", by=None, at=now)
    assert _listed(desk, stage="published") == []
    assert _listed(desk, stage="draft") == _listed(desk, stage="update") == ["发了又改"]
    assert "改稿" in desk.get(LIST).content.decode()


def test_an_overdue_day_is_said_in_words(desk: Client) -> None:
    issue = factories.make_issue()
    tomorrow, yesterday = (timezone.now() + timedelta(days=days) for days in (1, -1))
    Issue.objects.filter(pk=issue.pk).update(due_at=tomorrow)
    assert "已过期" not in desk.get(LIST).content.decode()
    Issue.objects.filter(pk=issue.pk).update(due_at=yesterday)
    assert "已过期" in desk.get(LIST).content.decode()


def test_a_long_list_takes_as_many_queries_as_a_short_one(desk: Client, editor: User) -> None:
    def count() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            desk.get(LIST)
        assert not any('"body"' in query["sql"] for query in queries.captured_queries)
        return len(queries)

    column = factories.make_column()
    seasons = [factories.make_season(column=column, number=number) for number in (1, 2)]
    _hand_to(editor, factories.make_issue(season=seasons[0], by=editor))
    few = count()
    for number in range(12):
        issue = factories.make_issue(season=seasons[number % 2], by=editor)
        _hand_to(editor, issue)
    assert count() == few


def test_an_empty_list_says_what_to_do(desk: Client) -> None:
    page = desk.get(LIST).content.decode()
    assert "写第一期" in page
    assert reverse("admin:columns_issue_add") in page
    factories.make_issue()
    assert "没有这样的一期" in desk.get(LIST, {"q": "不存在"}).content.decode()


def test_drafts_cannot_be_guessed_through_filters(client: Client) -> None:
    client.force_login(factories.make_staff(Role.MODERATOR))
    factories.make_published_issue()
    for lookup in (
        "draft__body__contains",
        "revisions__body__contains",
        "live__full_html__contains",
    ):
        assert client.get(LIST, {lookup: "墙"}).status_code in (302, 400)


def test_authors_see_their_own_only(client: Client) -> None:
    person = factories.make_staff(Role.AUTHOR)
    factories.make_issue(headline="我的", authors=(factories.make_author(user=person),))
    factories.make_issue(headline="别人的")
    client.force_login(person)
    assert _listed(client) == ["我的"]
