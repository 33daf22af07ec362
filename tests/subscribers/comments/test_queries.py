"""Who sees which comments."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from columns.models import Issue
from neican.accounts.models import User
from subscribers.comments import queries
from subscribers.comments.models import Comment, Guidelines
from tests.factories import make_author, make_comment, make_published_issue, make_user

VISIBLE, HELD, REMOVED = Comment.State.VISIBLE, Comment.State.HELD, Comment.State.REMOVED


@pytest.fixture
def made(issue: Issue, guidelines: Guidelines) -> Any:
    def make(state: Comment.State = VISIBLE, **extra: Any) -> Comment:
        return make_comment(**{"issue": issue, "guidelines": guidelines, "state": state, **extra})

    return make


def test_everyone_sees_the_visible_and_the_writer_also_his_own(
    issue: Issue, reader: User, made: Any, now: datetime
) -> None:
    mine = made(HELD, author=reader, written_at=now)
    gone = made(REMOVED, author=reader, written_at=now + timedelta(hours=1))
    other = made(VISIBLE, written_at=now + timedelta(hours=2))
    made(HELD)
    made(REMOVED)
    made(VISIBLE, issue=make_published_issue())
    assert queries.comments_under(issue, reader) == [other, gone, mine]
    for stranger in (None, AnonymousUser(), make_user()):
        assert queries.comments_under(issue, stranger) == [other]


def test_replies_hang_on_their_thread_oldest_first_and_hide_alike(
    issue: Issue, reader: User, made: Any, now: datetime
) -> None:
    thread = made()
    late = made(parent=thread, written_at=now + timedelta(hours=1))
    early = made(HELD, parent=thread, author=reader, written_at=now)
    made(HELD, parent=thread)
    assert list(queries.comments_under(issue, reader)[0].replies.all()) == [early, late]
    assert list(queries.comments_under(issue, None)[0].replies.all()) == [late]


def test_a_reply_vanishes_with_its_thread(issue: Issue, made: Any) -> None:
    made(VISIBLE, parent=made(REMOVED))
    assert queries.comments_under(issue, None) == []
    assert queries.count_visible(issue) == 0


def test_only_what_everyone_sees_is_counted(issue: Issue, reader: User, made: Any) -> None:
    thread = made()
    made(VISIBLE, parent=thread)
    made(HELD, author=reader)
    made(HELD, parent=thread)
    made(REMOVED)
    made(VISIBLE, issue=make_published_issue())
    assert queries.count_visible(issue) == 2


def test_an_issues_own_author_is_marked_and_no_other(
    issue: Issue, reader: User, made: Any, guidelines: Guidelines
) -> None:
    writer, colleague = make_user(), make_user()
    issue.bylines.create(author=make_author(user=writer), position=2)
    make_author(user=colleague)
    for author in (reader, writer, colleague):
        made(author=author)
    marks = {
        comment.author: comment.is_by_author for comment in queries.comments_under(issue, None)
    }
    assert marks == {reader: False, writer: True, colleague: False}


def test_a_page_of_comments_takes_three_queries(
    issue: Issue, made: Any, django_assert_num_queries: Any
) -> None:
    for _ in range(5):
        made(parent=made())
    with django_assert_num_queries(3):
        for comment in queries.comments_under(issue, None):
            names = [comment.author.display_name]
            names += [reply.author.display_name for reply in comment.replies.all()]
            assert len(names) == 2


def test_a_history_counts_every_state(reader: User, made: Any) -> None:
    made(VISIBLE, author=reader)
    made(VISIBLE, author=reader)
    made(REMOVED, author=reader)
    made(HELD)
    assert queries.history_of(reader.pk) == {"visible": 2, "removed": 1, "held": 0}


def test_the_next_in_the_queue_has_waited_longest(made: Any, now: datetime) -> None:
    newest = made(HELD, written_at=now)
    oldest = made(HELD, written_at=now - timedelta(hours=2))
    made(VISIBLE, written_at=now - timedelta(days=1))
    assert queries.next_waiting(newest) == oldest
    assert queries.next_waiting(oldest) == newest
    oldest.delete()
    assert queries.next_waiting(newest) is None
