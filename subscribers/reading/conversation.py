"""The comments under an issue as one reader sees them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from subscribers.comments.models import Comment, Decision
from subscribers.paywall import Reader


@dataclass(frozen=True, slots=True)
class Entry:
    """`removal`: why it was removed; for its author's eyes only, as is a held comment."""

    comment: Comment
    is_own: bool
    removal: Decision | None
    replies: Sequence["Entry"] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """What stands in the comment box; `refusal`: why it was not taken, in words."""

    body: str = ""
    parent_id: int | None = None
    refusal: str = ""

    def refused(self, why: str) -> "Draft":
        """The same words, not taken."""
        return replace(self, refusal=why)


def count_visible(threads: Iterable[Comment]) -> int:
    """What everybody sees of these; a reply below a hidden comment is hidden with it."""
    visible = [thread for thread in threads if thread.state == Comment.State.VISIBLE]
    replies = (reply for thread in visible for reply in thread.replies.all())
    return len(visible) + sum(reply.state == Comment.State.VISIBLE for reply in replies)


def removals(comments: Iterable[Comment]) -> dict[int, Decision]:
    """The latest removing decision of each removed comment; no query where none is removed."""
    wanted = [item.pk for item in comments if item.state == Comment.State.REMOVED]
    if not wanted:
        return {}
    found = (
        Decision.objects.filter(comment__in=wanted, to_state=Comment.State.REMOVED)
        .select_related("clause__guidelines")
        .order_by("at", "pk")
    )
    return {decision.comment_id: decision for decision in found}


def entries(threads: Sequence[Comment], reader: Reader) -> list[Entry]:
    """Threads with their replies, ready to show."""
    own = reader.pk if reader is not None and reader.is_authenticated else None
    everything = [item for thread in threads for item in (thread, *thread.replies.all())]
    why = removals(item for item in everything if item.author_id == own)
    return [_entry(thread, own, why) for thread in threads]


def _entry(comment: Comment, own: int | None, why: Mapping[int, Decision]) -> Entry:
    replies = [] if comment.parent_id else list(comment.replies.all())
    return Entry(
        comment=comment,
        is_own=comment.author_id == own,
        removal=why.get(comment.pk),
        replies=[_entry(reply, own, why) for reply in replies],
    )
