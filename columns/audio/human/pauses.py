"""Where a reader breathes: the runs of quiet between words, found against the sound's own noise."""

import math
import sys
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import mul

STEP_MS = 20
RATE = 8_000  # enough to tell speech from breath, and quick to add up
_SAMPLES = RATE * STEP_MS // 1000
_FLOOR_DB = -90.0
_LOUD_DB, _FULL = -30.0, 32_600
# Where speech begins: below the loud parts of speech, above the noise between them.
_BELOW_SPEECH_DB = 30.0
_SHARE_ABOVE_NOISE = 0.42
_LEAST_PAUSE_STEPS = 7
_LEAD_MS = 80
# A tick of the tongue or a page is no word.
_LEAST_SOUND_STEPS = 3


@dataclass(frozen=True, slots=True)
class Pause:
    """A quiet stretch in ms, half-open."""

    start_ms: int
    end_ms: int

    @property
    def length_ms(self) -> int:
        return self.end_ms - self.start_ms


class Envelope:
    """
    How loud each 20 ms is, in dB of full scale; fed with 16-bit mono PCM at 8 kHz.

    `clipped`: the share of the parts with sound whose tops reach the end of the scale.
    """

    def __init__(self) -> None:
        self.levels = array("f")
        self._full = 0
        self._rest = array("h")

    def feed(self, pcm: bytes) -> None:
        samples = array("h", pcm)
        if sys.byteorder == "big":
            samples.byteswap()
        self._rest += samples
        whole = len(self._rest) // _SAMPLES * _SAMPLES
        for place in range(0, whole, _SAMPLES):
            part = self._rest[place : place + _SAMPLES]
            self.levels.append(_level(part))
            self._full += max(part) >= _FULL or min(part) <= -_FULL
        del self._rest[:whole]

    @property
    def clipped(self) -> float:
        loud = sum(level > _LOUD_DB for level in self.levels)
        return self._full / loud if loud else 0.0


def _level(samples: "array[int]") -> float:
    square = sum(map(mul, samples, samples)) / len(samples)
    return max(_FLOOR_DB, 10 * math.log10(square / 32768**2)) if square else _FLOOR_DB


def pauses_in(levels: Sequence[float]) -> list[Pause]:
    """
    The pauses of at least 140 ms, from the one before the first word to the one after the last,
    which may have no length.

    The threshold lies between the sound's own noise and its own speech, so a hissing room and a
    soundproof one give the same.
    """
    threshold = _threshold(levels) if levels else 0.0
    pauses, place, last = [Pause(0, 0)], 0, len(levels)
    for is_loud, count in _without_ticks(_runs(level > threshold for level in levels)):
        pause = Pause(place * STEP_MS, (place + count) * STEP_MS)
        if not is_loud and place == 0:
            pauses = [pause]
        elif not is_loud and (count >= _LEAST_PAUSE_STEPS or place + count == last):
            pauses.append(pause)
        place += count
    if pauses[-1].end_ms != last * STEP_MS or len(pauses) == 1:
        pauses.append(Pause(last * STEP_MS, last * STEP_MS))
    return pauses


def border_ms(pause: Pause) -> int:
    """Where to begin what follows the pause: a little before the first word, in the quiet."""
    return pause.end_ms - min(_LEAD_MS, pause.length_ms // 2)


def border_before(at_ms: int, pauses: Sequence[Pause]) -> int:
    """The last place up to here at which the sound can be cut; its beginning if there is none."""
    return max((border_ms(one) for one in pauses[1:-1] if border_ms(one) <= at_ms), default=0)


def _threshold(levels: Sequence[float]) -> float:
    ordered = sorted(levels)
    noise, speech = ordered[len(ordered) // 25], ordered[len(ordered) * 4 // 5]
    return max(speech - _BELOW_SPEECH_DB, noise + _SHARE_ABOVE_NOISE * (speech - noise))


def _runs(loud: Iterable[bool]) -> Iterator[tuple[bool, int]]:
    kind, count = False, 0
    for one in loud:
        if one is not kind:
            if count:
                yield kind, count
            kind, count = one, 0
        count += 1
    if count:
        yield kind, count


def _without_ticks(runs: Iterable[tuple[bool, int]]) -> list[tuple[bool, int]]:
    """The runs, too short a sound counted to the quiet around it."""
    kept: list[tuple[bool, int]] = []
    for is_loud, count in runs:
        one = is_loud and count >= _LEAST_SOUND_STEPS
        if kept and kept[-1][0] is one:
            kept[-1] = (one, kept[-1][1] + count)
        else:
            kept.append((one, count))
    return kept
