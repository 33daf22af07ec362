"""Writing under an issue: let in, refused with the words kept, or kept from the table."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from neican.accounts.models import User
from subscribers.comments.models import Comment, Decision
from tests import factories
from tests.subscribers.reading.pages import comment_on, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def subscriber(client: Client) -> User:
    """Signed in, with a running right, and rules to write under."""
    factories.make_guidelines()
    reader = factories.make_subscriber()
    client.force_login(reader)
    return reader


def test_500_characters_are_taken_and_held(client: Client, subscriber: User) -> None:
    issue = factories.make_published_issue()
    response = comment_on(client, issue, "好" * 500)
    written = Comment.objects.get()
    assert response.status_code == 302
    assert response.headers["Location"] == f"/issues/{issue.pk}/#comment-{written.pk}"
    assert (written.author, written.state, len(written.body)) == (subscriber, "held", 500)


def test_501_are_refused_with_both_numbers_and_come_back_whole(
    client: Client, subscriber: User
) -> None:
    issue = factories.make_published_issue()
    body = "好" * 501
    response = comment_on(client, issue, body)
    page = response.content.decode()
    assert response.status_code == 422
    assert "最多 500 字，现在是 501 字" in page
    assert f">{body}</textarea>" in page
    assert Comment.objects.count() == 0


@pytest.mark.parametrize("body", ["", "   ", "\u200b\u200b", "\u3000\u2800"])
def test_what_shows_nothing_is_refused(client: Client, subscriber: User, body: str) -> None:
    response = comment_on(client, factories.make_published_issue(), body)
    assert response.status_code == 422
    assert Comment.objects.count() == 0


def test_a_forged_post_by_a_visitor_writes_nothing_and_keeps_his_words(client: Client) -> None:
    factories.make_guidelines()
    response = comment_on(client, factories.make_published_issue(), "我没有登录")
    assert response.status_code == 403
    assert "我没有登录</textarea>" in response.content.decode()
    assert Comment.objects.count() == 0


def test_a_lapsed_readers_post_is_refused_and_his_words_are_kept(client: Client) -> None:
    factories.make_guidelines()
    client.force_login(factories.make_subscriber(ends_at=timezone.now() - timedelta(days=1)))
    response = comment_on(client, factories.make_published_issue(), "昨天还能写的")
    assert response.status_code == 403
    assert "昨天还能写的</textarea>" in response.content.decode()
    assert Comment.objects.count() == 0


def test_bytes_that_are_no_text_get_a_page_and_no_row(client: Client, subscriber: User) -> None:
    response = comment_on(client, factories.make_published_issue(), "前\x00后")
    assert response.status_code == 400
    assert "这个请求读不懂" in response.content.decode()
    assert Comment.objects.count() == 0


@pytest.mark.parametrize("parent", ["x", "-1", "9" * 30, "9" * 5000, ""])
def test_a_parent_that_is_no_number_is_no_parent(
    client: Client, subscriber: User, parent: str
) -> None:
    issue = factories.make_published_issue()
    assert comment_on(client, issue, "顶层的话", parent=parent).status_code == 302
    assert Comment.objects.get().parent is None
    text_of(client, f"{issue.get_absolute_url()}?reply_to={parent[:40]}")


def test_a_reply_to_what_nobody_sees_is_refused(client: Client, subscriber: User) -> None:
    issue = factories.make_published_issue()
    held = factories.make_comment(issue=issue)
    assert comment_on(client, issue, "回你", parent=str(held.pk)).status_code == 422
    assert Comment.objects.count() == 1


def test_nobody_comments_on_what_is_not_public(client: Client, subscriber: User) -> None:
    assert comment_on(client, factories.make_issue(), "偷看").status_code == 404
    assert Comment.objects.count() == 0


def test_a_held_comment_is_seen_by_its_author_alone(client: Client, subscriber: User) -> None:
    issue = factories.make_published_issue()
    factories.make_comment(issue=issue, author=subscriber, body="等着审的话")
    address = issue.get_absolute_url()
    own = text_of(client, address)
    assert "等着审的话" in own
    assert "审核中，目前只有您看得见" in own
    client.force_login(factories.make_subscriber())
    assert "等着审的话" not in text_of(client, address)
    client.logout()
    assert "等着审的话" not in text_of(client, address)


def test_a_removed_comment_tells_its_author_the_clause(client: Client, subscriber: User) -> None:
    issue = factories.make_published_issue()
    comment = factories.make_comment(issue=issue, author=subscriber, state="removed", body="加我")
    Decision.objects.create(
        comment=comment,
        from_state="held",
        to_state="removed",
        clause=comment.guidelines.clauses.get(number=3),
        reason="请换一种说法。",
        at=datetime(2026, 5, 27, tzinfo=UTC),
    )
    own = text_of(client, issue.get_absolute_url())
    assert "已移除：社区公约第 3 条「attack」" in own
    assert "请换一种说法。" in own
    client.force_login(factories.make_subscriber())
    assert "请换一种说法。" not in text_of(client, issue.get_absolute_url())


def test_a_reply_joins_the_thread_and_the_box_says_to_whom(
    client: Client, subscriber: User
) -> None:
    issue = factories.make_published_issue()
    other = factories.make_user(display_name="楼上")
    first = factories.make_comment(issue=issue, author=other, state="visible")
    box = text_of(client, f"{issue.get_absolute_url()}?reply_to={first.pk}")
    assert "回复 楼上" in box
    assert f'name="parent" value="{first.pk}"' in box
    assert comment_on(client, issue, "同意", parent=str(first.pk)).status_code == 302
    assert Comment.objects.get(body="同意").parent == first


def test_who_may_not_read_the_issue_sees_only_how_much_is_said(client: Client) -> None:
    issue = factories.make_published_issue()
    comment = factories.make_comment(issue=issue, state="visible", body="引了墙后的一句")
    factories.make_comment(issue=issue, state="visible", parent=comment)
    factories.make_comment(issue=issue)
    page = text_of(client, issue.get_absolute_url())
    assert "2 条评论，订阅后可以看到" in page
    assert "引了墙后的一句" not in page


def test_a_comment_is_text_and_never_mark_up(client: Client, subscriber: User) -> None:
    issue = factories.make_published_issue()
    factories.make_comment(
        issue=issue, state="visible", body="<img src=x onerror=alert(1)>\n第二行"
    )
    page = text_of(client, issue.get_absolute_url())
    assert "&lt;img src=x onerror=alert(1)&gt;<br>第二行" in page
    assert "<img src=x" not in page


def test_an_author_of_the_issue_is_named_so(client: Client) -> None:
    writer = factories.make_user(display_name="写稿人")
    issue = factories.make_published_issue(authors=(factories.make_author(user=writer),))
    factories.make_comment(issue=issue, author=writer, state="visible")
    client.force_login(factories.make_subscriber())
    assert '写稿人</strong><span class="tag tag-accent">作者</span>' in text_of(
        client, issue.get_absolute_url()
    )
