"""Hears an upload through once: whether it can be taken, how loud it is, where its pauses are."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import IO

from av.audio.frame import AudioFrame
from django.utils.translation import gettext_lazy as _

from columns.audio.encoding import Loudness, integrated
from columns.audio.encoding.frames import RATE, Filters, filtered
from columns.audio.encoding.loudness import METER, Meter
from columns.audio.human import pauses
from columns.audio.human.opening import NOT_SOUND, Reading, Unusable, opened
from columns.audio.human.pauses import Envelope, Pause, pauses_in

SHORTEST_S, LONGEST_S = 10, 6 * 3600
SILENT_LUFS = -50.0
# Of the loud parts; a few cut tops are in every reading.
_MOST_CLIPPED = 0.3
_GLIMPSE_S = 5
MONO: Filters = [("aformat", f"sample_fmts=flt:channel_layouts=mono:sample_rates={RATE}")]
# Below this there is no voice, but traffic and steps, which would hide the pauses.
_FOR_PAUSES: Filters = [
    ("highpass", "f=90"),
    ("aformat", f"sample_fmts=s16:channel_layouts=mono:sample_rates={pauses.RATE}"),
]

TOO_SHORT = _("这段录音不到 10 秒。请检查是不是选错了文件。")
TOO_LONG = _("这段录音超过 6 小时。请分成几期，或者剪短再上传。")
SILENT = _("录音里听不到声音。请检查话筒和导出的音轨，重新录制再上传。")
CLIPPED = _("录音音量太大，大部分已经破音，没法修好。请调低话筒音量，重新录制再上传。")


@dataclass(frozen=True, slots=True)
class Heard:
    """A reading as it was given; `levels` in dB of every 20 ms."""

    duration_ms: int
    loudness: Loudness
    levels: list[float]
    pauses: list[Pause]


def glimpse(file: IO[bytes]) -> None:
    """
    Look whether this is a sound at all, by its first seconds: enough to answer a form.

    :raises Unusable: if not.
    """
    with opened(file) as reading:
        heard = 0.0
        for frame in filtered(reading.frames(), MONO):
            heard += frame.samples / RATE
            if heard >= _GLIMPSE_S:
                return
    raise Unusable(TOO_SHORT if heard else NOT_SOUND)


def listen(file: IO[bytes], *, watch: Callable[[float], object]) -> Heard:
    """
    Hear it to its end, in bounded memory; `watch` is often told how many seconds have passed.

    :raises Unusable: if it is too short or too long, silent, or clipped beyond repair.
    """
    meter, envelope = Meter(), Envelope()
    with opened(file) as reading:
        for frame in filtered(_metered(reading, meter, watch), _FOR_PAUSES):
            envelope.feed(bytes(frame.planes[0])[: 2 * frame.samples])
    duration_ms = len(envelope.levels) * pauses.STEP_MS
    if duration_ms < SHORTEST_S * 1000:
        raise Unusable(TOO_SHORT if duration_ms else NOT_SOUND)
    if integrated([meter.loudness]) < SILENT_LUFS:
        raise Unusable(SILENT)
    if envelope.clipped > _MOST_CLIPPED:
        raise Unusable(CLIPPED)
    levels = list(envelope.levels)
    return Heard(duration_ms, meter.loudness, levels, pauses_in(levels))


def _metered(
    reading: Reading, meter: Meter, watch: Callable[[float], object]
) -> Iterator[AudioFrame]:
    samples = 0
    for frame in filtered(reading.frames(), [*MONO, METER]):
        meter.listen(frame)
        samples += frame.samples
        if samples > LONGEST_S * RATE:
            raise Unusable(TOO_LONG)
        watch(samples / RATE)
        yield frame
