"""How loud sound is: measured once for each piece, and added up without hearing it again."""

import math
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Self

from av.audio.frame import AudioFrame

from columns.audio.encoding.frames import filtered, frames_of
from columns.audio.voices.base import Clip, silence

FLOOR_LUFS = -70.0
FLOOR_DBFS = -120.0
METER = ("ebur128", "metadata=1:peak=true:framelog=quiet")
_QUICK_METER = ("ebur128", "metadata=1:peak=sample:framelog=quiet")
# The meter says nothing before it has heard a whole block: so much silence is put before a piece,
# and half a step behind it, so that its length is rounded to steps.
LEAD_STEPS = 3
LEAD, ROUND = ("adelay", f"delays={100 * LEAD_STEPS}"), ("apad", "pad_dur=0.05")
# ITU-R BS.1770: a block is 400 ms, begun every 100 ms; what is 10 LU below the rest is a pause.
_STEP_MS, _STEPS_IN_BLOCK = 100, 4
_PAUSE_LU = 10.0
_OFFSET = 0.691


@dataclass(frozen=True, slots=True)
class Loudness:
    """
    What adding up needs to know of a piece: the weighted mean square of every 100 ms, full scale
    being 1, and the true peak in dBFS (of a clip the highest sample, which costs a tenth to find).

    Mean squares and not the momentary loudness: that of a piece's first and last 300 ms depends
    on its neighbours.
    """

    steps: tuple[float, ...]
    peak_dbfs: float

    def to_bytes(self) -> bytes:
        return array("f", (self.peak_dbfs, *self.steps)).tobytes()

    @classmethod
    def from_bytes(cls, kept: bytes) -> Self:
        """:raises ValueError: if that is not what `to_bytes` gave."""
        if not kept or len(kept) % 4:
            raise ValueError("no loudness")
        peak, *steps = array("f", kept)
        return cls(tuple(steps), peak)


class Meter:
    """Listens to frames that have passed through `METER`, and through `LEAD` before if it leads."""

    def __init__(self, *, is_led: bool = False) -> None:
        self._skipped = LEAD_STEPS if is_led else 0
        self._steps: list[float] = []
        self._peak = 0.0

    def listen(self, frame: AudioFrame) -> None:
        said = frame.metadata
        if "lavfi.r128.M" not in said:
            return  # the meter does not tell of less than a step
        block = 10 ** ((float(said["lavfi.r128.M"]) + _OFFSET) / 10)
        # The meter tells the mean of four steps, and nothing stood before the first.
        former = sum(self._steps[-(_STEPS_IN_BLOCK - 1) :])
        self._steps.append(max(0.0, _STEPS_IN_BLOCK * block - former))
        peak = said.get("lavfi.r128.true_peak") or said["lavfi.r128.sample_peak"]
        self._peak = max(self._peak, float(peak))

    @property
    def loudness(self) -> Loudness:
        """Of all that was heard, in whole steps."""
        return Loudness(tuple(self._steps[self._skipped :]), max(FLOOR_DBFS, _decibels(self._peak)))


def measured(clip: Clip) -> Loudness:
    """How loud a clip is as it was spoken."""
    if not clip.pcm:
        return Loudness((), FLOOR_DBFS)
    whole_steps = clip.pcm + silence(_STEP_MS, clip.rate)
    return heard(frames_of(whole_steps, clip.rate), _QUICK_METER)


def heard(frames: Iterable[AudioFrame], by: tuple[str, str] = METER) -> Loudness:
    """How loud the frames are, which are one whole sound."""
    meter = Meter(is_led=True)
    for frame in filtered(frames, [LEAD, ROUND, by]):
        meter.listen(frame)
    return meter.loudness


def integrated(pieces: Iterable[Loudness]) -> float:
    """LUFS of the pieces one after the other, gated as BS.1770 says."""
    steps = [step for piece in pieces for step in piece.steps]
    loud = [block for block in _blocks(steps) if _lufs(block) > FLOOR_LUFS]
    if not loud:
        return FLOOR_LUFS
    gate = _lufs(math.fsum(loud) / len(loud)) - _PAUSE_LU
    spoken = [block for block in loud if _lufs(block) > gate]
    return _lufs(math.fsum(spoken) / len(spoken))


def _blocks(steps: Sequence[float]) -> Iterator[float]:
    for place in range(max(1, len(steps) - _STEPS_IN_BLOCK + 1)):
        yield sum(steps[place : place + _STEPS_IN_BLOCK]) / _STEPS_IN_BLOCK


def _decibels(height: float) -> float:
    return 20 * math.log10(height) if height > 0 else FLOOR_DBFS


def _lufs(mean_square: float) -> float:
    return 10 * math.log10(max(mean_square, 1e-12)) - _OFFSET
