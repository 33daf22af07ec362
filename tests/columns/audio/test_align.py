"""Sentences found in a sound by its pauses: near the truth, or not at all."""

import random
from dataclasses import replace
from itertools import pairwise

import pytest

from columns.audio.human.aligning import Alignment, Expected, align
from columns.audio.human.pauses import Pause, pauses_in

PAUSE_DB, SPEECH_DB = -70.0, -20.0


def text(sentences: int, seed: int = 1) -> list[Expected]:
    """Sentences as long as those of an article, heading among them."""
    chance = random.Random(seed)
    return [
        Expected(round(chance.choice((1200, 3500, 5000, 7000, 9000)) * chance.uniform(0.7, 1.3)))
        for _ in range(sentences)
    ]


class Sound:
    """Words and pauses in ms, put together as somebody reads."""

    def __init__(self, seed: int = 2, pace: float = 1.3, unevenness: float = 0.12) -> None:
        self.pauses: list[Pause] = []
        self.begins: dict[int, int] = {}
        self._chance = random.Random(seed)
        self._pace, self._unevenness = pace, unevenness
        self._at = 0
        self._rest(300, 900)

    def say(self, duration_ms: int, name: int | None = None) -> None:
        """One sentence, with breath taken inside of it."""
        if name is not None:
            self.begins[name] = self._at
        left = duration_ms * self._pace * self._chance.lognormvariate(0, self._unevenness)
        while left > 4500:
            part = self._chance.uniform(1500, 4000)
            self._at, left = self._at + round(part), left - part
            self._rest(140, 380)
        self._at += round(left)
        self._rest(400, 1100)

    def _rest(self, least: int, most: int) -> None:
        end = self._at + round(self._chance.uniform(least, most))
        self.pauses.append(Pause(self._at, end))
        self._at = end


def read(expected: list[Expected], sound: Sound, *, without: frozenset[int] = frozenset()) -> Sound:
    for place, one in enumerate(expected):
        if place not in without:
            sound.say(one.duration_ms, place)
    return sound


def aligned(expected: list[Expected], sound: Sound) -> Alignment:
    return align(expected, sound.pauses, watch=lambda: None)


def share_near(alignment: Alignment, sound: Sound) -> float:
    """Of the sentences that were said, those that are found within a second."""
    found = {span.sentence: span.start_ms for span in alignment.spans}
    near = [
        name
        for name, begin in sound.begins.items()
        if name in found and abs(found[name] - begin) <= 1000
    ]
    return len(near) / len(sound.begins)


@pytest.mark.parametrize("pace", [0.7, 1.0, 1.6])
def test_sentences_are_found_whatever_the_pace(pace: float) -> None:
    expected = text(80)
    sound = read(expected, Sound(pace=pace))
    alignment = aligned(expected, sound)
    assert alignment.is_trustworthy
    assert share_near(alignment, sound) >= 0.95
    assert alignment.pace == pytest.approx(pace, rel=0.25)


def test_what_is_left_out_does_not_shift_the_rest() -> None:
    expected = text(80)
    sound = read(expected, Sound(), without=frozenset({20, 21, 55}))
    alignment = aligned(expected, sound)
    assert share_near(alignment, sound) >= 0.9
    assert alignment.is_trustworthy


def test_what_is_added_is_a_stretch_without_a_sentence() -> None:
    expected = text(60)
    sound = Sound()
    for greeting in (6000, 4000, 8000):
        sound.say(greeting)
    begins = sound.pauses[-1].end_ms
    for place, one in enumerate(expected):
        if place == 30:
            sound.say(12_000)
        sound.say(one.duration_ms, place)
    alignment = aligned(expected, sound)
    assert share_near(alignment, sound) >= 0.9
    first = alignment.spans[0]
    assert first.sentence is None
    assert abs(first.end_ms - begins) <= 200


def test_spans_tile_the_sound() -> None:
    expected = text(40)
    alignment = aligned(expected, sound := read(expected, Sound(), without=frozenset({7})))
    assert alignment.spans[0].start_ms == 0
    assert alignment.spans[-1].end_ms == sound.pauses[-1].end_ms
    assert all(one.end_ms == two.start_ms for one, two in pairwise(alignment.spans))
    assert all(span.end_ms > span.start_ms for span in alignment.spans)


@pytest.mark.parametrize("sentences", [8, 15, 60])
@pytest.mark.parametrize("seed", [5, 6, 7])
def test_another_text_is_not_taken_for_this_one(sentences: int, seed: int) -> None:
    sound = read(text(sentences, seed), Sound(seed))
    assert not aligned(text(sentences, seed + 40), sound).is_trustworthy
    assert aligned(text(sentences, seed), sound).is_trustworthy


def test_half_a_text_is_not_trusted() -> None:
    expected = text(60)
    sound = read(expected, Sound(), without=frozenset(range(30, 60)))
    assert not aligned(expected, sound).is_trustworthy


def test_an_opening_worded_otherwise_spoils_nothing() -> None:
    expected = [Expected(9000, is_head=True), Expected(4000, is_head=True), *text(30)]
    sound = Sound()
    sound.say(20_000)
    for place, one in enumerate(expected[2:], start=2):
        sound.say(one.duration_ms, place)
    alignment = aligned(expected, sound)
    assert alignment.is_trustworthy
    assert share_near(alignment, sound) >= 0.9


def test_one_who_has_the_work_no_more_is_stopped() -> None:
    class Stopped(Exception):
        pass

    def stop() -> None:
        raise Stopped

    expected = text(5)
    with pytest.raises(Stopped):
        align(expected, read(expected, Sound()).pauses, watch=stop)


def _levels(*runs: tuple[float, int], shift: float = 0.0) -> list[float]:
    return [level + shift for level, steps in runs for _ in range(steps)]


@pytest.mark.parametrize(("noise_db", "shift"), [(-90.0, 0.0), (-55.0, -10.0), (-42.0, 3.0)])
def test_pauses_are_the_same_in_a_quiet_and_in_a_hissing_room(
    noise_db: float, shift: float
) -> None:
    words, quiet = (SPEECH_DB, 100), (noise_db, 20)
    levels = _levels(quiet, words, quiet, words, (noise_db, 4), words, quiet, shift=shift)
    assert pauses_in(levels) == [Pause(0, 400), Pause(2400, 2800), Pause(6880, 7280)]


def test_a_tick_in_a_pause_is_no_word() -> None:
    words, quiet = (SPEECH_DB, 100), (PAUSE_DB, 10)
    levels = _levels(quiet, words, quiet, (SPEECH_DB, 2), quiet, words, quiet)
    assert pauses_in(levels)[1] == Pause(2200, 2640)


def test_a_sound_without_silence_at_its_ends_has_pauses_without_length() -> None:
    words, quiet = (SPEECH_DB, 100), (PAUSE_DB, 10)
    found = pauses_in(_levels(words, quiet, words))
    assert found == [Pause(0, 0), Pause(2000, 2200), Pause(4200, 4200)]
    assert replace(found[1], end_ms=2300).length_ms == 300
