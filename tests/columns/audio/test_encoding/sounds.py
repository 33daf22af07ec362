"""Sound that is made up, and sound that is read back: what the tests of encoding share."""

import math
import random
import sys
from array import array
from collections.abc import Iterable
from fractions import Fraction
from functools import cache
from pathlib import Path

import av
from av.audio.frame import AudioFrame

from columns.audio.encoding import Tags
from columns.audio.voices.base import Clip

RATE = 24_000
TAGS = Tags(
    title="如何理解新规?",
    artist="作者甲、作者乙",
    album="科技专栏",
    date="2023-05-26",
    aigc='{"Label":"1","ContentProducer":"编辑部","ProduceID":"n-1"}',
)


@cache
def voiced(seconds: float, level: float, seed: int, rate: int = 22_050) -> Clip:
    """Something like a voice: harmonics whose strength comes and goes, with noise."""
    noise = random.Random(seed)
    samples = array("h")
    for place in range(int(seconds * rate)):
        t = place / rate
        shape = (0.55 + 0.45 * math.sin(2 * math.pi * 3 * t)) * min(1, 40 * t, 40 * (seconds - t))
        wave = sum(math.sin(2 * math.pi * 140 * k * t) / k for k in range(1, 9))
        value = level * shape * (wave / 2 + noise.uniform(-0.1, 0.1))
        samples.append(max(-32768, min(32767, int(value * 32767))))
    return Clip(pcm=little_endian(samples), rate=rate)


def little_endian(samples: "array[int]") -> bytes:
    if sys.byteorder == "big":
        samples.byteswap()
    return samples.tobytes()


def samples_of(pcm: bytes) -> "array[int]":
    samples = array("h", pcm)
    if sys.byteorder == "big":
        samples.byteswap()
    return samples


def decoded(path: Path) -> "array[int]":
    """All samples of a file as a player gets them."""
    with av.open(str(path)) as container:
        return in_16_bits(container.decode(audio=0))


def in_16_bits(frames: Iterable[AudioFrame]) -> "array[int]":
    samples = array("h")
    resampler = av.AudioResampler(format="s16", layout="mono", rate=RATE)
    for frame in [*frames, None]:
        for whole in resampler.resample(frame):
            samples += samples_of(bytes(whole.planes[0])[: 2 * whole.samples])
    return samples


def loudness_of(path: Path) -> tuple[float, float]:
    """Integrated loudness and true peak by a meter built here, apart from the encoder's own."""
    graph = av.filter.Graph()
    source = graph.add_abuffer(
        format="fltp", sample_rate=RATE, layout="mono", time_base=Fraction(1, RATE)
    )
    meter = graph.add("ebur128", "metadata=1:peak=true:framelog=quiet")
    sink = graph.add("abuffersink")
    source.link_to(meter)
    meter.link_to(sink)
    graph.configure()
    last, peak = -70.0, 0.0
    with av.open(str(path)) as container:
        frames = [*container.decode(audio=0), None]
    for frame in frames:
        graph.push(frame)
        while True:
            try:
                heard = graph.pull()
            except (av.BlockingIOError, av.EOFError):
                break
            last = float(heard.metadata.get("lavfi.r128.I", last))
            peak = max(peak, float(heard.metadata.get("lavfi.r128.true_peak", 0)))
    return last, 20 * math.log10(peak) if peak else -120.0


def best_lag(heard: "array[int]", meant: "array[int]", place: int, length: int) -> int:
    """By how many samples what is heard at a place comes late, of all within 10 ms."""

    def difference(lag: int) -> int:
        pairs = zip(
            heard[place + lag : place + lag + length], meant[place : place + length], strict=True
        )
        return sum((one - other) ** 2 for one, other in pairs)

    return min(range(-240, 241), key=difference)
