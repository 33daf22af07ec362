"""Sound as frames: PCM in, a chain of filters, PCM out; never more than a second at once."""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import cast

import av
from av.audio.frame import AudioFrame
from av.filter import Graph

RATE = 24_000
"""Hz of every finished file, whatever the voices speak at."""

Filters = Sequence[tuple[str, str]]


def frames_of(pcm: bytes, rate: int) -> Iterator[AudioFrame]:
    """16-bit little-endian mono in frames of one second: one for all would take a gigabyte."""
    second = 2 * rate
    for place in range(0, len(pcm), second):
        yield _frame(pcm[place : place + second], rate, place // 2)


def _frame(pcm: bytes, rate: int, place: int) -> AudioFrame:
    frame = AudioFrame("s16", "mono", len(pcm) // 2)
    frame.sample_rate, frame.pts, frame.time_base = rate, place, Fraction(1, rate)
    # The plane is padded beyond the samples, and takes only bytes of its own length.
    frame.planes[0].update(pcm.ljust(frame.planes[0].buffer_size, b"\0"))
    return frame


def filtered(frames: Iterable[AudioFrame], filters: Filters) -> Iterator[AudioFrame]:
    """The frames after a chain of filters; a chain is built on the first frame's own format."""
    graph: Graph | None = None
    for frame in frames:
        graph = graph or _chain(frame, filters)
        graph.push(frame)
        yield from _ready(graph)
    if graph is not None:
        graph.push(None)
        yield from _ready(graph)


def pcm_of(frames: Iterable[AudioFrame]) -> bytes:
    """All samples of 16-bit mono frames."""
    return b"".join(bytes(frame.planes[0])[: 2 * frame.samples] for frame in frames)


def _chain(frame: AudioFrame, filters: Filters) -> Graph:
    graph = Graph()
    graph.threads = 1  # the pieces are what runs side by side; threads in each would only wait
    last = graph.add_abuffer(
        format=frame.format.name,
        sample_rate=frame.sample_rate,
        layout=frame.layout.name,
        time_base=Fraction(1, frame.sample_rate),
    )
    for name, options in (*filters, ("abuffersink", "")):
        step = graph.add(name, options)
        last.link_to(step)
        last = step
    graph.configure()
    return graph


def _ready(graph: Graph) -> Iterator[AudioFrame]:
    while True:
        try:
            yield cast(AudioFrame, graph.pull())
        except (av.BlockingIOError, av.EOFError):
            return
