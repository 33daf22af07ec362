"""The list of kept revisions."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from columns import services
from columns.admin.revisions.sizes import Size, size_change
from columns.models import Draft, Issue
from neican.accounts.models import User
from tests import factories

pytestmark = pytest.mark.django_db


def _list(desk: Client, issue: Issue, query: str = "") -> str:
    answer = desk.get(reverse("admin:columns_issue_revisions", args=[issue.pk]) + query)
    assert answer.status_code == 200
    return answer.content.decode()


def _rows(desk: Client, issue: Issue, query: str = "") -> list[tuple[int, Size | None]]:
    answer = desk.get(reverse("admin:columns_issue_revisions", args=[issue.pk]) + query)
    return [(row.revision.number, row.size) for row in answer.context["rows"]]


def test_each_revision_says_how_many_characters_came_and_went(
    desk: Client, editor: User, now: datetime
) -> None:
    issue = factories.make_issue(body="<p>天气很好。</p>", by=editor)
    services.save_revision(
        issue_id=issue.pk, body="<p>天气不好。</p><p>下雨了。</p>", by=editor, at=now
    )
    assert _rows(desk, issue) == [(2, Size(added=5, removed=1)), (1, None)]


@pytest.mark.parametrize(
    ("before", "after", "size"),
    [
        ("<p>一二三</p>", "<p>一二三</p>", Size(0, 0)),
        ("", "<p>一二 三</p>", Size(3, 0)),
        ("<p>一二三</p>", "", Size(0, 3)),
        ("<p>研究 &amp; 开发部门</p>", "<p>研究 开发部门</p>", Size(0, 1)),
        (
            "<p>一二三四五</p>\n<p>六七八九十</p>",
            "<p>六七八九十</p>\n<p>一二三四五</p>",
            Size(0, 0),
        ),
        ("<p>一二三</p>", "<p><strong>一二三</strong></p>", Size(0, 0)),
    ],
)
def test_blanks_marks_and_moves_count_for_nothing(before: str, after: str, size: Size) -> None:
    assert size_change(before, after) == size


def test_the_live_and_the_approved_revision_bear_a_badge(desk: Client) -> None:
    published = factories.make_published_issue()
    assert _list(desk, published).count('nr-badge-good">线上') == 1
    assert _list(desk, published).count('nr-badge-good">已通过') == 1
    draft = factories.make_issue()
    assert "nr-badge-good" not in _list(desk, draft)


def test_a_withdrawn_text_is_live_no_more(desk: Client, now: datetime) -> None:
    issue = factories.make_published_issue()
    services.withdraw_issue(issue_id=issue.pk, reason="有误", by=None, at=now)
    assert 'nr-badge-good">线上' not in _list(desk, issue)


def test_the_working_copy_stands_on_top_only_while_it_differs(
    desk: Client, issue: Issue, editor: User, now: datetime
) -> None:
    assert "nr-unkept" not in _list(desk, issue)
    Draft.objects.filter(issue=issue).update(body="<p>新写的。</p>")
    assert "nr-unkept" in _list(desk, issue)
    services.keep_draft(issue_id=issue.pk, by=editor, at=now)
    assert "nr-unkept" not in _list(desk, issue)


def test_from_the_live_text_to_the_working_copy_is_chosen_beforehand(desk: Client) -> None:
    issue = factories.make_published_issue()
    Draft.objects.filter(issue=issue).update(body="<p>新写的。</p>")
    page = _list(desk, issue)
    assert 'name="from" value="1" aria-label="从修订 1开始对照" checked' in page
    assert 'name="to" value="draft" aria-label="对照到工作稿" checked' in page


def test_twenty_revisions_stand_on_a_page_and_the_last_knows_its_predecessor(
    desk: Client, editor: User, now: datetime
) -> None:
    issue = factories.make_issue(body="<p>零</p>")
    for number in range(1, 22):
        services.save_revision(
            issue_id=issue.pk,
            body=f"<p>每次多写一个字：{'一' * number}</p>",
            by=editor,
            at=now + timedelta(minutes=number),
        )
    first, second = _rows(desk, issue), _rows(desk, issue, "?page=2")
    assert [number for number, _size in first] == list(range(22, 2, -1))
    assert first[-1] == (3, Size(1, 0))
    assert second == [(2, Size(9, 1)), (1, None)]


def test_notes_and_names_are_escaped(desk: Client, editor: User, now: datetime) -> None:
    editor.display_name = "<b>李</b>"
    editor.save()
    issue = factories.make_issue()
    services.save_revision(
        issue_id=issue.pk, body="<p>新</p>", by=editor, at=now, note="<script>alert(1)</script>"
    )
    page = _list(desk, issue)
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>alert(1)" not in page
    assert "<b>李</b>" not in page


def test_more_revisions_cost_no_more_queries(desk: Client, editor: User, now: datetime) -> None:
    issue = factories.make_issue(by=editor)

    def count() -> int:
        with CaptureQueriesContext(connection) as seen:
            _list(desk, issue)
        return len(seen)

    services.save_revision(issue_id=issue.pk, body="<p>一</p>", by=editor, at=now)
    few = count()
    for number in range(8):
        services.save_revision(issue_id=issue.pk, body=f"<p>{number}</p>", by=editor, at=now)
    assert count() == few


def test_an_issue_without_a_text_says_what_to_do(desk: Client, now: datetime) -> None:
    empty = services.create_issue(season=factories.make_season(), by=None, at=now)
    assert "还没有修订。" in _list(desk, empty)
