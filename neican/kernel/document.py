"""The frozen text of an issue as plain data: blocks in reading order, each with its sentences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """What a block is to its reader and its listener."""

    TOPIC = "topic"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    QUOTE = "quote"
    CAPTION = "caption"
    CELL = "cell"
    CODE = "code"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as written. Its id depends on its words alone, so it outlives edits elsewhere."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Block:
    """
    A paragraph, heading, list item … `level`: of a heading 2–4, of an item its depth from 1.

    `ordinal`: of an item of a numbered list its number, else 0.
    """

    id: str
    kind: Kind
    sentences: tuple[Sentence, ...]
    level: int = 0
    is_free: bool = True
    ordinal: int = 0

    @property
    def text(self) -> str:
        """The block's words without mark-up."""
        return "".join(sentence.text for sentence in self.sentences)


@dataclass(frozen=True, slots=True)
class Piece:
    """A top-level element of a body: its HTML with every sentence marked, and its blocks."""

    html: str
    blocks: tuple[Block, ...]
    is_cut: bool = False

    @property
    def is_heading(self) -> bool:
        """Whether a section begins here."""
        return bool(self.blocks) and self.blocks[0].kind is Kind.HEADING


def count_characters(blocks: Iterable[Block]) -> int:
    """Characters as editors count them: without blanks."""
    return sum(len("".join(block.text.split())) for block in blocks)


def to_json(blocks: Iterable[Block]) -> list[dict[str, Any]]:
    """Plain data for a JSON column."""
    return [{**asdict(block), "sentences": _rows(block.sentences)} for block in blocks]


def _rows(sentences: Iterable[Sentence]) -> list[dict[str, str]]:
    return [asdict(sentence) for sentence in sentences]


def from_json(rows: Iterable[Mapping[str, Any]]) -> Sequence[Block]:
    """The blocks that :func:`to_json` wrote."""
    return [
        Block(
            id=row["id"],
            kind=Kind(row["kind"]),
            sentences=tuple(Sentence(**sentence) for sentence in row["sentences"]),
            level=row["level"],
            is_free=row["is_free"],
            # Texts that were frozen before lists were counted have none.
            ordinal=row.get("ordinal", 0),
        )
        for row in rows
    ]
