"""Which gain brings an issue to the loudness that all are heard at."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from columns.audio.encoding.cutting import Cut
from columns.audio.encoding.loudness import Loudness, integrated

LOUDNESS_LUFS = -16.0
# Half a unit is promised; a tenth of it is what adding up pieces may err by.
ACCEPTED_LU = 0.4
# Within this the former gain stays, so that what was cut with it serves on.
KEPT_LU = 0.25
# Below this there is nothing but noise, which must not be raised to the loudness of speech.
SILENCE_LUFS = -50.0
# The encoder cuts the highest tones, and with them so much loudness of a voice, in LU.
_LOST_IN_ENCODING = 0.35
_MOST_GAIN_DB = 40.0
_AIMED_LU = 0.1
_TRIES = 4


@dataclass(frozen=True, slots=True)
class Sample:
    """Clips that stand for all: how loud each is as it was spoken, and what cuts them at a gain."""

    spoken: Sequence[Loudness]
    cuts: Callable[[float], Iterable[Cut]]


def gain_for(sample: Sample, loudnesses: Sequence[Loudness]) -> float:
    """
    Decibels, to a tenth, that bring the clips of these loudnesses to -16 LUFS.

    Limiter and encoder take some of what the gain gives, the more the louder it gets: how much,
    the sample tells.
    """
    spoken = integrated(loudnesses)
    if spoken < SILENCE_LUFS:
        return 0.0
    sought = partial(_short_at, sample, spoken)
    return _sought(sought, _bounded(LOUDNESS_LUFS + _LOST_IN_ENCODING - spoken))


def serves_still(gain: float, sample: Sample, loudnesses: Sequence[Loudness]) -> bool:
    """Whether a former gain is right for these, too: what was cut with it is then used again."""
    spoken = integrated(loudnesses)
    if spoken < SILENCE_LUFS:
        return gain == 0.0
    return abs(_short_at(sample, spoken, gain)) <= KEPT_LU


def _short_at(sample: Sample, spoken: float, gain: float) -> float:
    """How much all would lack, in LU, by what the sample does."""
    standing = spoken - integrated(sample.spoken)
    return LOUDNESS_LUFS - standing - integrated(cut.loudness for cut in sample.cuts(gain))


def _sought(short_at: Callable[[float], float], gain: float) -> float:
    """The gain at which nothing is short, along the line through the last two tries."""
    slope, short = 1.0, short_at(gain)
    for _ in range(_TRIES):
        if abs(short) <= _AIMED_LU:
            break
        following = _bounded(gain + short / slope)
        if following == gain:
            break
        left = short_at(following)
        slope = min(1.0, max(0.3, (short - left) / (following - gain)))
        gain, short = following, left
    return gain


def corrected(gain: float, cuts: Sequence[Loudness]) -> float | None:
    """The gain to try next, heard what this one gave; nothing if it was right."""
    loudness = integrated(cuts)
    short = LOUDNESS_LUFS - loudness
    if abs(short) <= ACCEPTED_LU or loudness < SILENCE_LUFS:
        return None
    following = _bounded(gain + short)
    return following if following != gain else None


def _bounded(gain: float) -> float:
    return round(min(gain, _MOST_GAIN_DB), 1)
