"""The page on which a moderator decides one comment."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from neican.accounts.models import User
from neican.accounts.roles import Role
from subscribers.comments import services
from subscribers.comments.models import Clause, Comment, Decision
from tests.factories import make_comment, make_guidelines, make_staff, make_user
from tests.subscribers.comments.conftest import again

LIST = reverse("admin:comments_comment_changelist")


@pytest.fixture
def desk(client: Client, moderator: User) -> Client:
    client.force_login(moderator)
    return client


@pytest.fixture
def comment(attack: Clause, now: datetime) -> Comment:
    return make_comment(guidelines=attack.guidelines, written_at=now)


def page_of(comment: Comment) -> str:
    return reverse("admin:comments_comment_change", args=[comment.pk])


def press(desk: Client, comment: Comment, to: str, **more: Any) -> Any:
    data = {"expected_state": "held", "to_state": to, "clause": "", "reason": "", **more}
    return desk.post(page_of(comment), data)


def test_evidence_is_marked_and_a_readers_markup_is_only_words(desk: Client, now: datetime) -> None:
    body = "<script>alert(1)</script>\n微信 gupiao8888 & 其他"
    comment = make_comment(body=body, author=make_user(display_name="<b>名</b>"))
    services.judge_comment(comment_id=comment.pk, now=now)
    page = desk.get(page_of(comment)).content.decode()
    assert "<mark>微信 gupiao8888</mark> &amp; 其他" in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;<br>" in page
    assert "<script>alert(1)" not in page
    assert "&lt;b&gt;名&lt;/b&gt;" in page
    assert "<b>名</b>" not in page


def test_the_page_tells_clause_history_and_log_but_no_address(
    desk: Client, comment: Comment, moderator: User, now: datetime
) -> None:
    author = comment.author
    known = {"author": author, "guidelines": comment.guidelines}
    make_comment(state=Comment.State.VISIBLE, **known)
    spam = make_comment(body="加微信 gupiao8888 领取牛股", **known)
    services.judge_comment(comment_id=spam.pk, now=now)
    page = desk.get(page_of(spam)).content.decode()
    assert "第 1 条 ad_contact" in page
    assert "ad_contact 的条文。" in page
    assert "已公开 1 条，待审核 1 条，已移除 1 条" in page
    assert "待审核 → 已移除" in page
    assert author.email not in page


def test_a_release_says_so_and_goes_on_to_the_next(
    desk: Client, comment: Comment, moderator: User, now: datetime
) -> None:
    following = make_comment(guidelines=comment.guidelines, written_at=now + timedelta(hours=1))
    response = press(desk, comment, "visible")
    assert (response.status_code, response["Location"]) == (302, page_of(following))
    assert "已处理为“已公开”：写得很好，受教了。" in desk.get(response["Location"]).content.decode()
    assert again(comment).state == Comment.State.VISIBLE
    assert Decision.objects.get().by == moderator
    assert again(following).state == Comment.State.HELD


def test_after_the_last_one_comes_the_list(desk: Client, comment: Comment, attack: Clause) -> None:
    response = press(desk, comment, "removed", clause=str(attack.pk), reason="骂人")
    assert (response.status_code, response["Location"]) == (302, LIST)
    decision = Decision.objects.get()
    assert (decision.clause, decision.reason) == (attack, "骂人")
    assert again(comment).state == Comment.State.REMOVED


def test_a_removal_without_grounds_is_refused_and_keeps_what_was_written(
    desk: Client, comment: Comment, attack: Clause
) -> None:
    page = press(desk, comment, "removed", reason="他骂了<人>")
    assert page.status_code == 200
    assert "移除评论要选一条条款。" in page.content.decode()
    assert "他骂了&lt;人&gt;</textarea>" in page.content.decode()
    page = press(desk, comment, "removed", clause=str(attack.pk))
    assert "移除评论要写明理由，作者会看到。" in page.content.decode()
    assert f'<option value="{attack.pk}" selected' in page.content.decode()
    assert again(comment).state == Comment.State.HELD
    assert not Decision.objects.exists()


def test_the_second_moderator_gets_a_message_and_keeps_his_words(
    desk: Client, comment: Comment, attack: Clause, now: datetime
) -> None:
    first = make_staff(Role.MODERATOR, display_name="审核员乙")
    services.decide_comment(
        comment_id=comment.pk,
        expected_state="held",
        to_state="visible",
        clause=None,
        reason="",
        by=first,
        at=now,
    )
    page = press(desk, comment, "removed", clause=str(attack.pk), reason="骂人")
    words = page.content.decode()
    assert page.status_code == 409
    assert "审核员乙已在 05-26 17:19 处理，这条评论现在是“已公开”。" in words
    assert "骂人</textarea>" in words
    assert 'name="expected_state" value="visible"' in words
    assert Decision.objects.get().by == first
    assert again(comment).state == Comment.State.VISIBLE


@pytest.mark.parametrize(
    "forged",
    [
        {"to_state": "held"},
        {"to_state": "published"},
        {"expected_state": "removed", "to_state": "held"},
        {"expected_state": "nowhere"},
        {"clause": "999999"},
        {"reason": "长" * 301},
    ],
)
def test_a_forged_form_changes_nothing(
    desk: Client, comment: Comment, forged: dict[str, str]
) -> None:
    page = press(desk, comment, **{"to": "visible", **_renamed(forged)})
    assert page.status_code == 200
    assert again(comment).state == Comment.State.HELD
    assert not Decision.objects.exists()


def _renamed(forged: dict[str, str]) -> dict[str, str]:
    return {"to" if name == "to_state" else name: value for name, value in forged.items()}


def test_the_machines_clause_is_chosen_already_and_a_release_does_not_cite_it(
    desk: Client, now: datetime
) -> None:
    comment = make_comment(body="微信 gupiao8888")
    services.judge_comment(comment_id=comment.pk, now=now)
    clause = comment.guidelines.clauses.get(code="ad_contact")
    assert f'<option value="{clause.pk}" selected' in desk.get(page_of(comment)).content.decode()
    press(desk, comment, "visible", clause=str(clause.pk))
    assert Decision.objects.get().clause is None


def test_a_clause_of_other_rules_is_not_offered(
    desk: Client, comment: Comment, attack: Clause
) -> None:
    foreign = make_guidelines().clauses.get(code="attack")
    page = press(desk, comment, "removed", clause=str(foreign.pk), reason="骂人")
    assert page.status_code == 200
    assert not Decision.objects.exists()


def test_only_moves_that_lead_somewhere_have_a_button(desk: Client, comment: Comment) -> None:
    def buttons() -> list[str]:
        page: Any = desk.get(page_of(comment))
        return [str(label) for _state, label, _look in page.context["buttons"]]

    assert buttons() == ["公开", "移除"]
    Comment.objects.update(state=Comment.State.VISIBLE)
    assert buttons() == ["收回待审", "移除"]
    Comment.objects.update(state=Comment.State.REMOVED)
    assert buttons() == ["公开"]


def test_one_who_may_only_look_has_no_form_and_cannot_post(
    client: Client, comment: Comment
) -> None:
    client.force_login(make_staff(Role.OPERATOR))
    assert 'name="to_state"' not in client.get(page_of(comment)).content.decode()
    assert press(client, comment, "visible").status_code == 403
    assert again(comment).state == Comment.State.HELD


def test_a_comment_that_is_gone_leads_back_with_a_message(desk: Client) -> None:
    response = desk.get(reverse("admin:comments_comment_change", args=[404_404]))
    assert response.status_code == 302
    broken = desk.get(reverse("admin:comments_comment_change", args=["x"]))
    assert broken.status_code == 302


def test_a_post_without_a_token_is_refused(moderator: User, comment: Comment) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(moderator)
    assert press(strict, comment, "visible").status_code == 403
    assert again(comment).state == Comment.State.HELD
