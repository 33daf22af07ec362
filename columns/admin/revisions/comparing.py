"""Two states of an issue side by side: its facts by name, its text by block and by character."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.utils.safestring import SafeString, mark_safe

from columns.admin.revisions.cut import rows_with_cut
from columns.admin.revisions.fact_changes import FactChange, fact_changes
from columns.admin.revisions.sizes import Size, size_change
from columns.facts import Facts
from columns.models import Draft, Revision
from columns.richtext import CUT, blocks_of, marked
from columns.services.wording import in_words
from neican.kernel.comparing import Change, Row

_CONTEXT = 1  # unchanged blocks left standing beside a change
_WORTH_FOLDING = 2  # fewer are shown: the fold would be as long


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two. `key`: a revision's number, or "draft"."""

    key: str
    label: str
    body: str
    facts: Facts
    state: Revision | Draft


@dataclass(frozen=True, slots=True)
class Line:
    """A block on both sides or one; `number`: which change it is, from 1; 0 for none."""

    kind: Change
    before: SafeString | None
    after: SafeString | None
    is_cut: bool
    number: int = 0


@dataclass(frozen=True, slots=True)
class Stretch:
    """Neighbouring lines; a folded stretch holds unchanged ones that nobody needs to see."""

    lines: Sequence[Line]
    is_folded: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """What the page shows."""

    before: Side
    after: Side
    facts: Sequence[FactChange]
    stretches: Sequence[Stretch]
    size: Size

    @property
    def count(self) -> int:
        """Changed places of the text."""
        return sum(1 for one in self.stretches for line in one.lines if line.number)

    @property
    def is_same(self) -> bool:
        """Whether there is nothing to show."""
        return not self.facts and not self.count


def compared(before: Side, after: Side) -> Comparison:
    """From `before` to `after`."""
    rows = rows_with_cut(blocks_of(before.body), blocks_of(after.body))
    return Comparison(
        before=before,
        after=after,
        facts=list(fact_changes(in_words(before.facts), in_words(after.facts))),
        stretches=list(_stretches(list(_lines(rows)))),
        size=size_change(before.body, after.body),
    )


def _lines(rows: Sequence[Row]) -> Iterator[Line]:
    number = 0
    for row in rows:
        is_change = row.kind is not Change.SAME
        number += is_change
        before, after = _sides(row)
        is_cut = CUT in (row.before, row.after)
        yield Line(row.kind, before, after, is_cut, number if is_change else 0)


def _sides(row: Row) -> tuple[SafeString | None, SafeString | None]:
    """Both blocks come cleaned from the one door for rich text."""
    before, after = row.before, row.after
    if row.kind is Change.CHANGED:
        before, after = marked(before or "", after or "")
    return _safe(before), _safe(after)


def _safe(html: str | None) -> SafeString | None:
    return None if html is None else mark_safe(html)  # noqa: S308  sanitised blocks only


def _stretches(lines: Sequence[Line]) -> Iterator[Stretch]:
    """Unchanged runs folded, save for the blocks right beside a change."""
    is_first = True
    runs = [list(run) for _is_change, run in groupby(lines, key=lambda line: line.number > 0)]
    for place, run in enumerate(runs):
        if run[0].number:
            yield Stretch(run, is_folded=False)
        else:
            yield from _folded(run, is_first=is_first, is_last=place == len(runs) - 1)
        is_first = False


def _folded(run: list[Line], *, is_first: bool, is_last: bool) -> Iterator[Stretch]:
    head = 0 if is_first else _CONTEXT
    tail = len(run) - (0 if is_last else _CONTEXT)
    if tail - head < _WORTH_FOLDING:
        yield Stretch(run, is_folded=False)
        return
    for part, is_folded in ((run[:head], False), (run[head:tail], True), (run[tail:], False)):
        if part:
            yield Stretch(part, is_folded)
