"""What of an issue is looked through, and which part of it anyone may be shown."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from columns.models import Issue, Revision
from neican.kernel.document import Block, from_json


@dataclass(frozen=True, slots=True)
class Document:
    """An issue's words by weight and by who may know that they stand there."""

    headline: str
    public: str
    paid: str


def document_of(issue: Issue, revision: Revision) -> Document:
    """The words of a public issue with this text."""
    return Document(
        headline=str(issue),
        public="\n".join([*_names(issue), *_titles(revision), block_text(revision.free_blocks)]),
        paid=block_text(row for row in revision.blocks if not row["is_free"]),
    )


def block_text(rows: Iterable[Mapping[str, Any]]) -> str:
    """The words of `Revision.blocks` or `free_blocks`, a line for each block."""
    blocks: Iterable[Block] = from_json(rows)
    return "\n".join(block.text for block in blocks)


def _names(issue: Issue) -> list[str]:
    authors = [byline.author.name for byline in issue.bylines.select_related("author")]
    return [issue.standfirst, issue.season.column.full_name, *authors]


def _titles(revision: Revision) -> list[str]:
    """Section titles sell the issue, also those behind the wall; topics lead the free blocks."""
    return [section["title"] for section in revision.sections]
