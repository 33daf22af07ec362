"""How much came in and went out between two texts, in characters as editors count them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import unescape
from itertools import pairwise

from columns.models import Revision
from neican.kernel.comparing import Change, character_changes, compare

_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class Size:
    """Characters without blanks."""

    added: int
    removed: int

    @property
    def is_nothing(self) -> bool:
        """Whether no character changed."""
        return not self.added and not self.removed


def size_change(before: str, after: str) -> Size:
    """From one sanitised body to another; a block that only moved counts for nothing."""
    added = removed = 0
    for kind, text in _changes(before, after):
        length = len("".join(text.split()))
        added += length if kind is Change.ADDED else 0
        removed += length if kind is Change.REMOVED else 0
    return Size(added, removed)


def _changes(before: str, after: str) -> Iterator[tuple[Change, str]]:
    for row in compare(_lines(before), _lines(after)):
        if row.kind is Change.CHANGED:
            spans = character_changes(row.before or "", row.after or "")
            yield from ((span.kind, span.text) for span in spans)
        else:
            yield row.kind, row.before or row.after or ""


def _lines(body: str) -> list[str]:
    # A sanitised body has a block a line.
    return [unescape(_TAG.sub("", line)) for line in body.split("\n")]


def sizes(revisions: Sequence[Revision]) -> dict[int, Size]:
    """By id: the change that each revision made to the one behind it in this row, newest first."""
    return {newer.pk: size_change(older.body, newer.body) for newer, older in pairwise(revisions)}
