"""An engine that is asked again where that is worth while, and left alone where it is not."""

import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Protocol

from django.utils.translation import gettext as _

from columns.audio.voices.base import (
    Clip,
    Sayable,
    Voice,
    VoiceOutOfOrder,
    VoiceRefused,
    VoiceUnavailable,
)

TRIES = 5
# Seconds from the first try to the last one's beginning: with the minute that the last may take it
# stays below a narration's lease of two.
BUDGET = 45.0
FIRST_WAIT, LONGEST_WAIT = 1.0, 60.0


class Breaker(Protocol):
    """What all workers know of an engine's health; `now` in UTC, waits in seconds."""

    def wait(self, now: datetime) -> float:
        """How long the engine is to be left alone; 0 where it may be asked."""
        ...

    def failed(self, now: datetime, sentence: str, *, rest: float | None = None) -> None:
        """It did not answer; `rest`: how long it wants to be left alone, if it said so."""
        ...

    def succeeded(self, now: datetime) -> None:
        """It spoke."""
        ...


def _now() -> datetime:
    return datetime.now(UTC)


def _never_stop() -> None:
    """Nobody takes the work away while it waits."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How a steady voice waits: replaced in tests, so that they need not."""

    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic
    now: Callable[[], datetime] = _now
    chance: Callable[[float, float], float] = random.uniform


@dataclass(eq=False)
class Steady:
    """
    A voice with patience: up to five tries, each wait at random up to twice the last (full jitter).

    What the engine asks for (Retry-After) is kept to; a wait that the budget does not hold goes to
    the caller, whose work waits in the table instead of in a process. `still_wanted` is called
    before each wait and may raise to end it.

    :param per_minute: scripts that this process sends at most, 0 for no limit.
    :param name: what the house calls the engine; empty: as it calls itself.
    """

    voice: Voice
    breaker: Breaker
    still_wanted: Callable[[], None] = _never_stop
    per_minute: int = 0
    name: str = ""
    pace: Pace = field(default_factory=Pace)
    _next_at: float = 0.0
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    @property
    def key(self) -> str:
        return self.voice.key

    @property
    def engine(self) -> str:
        return self.name or self.voice.engine

    @property
    def max_characters(self) -> int:
        return self.voice.max_characters

    @property
    def price_fen_per_10k(self) -> int:
        return self.voice.price_fen_per_10k

    def script(self, said: Sayable) -> str:
        return self.voice.script(said)

    def billed(self, script: str) -> int:
        return self.voice.billed(script)

    def close(self) -> None:
        self.voice.close()

    def synthesize(self, script: str) -> Clip:
        """
        Speak one sentence, sooner or later.

        :raises VoiceUnavailable: with the seconds after which to come back, where it is known.
        :raises VoiceRefused: at once.
        """
        self._refuse_while_resting()
        until = self.pace.clock() + BUDGET
        for attempt in range(1, TRIES + 1):
            self._keep_pace()
            try:
                clip = self.voice.synthesize(script)
            except VoiceRefused:
                self.breaker.succeeded(self.pace.now())  # it answered; this text is the trouble
                raise
            except VoiceUnavailable as problem:
                self._wait(problem, attempt, until)
            else:
                self.breaker.succeeded(self.pace.now())
                return clip
        raise AssertionError("the last try either speaks or raises")

    def _refuse_while_resting(self) -> None:
        rest = self.breaker.wait(self.pace.now())
        if rest > 0:
            said = _("朗读引擎刚才一直没有回答，先停一停，%(seconds)d 秒后再试。")
            raise VoiceUnavailable(said % {"seconds": round(rest)}, "resting", retry_after=rest)

    def _wait(self, problem: VoiceUnavailable, attempt: int, until: float) -> None:
        """:raises VoiceUnavailable: where no wait is fit."""
        longest = min(LONGEST_WAIT, FIRST_WAIT * 2 ** (attempt - 1))
        wait = problem.retry_after or self.pace.chance(0, longest)
        is_late = self.pace.clock() + wait > until
        if attempt == TRIES or is_late or isinstance(problem, VoiceOutOfOrder):
            self.breaker.failed(self.pace.now(), str(problem.sentence), rest=problem.retry_after)
            raise problem
        self.still_wanted()
        self.pace.sleep(wait)

    def _keep_pace(self) -> None:
        """Not more often than agreed with the engine."""
        if not self.per_minute:
            return
        with self._lock:  # each thread takes a moment of its own
            now = self.pace.clock()
            wait = max(0.0, self._next_at - now)
            self._next_at = now + wait + 60 / self.per_minute
        if wait:
            self.still_wanted()
            self.pace.sleep(wait)
