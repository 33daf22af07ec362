"""Reading comments: under an issue, in the queue, by an author, and what the machine owes."""

from collections.abc import Mapping
from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Prefetch, Q

from columns.models import Byline, Issue
from neican.accounts.models import User
from subscribers.comments.models import Comment
from subscribers.comments.models.comment import CommentQuerySet


def comments_under(issue: Issue, reader: User | AnonymousUser | None) -> list[Comment]:
    """
    What this reader may see under an issue: visible comments and his own, newest first.

    Replies hang on `replies.all()`, oldest first. `is_by_author` on each tells whether one of
    the issue's authors wrote it. Three queries. Whether the reader may see the section at all
    is for the gate to say.
    """
    replies = _shown(issue, reader).filter(parent__isnull=False).order_by("written_at", "pk")
    threads = (
        _shown(issue, reader)
        .filter(parent__isnull=True)
        .order_by("-written_at", "-pk")
        .prefetch_related(Prefetch("replies", queryset=replies))
    )
    accounts = set(Byline.objects.filter(issue=issue).values_list("author__user", flat=True))
    for thread in threads:
        for comment in (thread, *thread.replies.all()):
            comment.is_by_author = comment.author_id in accounts
    return list(threads)


def count_visible(issue: Issue) -> int:
    """How many comments everyone can see; a reply under a hidden comment is hidden with it."""
    seen = Q(parent__isnull=True) | Q(parent__state=Comment.State.VISIBLE)
    return _all(issue).visible().filter(seen).count()


def next_waiting(after: Comment) -> Comment | None:
    """The comment that has waited longest for a moderator, other than the one just looked at."""
    queue: CommentQuerySet = Comment.objects.all()
    return queue.waiting().exclude(pk=after.pk).first()


def history_of(author_id: int) -> Mapping[str, int]:
    """How many comments a reader has written, by state."""
    counts = Comment.objects.filter(author=author_id).order_by().values_list("state")
    return dict.fromkeys(Comment.State.values, 0) | dict(counts.annotate(Count("pk")))


def owed(now: datetime) -> list[int]:
    """Comments that the machine has still to judge and nobody is judging, oldest first."""
    queue: CommentQuerySet = Comment.objects.all()
    return list(queue.unjudged(now).order_by("written_at", "pk").values_list("pk", flat=True))


def _all(issue: Issue) -> CommentQuerySet:
    queryset: CommentQuerySet = Comment.objects.filter(issue=issue)
    return queryset


def _shown(issue: Issue, reader: User | AnonymousUser | None) -> CommentQuerySet:
    return _all(issue).shown_to(None if reader is None else reader.pk).select_related("author")
