"""A text as a reviewer has it before him, and the passages that remarks are about."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from columns import facts
from columns.freezing import freeze
from columns.models import Issue, Remark, Revision
from columns.services.remarking import LONGEST_QUOTE
from columns.services.wording import Words, in_words
from neican.kernel.document import Block, Kind, from_json
from neican.kernel.typed import plain


@dataclass(frozen=True, slots=True)
class Reading:
    """
    A revision rendered as approval would freeze it.

    `free_html`, `paid_html`: before and behind the wall, safe to print as they are.
    """

    issue: Issue
    revision: Revision
    words: Words
    free_html: str
    paid_html: str
    blocks: Sequence[Block]
    characters: int


@dataclass(frozen=True, slots=True)
class Thread:
    """A remark with its replies. `place`: the block where its passage stands, empty for none."""

    remark: Remark
    replies: Sequence[Remark]
    place: str
    is_orphan: bool


def newest_reading(issue: Issue) -> Reading | None:
    """The newest kept revision; None before the first."""
    revision = issue.revisions.select_related("saved_by").first()
    if revision is None:
        return None
    topics = facts.topics_of(issue, revision.facts)
    made = freeze(revision.body, topics)
    blocks = [block for block in from_json(made["blocks"]) if block.kind is not Kind.TOPIC]
    return Reading(
        issue=issue,
        revision=revision,
        words=in_words(revision.facts),
        free_html=made["preview_html"],
        paid_html=made["full_html"].removeprefix(made["preview_html"]),
        blocks=blocks,
        characters=made["characters"],
    )


def threads_of(remarks: QuerySet[Remark], blocks: Sequence[Block]) -> list[Thread]:
    """Each remark with its replies and its place, in the order of the text, orphans last."""
    found = [
        _thread(remark, blocks)
        for remark in remarks.prefetch_related("replies__by", "replies__link")
    ]
    order = {block.id: number for number, block in enumerate(blocks, start=1)}
    last = len(order) + 1
    return sorted(found, key=lambda one: last if one.is_orphan else order.get(one.place, 0))


def _thread(remark: Remark, blocks: Sequence[Block]) -> Thread:
    place = place_of(remark.block_id, remark.quote, blocks)
    replies = list(remark.replies.all())
    return Thread(remark, replies, place or "", is_orphan=place is None)


def place_of(block_id: str, quote: str, blocks: Iterable[Block]) -> str | None:
    """
    The id of the block that holds the quoted words now; empty: said of the whole text.

    First where they were said; if that block has changed, wherever the words stand. None: they
    are gone.
    """
    words = _bare(quote)
    if not words:
        known = not block_id or any(block.id == block_id for block in blocks)
        return block_id if known else None
    holding = [block.id for block in blocks if words in _bare(block.text)]
    return block_id if block_id in holding else next(iter(holding), None)


def named_passage(block_id: str, quote: str, blocks: Iterable[Block]) -> tuple[str, str]:
    """What to remember of a passage that was pointed at: of a block without a quote, its words."""
    quote = plain(quote).strip()
    block = next((one for one in blocks if one.id == block_id), None)
    if quote or block is None:
        return block_id, quote
    return block_id, block.text[:LONGEST_QUOTE]


def _bare(text: str) -> str:
    return "".join(text.split())
