"""A comment's words with the evidence set apart, as plain text that a template escapes."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple


class Piece(NamedTuple):
    """Some of the words, and whether an objection rests on them."""

    text: str
    is_evidence: bool


def pieces(body: str, spans: Iterable[tuple[int, int]]) -> list[Piece]:
    """The body cut where evidence begins or ends; spans may overlap or reach too far."""
    return [piece for piece in _cut(body, _merged(spans, len(body))) if piece.text]


def _merged(spans: Iterable[tuple[int, int]], length: int) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted((start, min(end, length)) for start, end in spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        elif start < end:
            merged.append((start, end))
    return merged


def _cut(body: str, spans: Iterable[tuple[int, int]]) -> Iterator[Piece]:
    done = 0
    for start, end in spans:
        yield Piece(body[done:start], is_evidence=False)
        yield Piece(body[start:end], is_evidence=True)
        done = end
    yield Piece(body[done:], is_evidence=False)
