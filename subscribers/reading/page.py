"""What the page of an issue is made of, for a real reader and for a supposed one."""

from typing import Any

from columns.models import Issue
from neican.kernel.counting import LIMIT
from subscribers.addresses import address
from subscribers.comments import queries as comments
from subscribers.paywall import Access, Reader
from subscribers.queries import plans_for
from subscribers.reading import metadata, queries
from subscribers.reading.conversation import Draft, count_visible, entries
from subscribers.reading.player import PlayerCard
from subscribers.wall import wall


def issue_page(
    issue: Issue, access: Access, reader: Reader, *, player: PlayerCard, draft: Draft
) -> dict[str, Any]:
    """The context of reading/issue.html; paid text is in it with full access only."""
    revision = issue.live
    assert revision is not None, "issue_for_page asks for a live text"
    previous, following = queries.neighbours(issue)
    # What is said under a paid issue quotes it: those who may not read it see only how much.
    threads = comments.comments_under(issue, reader) if access.is_full else []
    count = count_visible(threads) if access.is_full else comments.count_visible(issue)
    return {
        "issue": issue,
        "revision": revision,
        "access": access,
        "body": queries.full_text(revision) if access.is_full else revision.preview_html,
        "corrections": issue.corrections.all() if issue.edited_at else [],
        "player": player,
        "wall": None if access.is_full else wall(revision, plans_for(issue)),
        "previous": previous,
        "following": following,
        "entries": entries(threads, reader),
        "comment_count": count,
        "comment_limit": LIMIT,
        "draft": draft,
        "description": metadata.description(issue),
        "linked_data": metadata.linked_data(issue),
        "page_address": address(issue.get_absolute_url()),
    }
