"""
Finds where the sentences of a text are in a sound that somebody read, from its pauses alone.

How long each sentence takes is known from another reading of the same text; the way through the
pauses that fits these lengths best is sought by dynamic programming. No word is understood here:
the answer says how far it can be trusted.
"""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import accumulate
from statistics import median

from columns.audio.human.pauses import Pause, border_ms

# How far a sentence's length may be off: by the reader's pace, and by his breath.
_PACE_SPREAD, _BREATH_MS = 0.13, 260.0
_SHORTEST, _LONGEST, _GIVEN_MS = 0.45, 2.2, 300
# How sharply a long pause tells the end of a sentence from a comma.
_SHARPNESS = 2.6
_LEAST_BORDER_MS, _SLIGHTEST_MS, _CLEAR_MS = 120, 20, 300
# What it costs to leave out a sentence, and to hear what is not in the text. Readers word the
# opening as they like.
_LEFT_OUT, _HEAD_LEFT_OUT = 7.0, 2.0
_ADDED, _ADDED_PER_SECOND = 5.0, 0.35
# A way that is so much worse than the best one so far is not followed.
_HOPELESS = 90.0
# Parts left out or added mislead the first guess of the pace, so it is sought around there.
_GUESSES = (0.6, 0.75, 0.9, 1.05, 1.25, 1.5, 1.8, 2.2)
# A search takes time as the square of the length; of hours little can be left out or added.
_LONG, _FEW_GUESSES = 400, (0.9, 1.1)
_ROUNDS, _SETTLED, _TELLING_MS = 3, 0.01, 1500
# By how much, for each sentence, the text must fit better than itself read backwards; in a few
# sentences chance does more.
_LEAST_FOUND, _LEAST_MARGIN, _OF_CHANCE = 0.75, 0.3, 4.0
_NEVER = float("inf")
_NOWHERE = -1


@dataclass(frozen=True, slots=True)
class Expected:
    """A sentence as another voice says it, in ms without its pause; `is_head`: of the opening."""

    duration_ms: int
    is_head: bool = False


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch in ms, half-open, in which this sentence is said, or (None) something else."""

    start_ms: int
    end_ms: int
    sentence: int | None


@dataclass(frozen=True, slots=True)
class Alignment:
    """
    Spans that tile the sound, and how well they fit.

    `pace`: how many times slower it is read than expected. `found`: the share of the text that is
    there. `margin`: by how much, above what is asked, it fits better than the text backwards, of
    which nothing can be there.
    """

    spans: tuple[Span, ...]
    pace: float
    found: float
    margin: float

    @property
    def is_trustworthy(self) -> bool:
        """Whether a listener may be shown which sentence is being said."""
        return self.found >= _LEAST_FOUND and self.margin >= 0


@dataclass(frozen=True, slots=True)
class _Step:
    """A sentence between two pauses, all by their places."""

    sentence: int
    before: int
    behind: int


@dataclass(frozen=True, slots=True)
class _Way:
    cost: float
    pace: float
    steps: tuple[_Step, ...]


def align(
    expected: Sequence[Expected], pauses: Sequence[Pause], *, watch: Callable[[], object]
) -> Alignment:
    """
    Where each sentence is said; there is at least one, and two pauses: those around the sound.

    `watch` is called at every step, for this can take seconds; it may raise to end it.
    """
    best = _cheapest(expected, pauses, watch)
    backwards = _cheapest(expected[::-1], pauses, watch)
    better = (backwards.cost - best.cost) / len(expected)
    return Alignment(
        spans=tuple(_spans(best.steps, pauses)),
        pace=best.pace,
        found=_found(expected, best.steps),
        margin=better - _LEAST_MARGIN - _OF_CHANCE / len(expected),
    )


def _cheapest(
    expected: Sequence[Expected], pauses: Sequence[Pause], watch: Callable[[], object]
) -> _Way:
    """The best way at any pace."""
    search = partial(_searched, expected, _Sound(pauses, len(expected)), watch)
    rough = _rough_pace(expected, pauses)
    ways = (way for guess in _GUESSES for way in _settling(search, rough * guess, expected, pauses))
    return min(ways, key=lambda way: way.cost)


def _rough_pace(expected: Sequence[Expected], pauses: Sequence[Pause]) -> float:
    """All words of the sound over all words of the text."""
    quiet = sum(one.length_ms for one in pauses[1:-1] if one.length_ms > _CLEAR_MS)
    spoken = pauses[-1].start_ms - pauses[0].end_ms - quiet
    return max(1, spoken) / max(1, sum(one.duration_ms for one in expected))


def _settling(
    search: Callable[[float], _Way],
    pace: float,
    expected: Sequence[Expected],
    pauses: Sequence[Pause],
) -> Iterator[_Way]:
    """The ways found from a guess of the pace on, each with the pace that the last one told."""
    for _round in range(_ROUNDS):
        way = search(pace)
        yield way
        told = _told_pace(way, expected, pauses)
        if abs(told / pace - 1) < _SETTLED:
            return
        pace = told


def _told_pace(way: _Way, expected: Sequence[Expected], pauses: Sequence[Pause]) -> float:
    ratios = [
        _words_ms(step, pauses) / expected[step.sentence].duration_ms
        for step in way.steps
        if expected[step.sentence].duration_ms >= _TELLING_MS
    ]
    return median(ratios) if ratios else way.pace


def _words_ms(step: _Step, pauses: Sequence[Pause]) -> int:
    return pauses[step.behind].start_ms - pauses[step.before].end_ms


def _found(expected: Sequence[Expected], steps: Sequence[_Step]) -> float:
    """The opening does not count: it may be worded otherwise."""
    there = {step.sentence for step in steps}
    body = [(place, one) for place, one in enumerate(expected) if not one.is_head]
    whole = sum(one.duration_ms for _place, one in body)
    said = sum(one.duration_ms for place, one in body if place in there)
    return said / whole if whole else 0.0


class _Sound:
    """What the search asks of the pauses, worked out once."""

    def __init__(self, pauses: Sequence[Pause], sentences: int) -> None:
        self.begins_ms = [one.end_ms for one in pauses]
        self.ends_ms = [one.start_ms for one in pauses]
        usual = _usual_border_ms(pauses, sentences)
        self.border = [
            math.log1p((usual / max(one.length_ms, _SLIGHTEST_MS)) ** _SHARPNESS) for one in pauses
        ]
        self.border[-1] = 0.0
        within = [math.log1p((one.length_ms / usual) ** _SHARPNESS) for one in pauses]
        # Of all pauses before each: what a sentence costs that has some of them in it.
        self.within = [0.0, *accumulate(within)]


def _usual_border_ms(pauses: Sequence[Pause], sentences: int) -> int:
    """How long a pause is that ends a sentence: there are as many of those as sentences."""
    longest = sorted((one.length_ms for one in pauses[1:-1]), reverse=True)
    if not longest:
        return _CLEAR_MS
    return max(_LEAST_BORDER_MS, longest[min(sentences, len(longest)) - 1])


# For each pause: the least cost of having got there, and the pause one came from.
_Costs = list[float]
_Origins = list[int]


def _searched(
    expected: Sequence[Expected], sound: _Sound, watch: Callable[[], object], pace: float
) -> _Way:
    """The cheapest way, sentence by sentence, from the first pause to the last."""
    costs = [0.0] + [_NEVER] * (len(sound.ends_ms) - 1)
    costs, wandered = _wander(costs, sound)
    trail: list[tuple[_Origins, _Origins]] = [([], wandered)]
    for one in expected:
        watch()
        costs, came_from = _say(one, pace, costs, sound)
        costs, wandered = _wander(costs, sound)
        trail.append((came_from, wandered))
    return _Way(costs[-1], pace, tuple(_traced(trail)))


def _wander(costs: _Costs, sound: _Sound) -> tuple[_Costs, _Origins]:
    """Hear what is not in the text, from pause to pause."""
    heard, origins = list(costs), list(range(len(costs)))
    price, since = _NEVER, 0
    for place in range(1, len(costs)):
        if costs[place - 1] + _ADDED < price:
            price, since = costs[place - 1] + _ADDED, place - 1
        seconds = (sound.ends_ms[place] - sound.begins_ms[place - 1]) / 1000
        price += _ADDED_PER_SECOND * seconds
        if price < heard[place]:
            heard[place], origins[place] = price, since
    return heard, origins


def _say(one: Expected, pace: float, costs: _Costs, sound: _Sound) -> tuple[_Costs, _Origins]:
    """From every pause that can be reached, say the sentence up to every one that fits, or not."""
    wanted = max(1.0, one.duration_ms * pace)
    sharpness = 0.5 / (_PACE_SPREAD**2 + (_BREATH_MS / wanted) ** 2)
    least, most = _SHORTEST * wanted - _GIVEN_MS, _LONGEST * wanted + _GIVEN_MS
    left_out = _HEAD_LEFT_OUT if one.is_head else _LEFT_OUT
    ends = [cost + left_out for cost in costs]
    origins = [_NOWHERE] * len(costs)
    hopeless = min(costs) + _HOPELESS
    ends_ms, within, border, log = sound.ends_ms, sound.within, sound.border, math.log
    for before, (cost, begin_ms) in enumerate(zip(costs, sound.begins_ms, strict=True)):
        if cost > hopeless:
            continue
        cost -= within[before + 1]
        for behind in range(before + 1, len(costs)):
            took = ends_ms[behind] - begin_ms
            if took > most:
                break
            if took < least or took <= 0:
                continue
            off = log(took / wanted)
            price = cost + off * off * sharpness + within[behind] + border[behind]
            if price < ends[behind]:
                ends[behind], origins[behind] = price, before
    return ends, origins


def _traced(trail: Sequence[tuple[_Origins, _Origins]]) -> list[_Step]:
    steps, place = [], len(trail[0][1]) - 1
    for sentence in range(len(trail) - 2, -1, -1):
        came_from, wandered = trail[sentence + 1]
        place = wandered[place]
        before = came_from[place]
        if before != _NOWHERE:
            steps.append(_Step(sentence, before, place))
            place = before
    return steps[::-1]


def _spans(steps: Sequence[_Step], pauses: Sequence[Pause]) -> Iterator[Span]:
    """Each lasts until the next begins; what lies between sentences is a span of its own."""
    marks: list[tuple[int, int | None]] = []
    at = 0
    for step in steps:
        if step.before != at:
            marks.append((at, None))
        marks.append((step.before, step.sentence))
        at = step.behind
    last = len(pauses) - 1
    if at != last:
        marks.append((at, None))
    ends = [_begin_ms(place, pauses) for place, _sentence in marks[1:]] + [pauses[last].end_ms]
    for (place, sentence), end_ms in zip(marks, ends, strict=True):
        yield Span(_begin_ms(place, pauses), end_ms, sentence)


def _begin_ms(place: int, pauses: Sequence[Pause]) -> int:
    return border_ms(pauses[place]) if place else 0
