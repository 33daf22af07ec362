"""The paywall's place in a comparison: the line moves through the text, not the text past it."""

from collections.abc import Sequence

from columns.richtext import CUT
from neican.kernel.comparing import Change, Row, compare


def rows_with_cut(before: Sequence[str], after: Sequence[str]) -> list[Row]:
    """
    As `compare`, with the cut left out of the pairing and put back at its place on each side.

    As an ordinary block it would be paired like one, and whatever it moved past shown as rewritten.
    """
    rows = compare(_words(before), _words(after))
    was = _gaps(rows, before, [row.before is not None for row in rows])
    now = _gaps(rows, after, [row.after is not None for row in rows])
    both = was & now
    if both:
        return _inserted(rows, [(min(both), Row(Change.SAME, CUT, CUT))])
    gone, come = (Change.MOVED, Change.MOVED) if was and now else (Change.REMOVED, Change.ADDED)
    places = [(gap, Row(gone, CUT, None)) for gap in sorted(was)[:1]]
    places += [(gap, Row(come, None, CUT)) for gap in sorted(now)[:1]]
    return _inserted(rows, places)


def _words(blocks: Sequence[str]) -> list[str]:
    return [block for block in blocks if block != CUT]


def _gaps(rows: Sequence[Row], side: Sequence[str], has_block: Sequence[bool]) -> set[int]:
    """Before which rows (len: the end) that side's cut may stand; none where it has none."""
    if CUT not in side:
        return set()
    wanted, seen, found = side.index(CUT), 0, set()
    for place in range(len(rows) + 1):
        if seen == wanted:
            found.add(place)
        if place < len(rows):
            seen += has_block[place]
    return found


def _inserted(rows: Sequence[Row], places: Sequence[tuple[int, Row]]) -> list[Row]:
    whole = list(rows)
    for place, row in sorted(places, key=lambda one: one[0], reverse=True):
        whole.insert(place, row)
    return whole
