"""
How near the sentences of a person's reading are found, and how long that takes.

Run: ``python tests/benchmarks/aligning.py`` from the root of the project. The person is the
embedded voice, slower, uneven, with pauses of its own; what a microphone hears is not known here.
"""

from __future__ import annotations

import io
import random
import re
import sys
import time
import wave
from collections.abc import Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from columns.audio.human.aligning import Alignment, Expected, align  # noqa: E402
from columns.audio.human.listening import listen  # noqa: E402
from columns.audio.voices.espeak import EspeakVoice  # noqa: E402
from tests.columns.narration.reading_aloud import Read, clips_of, read_aloud  # noqa: E402

LINES = (ROOT / "tests/vectors/harmless.txt").read_text(encoding="utf-8").splitlines()
SENTENCES = 150


def main() -> None:
    dice = random.Random(5)
    lines = [line for line in LINES if len(re.findall(r"[\u4e00-\u9fff]", line)) >= 4]
    text = [dice.choice(lines) for _ in range(SENTENCES)]
    house, person = EspeakVoice(), EspeakVoice(speed=0.8)
    expected = [Expected(clip.duration_ms) for clip in clips_of(house, text)]
    clips = clips_of(person, text)
    house.close()
    person.close()
    order = list(range(SENTENCES))
    said: dict[str, tuple[list[int], dict[str, Any]]] = {
        "clean": (order, {}),
        "hiss": (order, {"noise": 120}),
        "uneven": (order, {"unevenness": 0.2}),
        "three left out": ([one for one in order if one not in (20, 21, 90)], {}),
        "five added": ([7, 8, 9, *order[:70], 3, 4, *order[70:]], {}),
        "another text": ([dice.randrange(SENTENCES) for _ in order], {}),
    }
    for name, (read, how) in said.items():
        _report(name, read, read_aloud([clips[one] for one in read], **how), expected)


def _report(name: str, order: Sequence[int], read: Read, expected: Sequence[Expected]) -> None:
    began = time.perf_counter()
    sound = listen(io.BytesIO(_wav(read)), watch=lambda _seconds: None)
    heard = time.perf_counter()
    alignment = align(expected, sound.pauses, watch=lambda: None)
    ended = time.perf_counter()
    errors = _errors(alignment, order, read)
    near = sum(error <= 1000 for error in errors) / len(errors)
    print(  # noqa: T201
        f"{name:15} {sound.duration_ms / 1000:5.0f} s: trusted {alignment.is_trustworthy!s:5}"
        f" near {near:5.1%}, median {errors[len(errors) // 2]:.0f} ms,"
        f" p90 {errors[int(len(errors) * 0.9)]:.0f} ms;"
        f" heard in {heard - began:.1f} s, aligned in {ended - heard:.1f} s"
    )


def _errors(alignment: Alignment, order: Sequence[int], read: Read) -> list[float]:
    """Of each sentence that was said in its place; one that was not found is a minute away."""
    found = {span.sentence: span.start_ms for span in alignment.spans}
    truth = dict(zip(order, read.begins_ms, strict=True))
    return sorted(abs(found[one] - at) if one in found else 60_000 for one, at in truth.items())


def _wav(read: Read) -> bytes:
    made = io.BytesIO()
    with wave.open(made, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(read.rate)
        file.writeframes(read.pcm)
    return made.getvalue()


if __name__ == "__main__":
    main()
