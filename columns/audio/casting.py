"""Who speaks: from a voice that an editor chose to an engine that runs."""

import atexit
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from django.conf import settings

from columns.audio import health
from columns.audio.models import HouseVoice, Narration
from columns.audio.voices.base import Voice, VoiceOutOfOrder
from columns.audio.voices.registry import get_voice
from columns.audio.voices.steady import Steady

PUT_RIGHT_SECONDS = 600.0  # before settings that name no engine are looked at again

Voices = Callable[[HouseVoice], Voice]
"""Gives the running voice of a row, ready to speak."""


@dataclass(frozen=True, slots=True)
class Cast:
    """The two who read an issue; often the same one twice."""

    main: Voice
    quote: Voice

    def speaks(self, role: str) -> Voice:
        """Who says a line of this role (`Line.speaker`)."""
        return self.quote if role == "quote" else self.main

    @property
    def keys(self) -> str:
        """Their keys, each once, for the recording's row."""
        return " + ".join(dict.fromkeys((self.main.key, self.quote.key)))


def voice_for(row: HouseVoice) -> Voice:
    """One voice for each worker process and row; its engine is ended with the process."""
    return _voice(row.engine, row.speaker, row.speed)


@cache
def _voice(engine: str, speaker: str, speed: float) -> Voice:
    try:
        voice = get_voice(settings.NARRATION_ENGINES, engine, speaker=speaker, speed=speed)
    except (ImportError, TypeError) as problem:  # the operator's to put right, not the text's
        raise VoiceOutOfOrder(str(problem), retry_after=PUT_RIGHT_SECONDS) from problem
    atexit.register(voice.close)
    per_minute = int(settings.NARRATION_ENGINES[engine].get("PER_MINUTE", 0))
    return Steady(voice, health.breaker(engine), name=engine, per_minute=per_minute)


def cast_of(narration: Narration, voices: Voices) -> Cast:
    """The voices that a synthetic narration keeps through its issue's edits."""
    assert narration.voice is not None, "one's own recording is spoken by nobody here"
    main = voices(narration.voice)
    quote = narration.quote_voice
    return Cast(main, voices(quote) if quote is not None else main)
