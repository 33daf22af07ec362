"""A person who reads an issue aloud, as far as a machine can play one."""

import math
import random
import wave
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from columns.audio.voices.base import Clip, Voice, silence, trimmed
from columns.audio.voices.espeak import EspeakVoice


@dataclass(frozen=True, slots=True)
class Read:
    """What was recorded: 16-bit mono, and when each thing was said, in ms."""

    pcm: bytes
    rate: int
    begins_ms: tuple[float, ...]

    def written_to(self, path: Path) -> Path:
        with wave.open(str(path), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(self.rate)
            file.writeframes(self.pcm)
        return path


def clips_of(voice: Voice, sentences: Sequence[str]) -> list[Clip]:
    """Each sentence said, without silence around it."""
    return [trimmed(voice.synthesize(sentence)) for sentence in sentences]


def read_aloud(
    clips: Sequence[Clip], *, seed: int = 1, unevenness: float = 0.12, noise: int = 0
) -> Read:
    """
    The clips as a person says them: each at a pace of its own, with pauses as they come.

    `unevenness`: spread of the pace, as a logarithm. `noise`: of the room, in steps of the scale.
    """
    chance = random.Random(seed)
    rate = clips[0].rate
    pcm = bytearray(silence(round(chance.uniform(200, 900)), rate))
    begins = []
    for clip in clips:
        begins.append(len(pcm) * 500 / rate)
        pcm += _stretched(clip.pcm, math.exp(chance.gauss(0, unevenness)))
        pcm += silence(round(chance.uniform(350, 1100)), rate)
    return Read(_in_a_room(bytes(pcm), noise, chance), rate, tuple(begins))


def _stretched(pcm: bytes, factor: float) -> bytes:
    samples = array("h", pcm)
    last = len(samples) - 1
    return array(
        "h", (samples[min(last, int(place / factor))] for place in range(int(last * factor)))
    ).tobytes()


def _in_a_room(pcm: bytes, noise: int, chance: random.Random) -> bytes:
    if not noise:
        return pcm
    hiss = [round(chance.gauss(0, noise)) for _ in range(4999)]
    samples = array("h", pcm)
    return array(
        "h",
        (
            max(-32768, min(32767, one + hiss[place % len(hiss)]))
            for place, one in enumerate(samples)
        ),
    ).tobytes()


def another_voice() -> EspeakVoice:
    """Slower than the house's."""
    return EspeakVoice(speed=0.8)
