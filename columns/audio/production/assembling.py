"""Brings all that was said to one loudness and puts it in its place."""

from collections.abc import Generator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import NamedTuple

from columns.audio import store
from columns.audio.encoding import (
    Cut,
    EncodingFailed,
    Loudness,
    Sample,
    corrected,
    cut,
    cut_key,
    gain_for,
    serves_still,
    waveform,
)
from columns.audio.production.preparing import Part
from columns.audio.production.side_by_side import in_order
from columns.audio.production.speaking import Told, Watch

# So many clips tell how a gain works out for all.
_SAMPLE = 8
_TRIES = 3


class _Drawn(NamedTuple):
    """What is kept of a cut while the next are made."""

    peaks: bytes
    duration_ms: int
    loudness: Loudness


@dataclass(frozen=True, slots=True)
class Bench:
    """Cuts parts at a gain, or finds them cut; any thread may."""

    told: Told
    folder: Path

    def cut(self, gain: float, part: Part) -> Cut:
        """:raises Spoilt: if the clip is; it is said anew at the next attempt."""
        key = self.key(gain, part)
        kept = store.get_cut(key)
        if kept is not None:
            try:
                return Cut.from_bytes(kept)
            except ValueError:
                store.throw_away_cut(key)
        made = cut(store.get_clip(part.key), part.pause_ms, gain)
        store.put_cut(key, made.to_bytes(), self.folder)
        return made

    def is_cut(self, gain: float, part: Part) -> bool:
        """Whether it was cut so before."""
        return store.has_cut(self.key(gain, part))

    def key(self, gain: float, part: Part) -> str:
        return cut_key(part.key, self.told.loudness[part.key], part.pause_ms, gain)

    def cuts(self, gain: float, parts: Sequence[Part]) -> Generator[Cut]:
        """All of them in order, two at a time."""
        return in_order(partial(self.cut, gain), parts)


@dataclass(frozen=True, slots=True)
class Assembled:
    """The parts that sound, each with its place; the gain they have; a picture of them."""

    parts: list[Part]
    gain_db: float
    waveform: list[int]


def assemble(parts: Sequence[Part], bench: Bench, former: float | None, watch: Watch) -> Assembled:
    """
    Cut all parts at the gain that makes them as loud as every issue is.

    What the finished file will be is known from its pieces; a gain that missed is corrected.

    :raises ClaimLost: when the watch says so. :raises EncodingFailed: if no gain does it.
    """
    heard = [part for part in parts if bench.told.loudness[part.key].steps]
    gain: float | None = _gain(heard, bench, former)
    for _ in range(_TRIES):
        assert gain is not None
        drawn = _drawn(heard, bench, gain, watch)
        following = corrected(gain, [one.loudness for one in drawn])
        if following is None:
            return Assembled(_placed(heard, drawn), gain, waveform(drawn))
        gain = following
    raise EncodingFailed(f"no gain brings it to its loudness; the last was {gain} dB")


def _drawn(parts: Sequence[Part], bench: Bench, gain: float, watch: Watch) -> list[_Drawn]:
    drawn = []
    with closing(bench.cuts(gain, parts)) as cuts:
        for one in cuts:
            watch(len(parts))
            drawn.append(_Drawn(one.peaks, one.duration_ms, one.loudness))
    return drawn


def _gain(parts: Sequence[Part], bench: Bench, former: float | None) -> float:
    """The former one where most was cut with it and it still fits: one edit costs one cut."""
    loudnesses = [bench.told.loudness[part.key] for part in parts]
    if former is not None:
        known = [part for part in parts if bench.is_cut(former, part)]
        is_most = 2 * len(known) >= len(parts)
        if is_most and serves_still(former, _sample(known, bench), loudnesses):
            return former
    spread = parts[:: max(1, len(parts) // _SAMPLE)][:_SAMPLE]
    return gain_for(_sample(spread, bench), loudnesses)


def _sample(parts: Sequence[Part], bench: Bench) -> Sample:
    spoken = [bench.told.loudness[part.key] for part in parts]
    return Sample(spoken, partial(bench.cuts, parts=parts))


def _placed(parts: Sequence[Part], drawn: Sequence[_Drawn]) -> list[Part]:
    """Each part where it stands: it ends, its pause in it, where the next begins."""
    placed, begin = [], 0
    for part, one in zip(parts, drawn, strict=True):
        end = begin + one.duration_ms
        placed.append(replace(part, start_ms=begin, end_ms=end))
        begin = end
    return placed
