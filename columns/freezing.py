"""From a body and its topics to the columns that pages read: rendered once, at publication."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from columns import pictures, preview, richtext
from columns.models import Topic
from neican.kernel.document import Block, Kind, Piece, Sentence, count_characters, to_json
from neican.kernel.sentences import Names


def freeze(body: str, topics: Iterable[Topic]) -> dict[str, Any]:
    """The values of `Revision.FROZEN_FIELDS`, save the time; equal input gives equal output."""
    names = Names()
    opening = [_topic_block(topic, names) for topic in topics]
    pieces = _with_pictures(richtext.pieces(body, names))
    free = preview.free_count(pieces)
    free_blocks = [*opening, *_blocks(pieces[:free])]
    paid_blocks = [replace(block, is_free=False) for block in _blocks(pieces[free:])]
    sections = _sections([*free_blocks, *paid_blocks])
    return {
        "full_html": _html(pieces),
        "preview_html": _html(pieces[:free]),
        "blocks": to_json([*free_blocks, *paid_blocks]),
        "free_blocks": to_json(free_blocks),
        "sections": sections,
        "topics": _topic_rows(topics, opening, sections),
        "characters": count_characters([*free_blocks, *paid_blocks]),
        "free_characters": count_characters(free_blocks),
    }


def _topic_block(topic: Topic, names: Names) -> Block:
    text = str(topic)
    sentence = Sentence(id=names.of(text), text=text)
    return Block(id=names.of(text, "b"), kind=Kind.TOPIC, sentences=(sentence,))


def _blocks(pieces: Sequence[Piece]) -> list[Block]:
    return [block for piece in pieces for block in piece.blocks]


def _with_pictures(pieces: Sequence[Piece]) -> list[Piece]:
    furnished = pictures.responsive(piece.html for piece in pieces)
    return [replace(piece, html=html) for piece, html in zip(pieces, furnished, strict=True)]


def _html(pieces: Sequence[Piece]) -> str:
    return "\n".join(piece.html for piece in pieces if piece.html)


def _sections(blocks: Sequence[Block]) -> list[dict[str, Any]]:
    return [
        {"id": block.id, "title": block.text.strip(), "is_free": block.is_free}
        for block in blocks
        if block.kind is Kind.HEADING and block.level == 2
    ]


def _topic_rows(
    topics: Iterable[Topic], opening: Sequence[Block], sections: Sequence[dict[str, Any]]
) -> list[dict[str, Any]]:
    # Of two sections with one title the first is meant.
    anchors = {section["title"]: section["id"] for section in reversed(sections)}
    return [
        {
            "label": topic.label,
            "question": topic.question,
            "section_id": anchors.get(topic.section, ""),
            "sentence_id": block.sentences[0].id,
        }
        for topic, block in zip(topics, opening, strict=True)
    ]
