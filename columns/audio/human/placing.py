"""From an alignment to the parts of a sound: which sentence, which chapter, how far it is free."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Protocol

from columns.audio.encoding.cutting import FRAME_MS
from columns.audio.human.aligning import Alignment
from columns.audio.human.pauses import Pause, border_before


class Sentence(Protocol):
    """What is asked of a line of the script."""

    @property
    def is_free(self) -> bool: ...
    @property
    def chapter(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a chapter begins."""

    title: str
    start_ms: int


@dataclass(frozen=True, slots=True)
class Part:
    """
    A stretch of the sound in ms, half-open; parts tile it, and end where it can be cut.

    `sentence` is its place in the script; None where something else is said, or nobody knows what.
    """

    start_ms: int
    end_ms: int
    sentence: int | None
    is_free: bool
    chapter: str


def by_sentence(alignment: Alignment, script: Sequence[Sentence], duration_ms: int) -> list[Part]:
    """The parts that the aligner found. What is not in the text is free where free text follows."""
    spans = alignment.spans
    starts = [_on_grid(span.start_ms) for span in spans]
    ends = [*starts[1:], duration_ms]
    parts: list[Part] = []
    follower: Part | None = None
    for place in range(len(spans) - 1, -1, -1):
        sentence = spans[place].sentence
        if sentence is not None:
            said = script[sentence]
            is_free, chapter = said.is_free, said.chapter
        else:
            is_free, chapter = (follower.is_free, follower.chapter) if follower else (False, "")
        follower = Part(starts[place], ends[place], sentence, is_free, chapter)
        parts.append(follower)
    return _carried(parts[::-1])


def _carried(parts: Sequence[Part]) -> list[Part]:
    """What is said after the last sentence belongs to the last chapter."""
    if len(parts) > 1 and not parts[-1].chapter:
        return [*parts[:-1], replace(parts[-1], chapter=parts[-2].chapter)]
    return list(parts)


def by_chapter(
    marks: Sequence[Mark], pauses: Sequence[Pause], duration_ms: int, *, free_until_ms: int
) -> list[Part]:
    """
    Where no sentence is known: a part for each chapter, cut in a pause where the free part ends.

    `free_until_ms`: as somebody who listened says; 0 where nobody did.
    """
    begins = {_on_grid(border_before(mark.start_ms, pauses)): mark.title for mark in marks[::-1]}
    begins = {0: marks[0].title, **begins}
    wall = _on_grid(border_before(free_until_ms, pauses))
    edges = sorted({*begins, wall, duration_ms})
    parts, chapter = [], ""
    for start, end in pairwise(edge for edge in edges if edge <= duration_ms):
        chapter = begins.get(start, chapter)
        parts.append(Part(start, end, None, end <= wall, chapter))
    return parts


def _on_grid(at_ms: int) -> int:
    """Where two frames meet: there the sound can be cut."""
    return at_ms // FRAME_MS * FRAME_MS


def with_chapters(parts: Sequence[Part], marks: Sequence[Mark]) -> list[Part]:
    """The parts under these chapters, each begun at the part nearest to its mark."""
    if not marks:
        return list(parts)
    begins = {
        min(parts, key=lambda part: abs(part.start_ms - mark.start_ms)).start_ms: mark.title
        for mark in marks
    }
    titled, chapter = [], marks[0].title
    for part in parts:
        chapter = begins.get(part.start_ms, chapter)
        titled.append(replace(part, chapter=chapter))
    return titled


def free_end_ms(parts: Sequence[Part]) -> int:
    """Where the first part that is not free begins; 0 where that is the first of all."""
    end = 0
    for part in parts:
        if not part.is_free:
            break
        end = part.end_ms
    return end


def cut_ms(parts: Sequence[Part], until_ms: int) -> int:
    """The last end of a free part that is not behind this; 0 where there is none."""
    most = min(until_ms, free_end_ms(parts))
    return max((part.end_ms for part in parts if part.end_ms <= most), default=0)
