"""The same thing over and over: within a comment, within a day, within a minute."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from django.utils.translation import gettext_lazy as _

from subscribers.comments.moderation.candidate import Candidate, Recent
from subscribers.comments.moderation.checks import Check, Objection
from subscribers.comments.moderation.fingerprint import distance, fingerprint
from subscribers.comments.moderation.reading import Reading
from subscribers.comments.moderation.verdicts import Outcome

EQUAL_CHARACTERS: Final = 15
RULED_LINE: Final = 60
"""So many dashes or dots are no divider any more."""

REPETITIONS: Final = 7
LONGEST_UNIT: Final = 60
COPIES: Final = 3
"""This many equal or nearly equal texts within a day, this one included."""

NEAR: Final = 3
"""Bits in which two nearly equal texts differ at most."""

PER_MINUTE: Final = 5
PER_TEN_MINUTES_WHEN_NEW: Final = 5

_DIVIDERS: Final = frozenset("-=_*~.—─━…·。 #")


def equal_run(text: str, shortest: int = EQUAL_CHARACTERS) -> tuple[int, int] | None:
    """The first run of at least `shortest` equal characters; dividers may be longer."""
    at = shortest - 1
    # A run that long must cover one of these places, so the others need not be looked at.
    while at < len(text):
        start, end = _run_around(text, at)
        if end - start >= (RULED_LINE if text[at] in _DIVIDERS else shortest):
            return start, end
        at = max(at, end - 1) + shortest
    return None


def _run_around(text: str, at: int) -> tuple[int, int]:
    start = end = at
    while start > 0 and text[start - 1] == text[at]:
        start -= 1
    while end < len(text) and text[end] == text[at]:
        end += 1
    return start, end


def repeated_unit(text: str) -> tuple[int, int] | None:
    """The first unit of 2 to 60 characters that is said seven times on end."""
    if max(Counter(text).values(), default=0) < REPETITIONS:
        return None
    for length in range(2, min(LONGEST_UNIT, len(text) // REPETITIONS) + 1):
        found = _repetition(text, length)
        if found is not None:
            return found
    return None


def _repetition(text: str, length: int) -> tuple[int, int] | None:
    # One unit is left for where it begins, one for the shift: five comparisons' worth remain.
    sure = (REPETITIONS - 2) * length
    for at in range(0, len(text) - sure - length + 1, length):
        unit = text[at : at + length]
        # 哈哈哈 is left to the equal characters, and 101010 is a number.
        if unit.isdigit() or unit == unit[0] * length:
            continue
        if text[at : at + sure] == text[at + length : at + length + sure]:
            start, end = _stretched(text, at, length)
            if end - start >= REPETITIONS * length:
                return start, end
    return None


def _stretched(text: str, at: int, length: int) -> tuple[int, int]:
    """The whole stretch around `at` in which every character equals the one a unit later."""
    start = at
    while start > 0 and text[start - 1] == text[start - 1 + length]:
        start -= 1
    end = at + length
    while end < len(text) and text[end] == text[end - length]:
        end += 1
    return start, end


def _repetition_inside(reading: Reading) -> Iterator[Objection]:
    spaced, collapsed = reading.normalised.spaced, reading.normalised.collapsed
    for view, found in (
        (spaced, equal_run(spaced.text)),
        (collapsed, repeated_unit(collapsed.text)),
    ):
        if found is not None:
            yield Objection(Outcome.HOLD, *view.raw_span(*found), 0.3)
            return


def _copies(reading: Reading) -> Iterator[Objection]:
    day = list(_within(reading.candidate, timedelta(days=1)))
    mark = fingerprint(reading.raw) if len(day) >= COPIES - 1 else None
    if mark is None:
        return
    copies = [recent for recent in day if _is_near(mark, fingerprint(recent.body))]
    own = sum(recent.same_author for recent in copies)
    if own >= COPIES - 1:
        yield Objection(Outcome.HOLD, 0, len(reading.raw), 0.6)
    elif len(copies) - own >= COPIES - 1:
        yield Objection(Outcome.HOLD, 0, len(reading.raw), 0.8)


def _is_near(one: int, other: int | None) -> bool:
    return other is not None and distance(one, other) <= NEAR


def _burst(reading: Reading) -> Iterator[Objection]:
    candidate = reading.candidate
    minute = _own_within(candidate, timedelta(minutes=1))
    ten_minutes = _own_within(candidate, timedelta(minutes=10))
    if minute >= PER_MINUTE or (
        candidate.author_is_new and ten_minutes >= PER_TEN_MINUTES_WHEN_NEW
    ):
        yield Objection(Outcome.HOLD, 0, len(reading.raw), 0.4)


def _own_within(candidate: Candidate, span: timedelta) -> int:
    return sum(recent.same_author for recent in _within(candidate, span))


def _within(candidate: Candidate, span: timedelta) -> Iterator[Recent]:
    return (
        recent for recent in candidate.recent if timedelta(0) <= candidate.at - recent.at < span
    )


REPETITION: Final = Check("repetition", 1, "flood", _("重复刷屏"), _repetition_inside)
COPY: Final = Check("copies", 1, "flood", _("雷同评论"), _copies)
BURST: Final = Check("burst", 1, "flood", _("发言过密"), _burst)
