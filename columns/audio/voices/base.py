"""What every voice gives and takes: a sentence in, a clip of sound out."""

import sys
from array import array
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

# Samples quieter than this, about -50 dB of full scale, count as silence at the ends of a clip.
_QUIET = 100
_KEPT_MS = 10


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a part of the sentence begins in the sound: offset in characters, moment in ms."""

    offset: int
    at_ms: int


@dataclass(frozen=True, slots=True)
class Clip:
    """One spoken sentence: 16-bit little-endian mono PCM, its rate in Hz, and its marks if any."""

    pcm: bytes
    rate: int
    marks: Sequence[Mark] = ()

    @property
    def duration_ms(self) -> int:
        return round(len(self.pcm) * 500 / self.rate)


class VoiceError(Exception):
    """A sentence could not be spoken; `sentence` says so to the editor."""

    def __init__(self, sentence: "str | _StrPromise", detail: str = "") -> None:
        super().__init__(detail or str(sentence))
        self.sentence = sentence


class VoiceUnavailable(VoiceError):
    """The engine does not answer now; try again, after `retry_after` seconds where it says so."""

    def __init__(
        self, sentence: "str | _StrPromise", detail: str = "", *, retry_after: float | None = None
    ) -> None:
        super().__init__(sentence, detail)
        self.retry_after = retry_after


class VoiceOutOfOrder(VoiceUnavailable):
    """
    The engine answers, but not to us: its key is refused, its quota used up.

    Asking again within a minute is no use and may cost money.
    """


class VoiceRefused(VoiceError):
    """The engine will not speak this, now or later; a retry is not worth while."""


class Reading(Protocol):
    """How a word is to be said: a syllable for each Han, tone as a digit, ü as v."""

    @property
    def syllables(self) -> tuple[str, ...]: ...


class Forced(Protocol):
    """A place in `Sayable.text`, half-open in characters, that the house's lexicon has shaped."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def entry(self) -> Reading: ...


class Sayable(Protocol):
    """What a voice needs of a sentence that was made ready to be said."""

    @property
    def text(self) -> str: ...
    @property
    def phonetic(self) -> str: ...
    @property
    def forced(self) -> "Sequence[Forced]": ...


class Voice(Protocol):
    """
    A text-to-speech engine with one speaker.

    `key` names engine, voice, rate and engine version, and goes into the key of every clip;
    `engine` is its name for people. `max_characters`: how much of a script it takes in one call.
    `price_fen_per_10k`: fen for ten thousand characters as it counts them, 0 where it costs
    nothing. Equal scripts need not give equal sound: compare keys, never samples.
    """

    @property
    def key(self) -> str: ...
    @property
    def engine(self) -> str: ...
    @property
    def max_characters(self) -> int: ...
    @property
    def price_fen_per_10k(self) -> int: ...

    def script(self, said: Sayable) -> str:
        """Write exactly what is to be sent for one sentence; nothing where nothing is said."""
        ...

    def billed(self, script: str) -> int:
        """Count characters as the engine does for its bill."""
        ...

    def synthesize(self, script: str) -> Clip:
        """
        Speak one sentence.

        :raises VoiceUnavailable: when a retry is worth while.
        :raises VoiceRefused: when it is not.
        """
        ...

    def close(self) -> None:
        """Let go of programs and connections; a later call opens them again."""
        ...


def silence(milliseconds: int, rate: int) -> bytes:
    """PCM of silence to the nearest sample."""
    return bytes(2 * round(milliseconds * rate / 1000))


def trimmed(clip: Clip) -> Clip:
    """The clip without silence at its ends, so that pauses are ours to place; marks move along."""
    samples = array("h", clip.pcm)
    if sys.byteorder == "big":
        samples.byteswap()
    loud = [place for place in (_first(samples), _last(samples)) if place is not None]
    if not loud:
        return replace(clip, pcm=b"", marks=())
    kept = clip.rate * _KEPT_MS // 1000
    start, end = max(0, loud[0] - kept), min(len(samples), loud[-1] + 1 + kept)
    gone = round(start * 1000 / clip.rate)
    marks = tuple(replace(mark, at_ms=max(0, mark.at_ms - gone)) for mark in clip.marks)
    return replace(clip, pcm=clip.pcm[2 * start : 2 * end], marks=marks)


def _first(samples: "array[int]") -> int | None:
    return next((place for place, one in enumerate(samples) if abs(one) > _QUIET), None)


def _last(samples: "array[int]") -> int | None:
    places = range(len(samples) - 1, -1, -1)
    return next((place for place in places if abs(samples[place]) > _QUIET), None)
