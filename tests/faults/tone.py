"""A voice for processes that are to be killed: one tone, at a pace, each sentence noted."""

import math
import os
import signal
import time
from array import array
from pathlib import Path

from columns.audio.voices.base import Clip, Sayable

RATE = 24_000
_TONE = array("h", (round(8000 * math.sin(n / 9)) for n in range(RATE * 3 // 10))).tobytes()


class ToneVoice:
    """
    Says every sentence alike.

    :param noted: file that gets a line for each sentence that was said to its end.
    :param seconds: how long one takes. :param poison: whoever says this dies of it.
    """

    key = engine = "tone"
    max_characters = 1000
    price_fen_per_10k = 100

    def __init__(
        self,
        *,
        speaker: str = "",
        speed: float = 1.0,
        noted: str = "",
        seconds: float = 0.0,
        poison: str = "",
    ) -> None:
        self._noted = Path(noted)
        self._seconds = seconds
        self._poison = poison

    def script(self, said: Sayable) -> str:
        """The words."""
        return said.text

    def billed(self, script: str) -> int:
        """Characters as they are."""
        return len(script)

    def synthesize(self, script: str) -> Clip:
        """One tone."""
        if self._poison and self._poison in script:
            os.kill(os.getpid(), signal.SIGKILL)
        time.sleep(self._seconds)
        with self._noted.open("a", encoding="utf-8") as stream:
            stream.write(script + "\n")
        return Clip(pcm=_TONE, rate=RATE)

    def close(self) -> None:
        """Nothing is held."""
