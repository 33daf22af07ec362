"""Real sound files for browsers: a tone, or noise in which no two places are alike."""

from __future__ import annotations

import math
import random
from array import array
from io import BytesIO
from typing import cast

import av
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream

RATE = 24_000


def tone(seconds: int) -> array[int]:
    """A quiet tone: a second of it, again and again."""
    wave = [round(9000 * math.sin(math.tau * 220 * place / RATE)) for place in range(RATE)]
    return array("h", wave * seconds)


def noise(seconds: int) -> array[int]:
    """Muffled noise: each moment is known by its samples, and an encoder leaves it as it is."""
    luck, level, samples = random.Random(7), 0.0, array("h")
    for _place in range(seconds * RATE):
        level = 0.9 * level + luck.uniform(-1500, 1500)
        samples.append(round(level))
    return samples


def mp3(samples: array[int], *, times: int = 1) -> bytes:
    """As 64 kbit/s, mono; its frames can be said `times` over."""
    if times > 1:
        plain = {"write_xing": "0", "id3v2_version": "0"}
        return _written(samples, "mp3", "libmp3lame", plain) * times
    made = _written(samples, "mp3", "libmp3lame", {})
    # Browsers look for a moment by this number over the length that is heard: with the head's,
    # the delay's and the padding's bytes in it they would err by up to 70 ms.
    size = made.index(b"Info") + 12
    heard = len(samples) * 64_000 // 8 // RATE
    return made[:size] + heard.to_bytes(4) + made[size + 4 :]


def m4a(samples: array[int]) -> bytes:
    """The same in AAC."""
    return _written(samples, "mp4", "aac", {})


def samples_of(file: bytes) -> array[int]:
    """What a decoder hears in a file."""
    heard = array("h")
    with av.open(BytesIO(file), "r") as container:
        resampler = av.AudioResampler(format="s16", layout="mono", rate=RATE)
        for frame in container.decode(audio=0):
            for piece in resampler.resample(frame):
                heard.frombytes(bytes(piece.planes[0])[: piece.samples * 2])
    return heard


def _written(samples: array[int], kind: str, codec: str, options: dict[str, str]) -> bytes:
    made = BytesIO()
    with av.open(made, "w", format=kind, options=options) as container:
        stream = cast("AudioStream", container.add_stream(codec, rate=RATE, layout="mono"))
        stream.bit_rate = 64_000
        resampler = av.AudioResampler(format=stream.format, layout="mono", rate=RATE)
        for start in range(0, len(samples), RATE):
            for frame in resampler.resample(_frame(samples[start : start + RATE], start)):
                container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return made.getvalue()


def _frame(samples: array[int], start: int) -> AudioFrame:
    frame = AudioFrame(format="s16", layout="mono", samples=len(samples))
    frame.planes[0].update(samples.tobytes())
    frame.sample_rate, frame.pts = RATE, start
    return frame
