"""What the checks are shown about a comment: its words, its author, the day around it."""

import re
from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings

from columns.models import Column
from subscribers.comments.models import Comment
from subscribers.comments.moderation.candidate import Candidate, Recent

DAY = timedelta(days=1)
NEW_FOR = timedelta(days=7)
MOST_OWN = 100
MOST_OTHERS = 500  # the newest; a ring repeats itself within minutes, not at the day's other end

_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)


def candidate_of(comment: Comment) -> Candidate:
    """Four queries, none of them open when the checks begin."""
    return Candidate(
        body=comment.body,
        at=comment.written_at,
        author_is_new=comment.written_at - comment.author.joined_at < NEW_FOR,
        recent=[*_recent(comment, own=True), *_recent(comment, own=False)],
        allowed_contacts=own_contacts(),
    )


def own_contacts() -> frozenset[str]:
    """Our own host, and the mail addresses that the columns print under every issue."""
    notices = Column.objects.values_list("reproduction_notice", "complaint_notice")
    printed = _ADDRESS.findall("\n".join(notice for pair in notices for notice in pair))
    host = urlsplit(settings.SITE_URL).hostname or ""
    return frozenset({host, *_ADDRESS.findall(settings.DEFAULT_FROM_EMAIL), *printed} - {""})


def _recent(comment: Comment, *, own: bool) -> list[Recent]:
    """Comments of the day before, in whatever state: a removed advertisement comes again."""
    day = Comment.objects.filter(
        written_at__gt=comment.written_at - DAY, written_at__lte=comment.written_at
    ).exclude(pk=comment.pk)
    mine = day.filter(author=comment.author_id)
    others = day.exclude(author=comment.author_id)
    rows = (mine[:MOST_OWN] if own else others[:MOST_OTHERS]).values_list("body", "written_at")
    return [Recent(body=body, at=at, same_author=own) for body, at in rows]
