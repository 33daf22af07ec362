"""From draft to published and back, by the panel's buttons."""

from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse

from columns import services
from columns.models import Issue, Notice
from neican.accounts.models import User
from tests import factories
from tests.columns.workflow.conftest import Press
from tests.columns.workflow.saying import said

pytestmark = pytest.mark.django_db
S = Issue.Status


def _stage(issue: Issue) -> str:
    return Issue.objects.get(pk=issue.pk).stage


def test_an_issue_goes_from_draft_to_readers_by_two_people(
    press: Press, editor: User, chief: User
) -> None:
    issue = factories.make_issue(by=editor)
    press(editor, issue, "submit", person=chief.pk, due="2027-05-28", note="看看数字")
    issue.refresh_from_db()
    assert (issue.stage, issue.held_by) == (S.REVIEW, chief)
    assert issue.due_at == datetime(2027, 5, 28, 15, 59, tzinfo=UTC)
    press(chief, issue, "approve", note="可以")
    assert _stage(issue) == S.APPROVED
    answer = press(editor, issue, "publish")
    assert (answer.status_code, _stage(issue)) == (302, S.PUBLISHED)
    assert said(answer) == "已发布，朗读正在准备。"


def test_every_step_is_in_the_log_with_who_and_from_where_to_where(
    press: Press, editor: User, chief: User
) -> None:
    issue = factories.make_issue(by=editor)
    press(editor, issue, "submit")
    press(chief, issue, "reject", reason="第二节缺出处")
    press(editor, issue, "submit")
    press(editor, issue, "recall")
    press(editor, issue, "submit")
    press(chief, issue, "approve")
    press(chief, issue, "schedule", goes_out="2127-05-26T17:19")
    press(chief, issue, "unschedule")
    press(chief, issue, "publish")
    press(chief, issue, "withdraw", reason="事实有误")
    rows = issue.events.exclude(kind__in=("created", "saved")).order_by("at", "pk")
    assert list(rows.values_list("kind", "by__display_name", "was", "became", "note")) == [
        ("submitted", "李四", "draft", "review", ""),
        ("rejected", "王五", "review", "draft", "第二节缺出处"),
        ("submitted", "李四", "draft", "review", ""),
        ("recalled", "李四", "review", "draft", ""),
        ("submitted", "李四", "draft", "review", ""),
        ("approved", "王五", "review", "approved", ""),
        ("scheduled", "王五", "approved", "scheduled", "2127-05-26T09:19:00+00:00"),
        ("unscheduled", "王五", "scheduled", "approved", ""),
        ("published", "王五", "approved", "published", ""),
        ("withdrawn", "王五", "published", "withdrawn", "事实有误"),
    ]


@pytest.mark.parametrize("step", ["approve", "publish", "release", "schedule", "withdraw"])
def test_an_author_can_neither_approve_nor_publish_his_own(
    press: Press, author: User, chief: User, step: str
) -> None:
    issue = factories.make_issue(by=author, authors=(author.author,))
    services.submit_issue(issue_id=issue.pk, by=author, at=issue.created_at)
    before = Issue.objects.values().get(pk=issue.pk), issue.events.count()
    answer = press(author, issue, step, reason="因为", goes_out="2127-05-26T17:19")
    assert answer.status_code == 403
    assert "由编辑来做" in answer.content.decode()
    assert (Issue.objects.values().get(pk=issue.pk), issue.events.count()) == before


def test_an_editor_cannot_pass_what_he_wrote_himself(press: Press, editor: User) -> None:
    issue = factories.make_issue(by=editor)
    press(editor, issue, "submit")
    answer = press(editor, issue, "approve")
    assert answer.status_code == 403
    assert "请另一位编辑审阅后通过" in answer.content.decode()
    assert _stage(issue) == S.REVIEW
    assert not issue.events.filter(kind="approved").exists()


def test_where_the_column_asks_for_no_second_person_one_press_publishes(
    press: Press, editor: User
) -> None:
    issue = factories.make_issue(by=editor)
    column = issue.season.column
    column.second_person = False
    column.save()
    press(editor, issue, "release")
    assert _stage(issue) == S.PUBLISHED


def test_where_it_does_that_press_publishes_nothing(press: Press, editor: User) -> None:
    issue = factories.make_issue(by=editor)
    assert press(editor, issue, "release").status_code == 403
    assert _stage(issue) == S.DRAFT


@pytest.mark.parametrize(("review_again", "stage"), [(True, S.REVIEW), (False, S.APPROVED)])
def test_words_changed_after_approval_are_reviewed_again_where_the_column_says_so(
    press: Press, editor: User, chief: User, now: datetime, review_again: bool, stage: str
) -> None:
    issue = factories.make_issue(by=editor)
    column = issue.season.column
    column.review_again = review_again
    column.save()
    press(chief, issue, "approve")
    services.save_revision(issue_id=issue.pk, body="<p>换了。</p><p>尾。</p>", by=editor, at=now)
    assert _stage(issue) == stage


@pytest.mark.parametrize("reason", ["", "  \n "])
def test_handing_back_needs_a_reason(press: Press, editor: User, chief: User, reason: str) -> None:
    issue = factories.make_issue(by=editor)
    press(editor, issue, "submit")
    answer = press(chief, issue, "reject", reason=reason)
    assert "理由" in said(answer)
    assert _stage(issue) == S.REVIEW


def test_who_wrote_it_hears_once_that_it_came_back(press: Press, author: User, chief: User) -> None:
    issue = factories.make_issue(by=author, authors=(author.author,))
    press(author, issue, "submit", person=chief.pk)
    press(chief, issue, "reject", reason="缺出处")
    assert "什么也没有做" in said(press(chief, issue, "reject", reason="缺出处"))
    assert Notice.objects.filter(recipient=author, event__kind="rejected").count() == 1


def test_approving_a_review_that_was_called_off_is_answered_in_words(
    press: Press, editor: User, chief: User
) -> None:
    issue = factories.make_issue(by=editor)
    press(editor, issue, "submit")
    press(editor, issue, "recall")
    answer = press(chief, issue, "approve", seen="review")
    assert answer.status_code == 302
    assert "现在是“草稿”" in said(answer)
    assert _stage(issue) == S.DRAFT


def test_approving_a_text_that_changed_since_it_was_read_is_answered_in_words(
    press: Press, editor: User, chief: User, now: datetime
) -> None:
    issue = factories.make_issue(by=editor)
    press(editor, issue, "submit")
    services.save_revision(issue_id=issue.pk, body="<p>换了。</p><p>尾。</p>", by=editor, at=now)
    answer = press(chief, issue, "approve", revision=1)
    assert "存了新的修订" in said(answer)
    assert _stage(issue) == S.REVIEW


def test_a_public_issue_gets_a_silent_fix_or_a_correction(
    press: Press, editor: User, chief: User, now: datetime
) -> None:
    issue = factories.make_published_issue(at=now)
    for body, given in (
        ("<p>小修。</p><p>尾。</p>", {"kind": "silent"}),
        ("<p>更正。</p><p>尾。</p>", {"kind": "correction", "correction": "年份应为 2021。"}),
    ):
        services.save_revision(issue_id=issue.pk, body=body, by=editor, at=now)
        press(chief, issue, "approve")
        press(chief, issue, "publish", **given)
        assert _stage(issue) == S.PUBLISHED
    assert list(issue.corrections.values_list("note", flat=True)) == ["年份应为 2021。"]


@pytest.mark.parametrize(
    ("given", "words"),
    [({"kind": "correction"}, "写一句说明"), ({"kind": "silent", "correction": "改"}, "却选了")],
)
def test_a_correction_is_neither_empty_nor_dropped(
    press: Press, editor: User, chief: User, now: datetime, given: dict[str, str], words: str
) -> None:
    issue = factories.make_published_issue(at=now)
    services.save_revision(issue_id=issue.pk, body="<p>改。</p><p>尾。</p>", by=editor, at=now)
    press(chief, issue, "approve")
    assert words in said(press(chief, issue, "publish", **given))
    assert _stage(issue) == S.APPROVED


def test_an_unchanged_public_issue_has_nothing_to_hand_in(
    press: Press, editor: User, now: datetime
) -> None:
    issue = factories.make_published_issue(at=now)
    assert "没有新的改动" in said(press(editor, issue, "submit"))
    assert _stage(issue) == S.PUBLISHED


def test_what_is_missing_is_said_and_nothing_goes_out(
    press: Press, chief: User, now: datetime
) -> None:
    issue = factories.make_issue(at=now)
    services.save_revision(issue_id=issue.pk, facts={"authors": []}, by=None, at=now)
    press(chief, issue, "approve")
    assert "还没有署名" in said(press(chief, issue, "publish"))
    assert _stage(issue) == S.APPROVED


def test_an_issue_changes_hands_and_the_new_one_hears_of_it(
    press: Press, editor: User, chief: User
) -> None:
    issue = factories.make_issue()
    press(chief, issue, "assign", person=editor.pk, due="2027-05-28", note="先收尾")
    issue.refresh_from_db()
    assert issue.held_by == editor
    assert Notice.objects.get().recipient == editor


def test_a_reader_cannot_be_given_an_issue(press: Press, chief: User) -> None:
    issue, reader = factories.make_issue(), factories.make_user()
    assert "交给谁" in said(press(chief, issue, "assign", person=reader.pk))
    issue.refresh_from_db()
    assert issue.held_by is None


def test_whoever_acts_on_an_issue_has_read_what_was_said_of_it(
    press: Press, editor: User, chief: User
) -> None:
    issue, other = factories.make_issue(by=editor), factories.make_issue(by=editor)
    for one in (issue, other):
        press(editor, one, "submit", person=chief.pk)
    press(chief, issue, "approve")
    unread = Notice.objects.filter(recipient=chief, read_at__isnull=True)
    assert [notice.event.issue for notice in unread] == [other]
    assert Notice.objects.get(recipient=editor).read_at is None


def test_there_is_no_step_of_another_name(press: Press, chief: User) -> None:
    assert press(chief, factories.make_issue(), "delete").status_code == 404


@pytest.mark.parametrize("step", ["submit", "recall", "assign", "approve"])
def test_others_issues_are_not_there_for_an_author(press: Press, author: User, step: str) -> None:
    issue = factories.make_issue()
    before = issue.events.count()
    assert press(author, issue, step).status_code == 404
    assert (_stage(issue), issue.events.count()) == (S.DRAFT, before)


def test_a_step_is_never_taken_by_looking(client: Client, chief: User) -> None:
    issue = factories.make_issue()
    client.force_login(chief)
    address = reverse("admin:columns_issue_step", args=[issue.pk, "approve"])
    assert client.get(address).status_code == 405
    assert _stage(issue) == S.DRAFT
