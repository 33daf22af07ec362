"""The moderators' list: order, columns, filters, and who may see it."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from neican.accounts.models import User
from neican.accounts.roles import Role
from subscribers.comments import services
from subscribers.comments.models import Comment, Guidelines
from tests.factories import make_comment, make_published_issue, make_staff, make_user

LIST = reverse("admin:comments_comment_changelist")


@pytest.fixture
def desk(client: Client, moderator: User) -> Client:
    client.force_login(moderator)
    return client


def listed(desk: Client, **query: str) -> list[Comment]:
    response: Any = desk.get(LIST, query)
    assert response.status_code == 200
    return list(response.context["cl"].result_list)


def test_the_queue_comes_first_and_in_it_the_oldest(
    desk: Client, guidelines: Guidelines, now: datetime
) -> None:
    known: dict[str, Any] = {"guidelines": guidelines, "issue": make_published_issue()}
    held_late = make_comment(written_at=now, **known)
    done_early = make_comment(
        written_at=now - timedelta(days=3), state=Comment.State.REMOVED, **known
    )
    held_early = make_comment(written_at=now - timedelta(days=1), **known)
    done_late = make_comment(written_at=now, state=Comment.State.VISIBLE, **known)
    assert listed(desk) == [held_early, held_late, done_late, done_early]


def test_a_line_tells_what_a_moderator_needs_and_no_address(desk: Client) -> None:
    author = make_user(display_name="老读者", email="secret-address@neican.example")
    comment = make_comment(
        body="聊聊：微信 gupiao8888",
        author=author,
        written_at=timezone.now() - timedelta(hours=3, minutes=5),
    )
    services.judge_comment(comment_id=comment.pk, now=timezone.now())
    page = desk.get(LIST).content.decode()
    for words in ("待审核", "聊聊：微信 gupiao8888", str(comment.issue), "老读者", "3 小时"):
        assert words in page.replace("\xa0", " "), words
    assert "第 1 条 ad_contact" in page
    assert "secret-address" not in page


def test_a_comment_the_machine_failed_on_says_so(desk: Client, now: datetime) -> None:
    make_comment(judged_at=now, judgement=Comment.Judgement.FAILED)
    assert "机审未能完成" in desk.get(LIST).content.decode()


def test_filters_narrow_by_state_clause_and_column(
    desk: Client, guidelines: Guidelines, moderator: User, now: datetime
) -> None:
    tip = make_comment(body="满仓600519，稳赚不赔，内幕消息", guidelines=guidelines)
    rude = make_comment(guidelines=guidelines)
    services.judge_comment(comment_id=tip.pk, now=now)
    services.decide_comment(
        comment_id=rude.pk,
        expected_state="held",
        to_state="removed",
        clause=guidelines.clauses.get(code="attack"),
        reason="骂人",
        by=moderator,
        at=now,
    )
    assert listed(desk, state__exact="removed") == [rude]
    assert listed(desk, clause="stock_tip") == [tip]
    assert listed(desk, clause="attack") == [rude]
    assert listed(desk, clause="hate") == []
    assert listed(desk, column=tip.issue.season.column.slug) == [tip]


def test_a_search_looks_into_the_words(desk: Client, guidelines: Guidelines) -> None:
    found = make_comment(body="美光禁令说得好", guidelines=guidelines)
    make_comment(guidelines=guidelines)
    assert listed(desk, q="光禁") == [found]


def test_a_full_list_costs_a_fixed_number_of_queries(
    desk: Client, guidelines: Guidelines, django_assert_max_num_queries: Any
) -> None:
    issue = make_published_issue()
    for _ in range(30):
        make_comment(issue=issue, guidelines=guidelines)
    with django_assert_max_num_queries(16):
        assert len(listed(desk)) == 30


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.CHIEF_EDITOR, Role.OPERATOR])
def test_these_roles_see_the_list(client: Client, db: None, role: Role) -> None:
    client.force_login(make_staff(role))
    assert client.get(LIST).status_code == 200


@pytest.mark.parametrize("role", [Role.AUTHOR, Role.EDITOR, Role.FINANCE])
def test_these_roles_do_not(client: Client, db: None, role: Role) -> None:
    client.force_login(make_staff(role))
    comment = make_comment()
    assert client.get(LIST).status_code == 403
    page = reverse("admin:comments_comment_change", args=[comment.pk])
    assert client.get(page).status_code == 403
    data = {"expected_state": "held", "to_state": "visible"}
    assert client.post(page, data).status_code == 403
    comment.refresh_from_db()
    assert comment.state == Comment.State.HELD


def test_nobody_adds_or_deletes_a_comment_here(client: Client, db: None) -> None:
    client.force_login(make_user(is_staff=True, is_superuser=True))
    comment = make_comment()
    assert client.get(reverse("admin:comments_comment_add")).status_code == 403
    delete = reverse("admin:comments_comment_delete", args=[comment.pk])
    assert client.post(delete, {"post": "yes"}).status_code == 403
    assert Comment.objects.filter(pk=comment.pk).exists()
