"""From the bytes that an engine sends to a clip, or the reason why they are none."""

import io
import wave
from array import array
from collections.abc import Iterator
from typing import cast

import av
from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler
from av.container import InputContainer
from django.utils.translation import gettext_lazy as _

from columns.audio.voices.base import Clip, VoiceRefused, VoiceUnavailable

# A hurried voice says eight Han a second, a slow one two, a Latin word takes as long as three.
LEAST_MS_PER_CHARACTER = 40
MOST_MS_PER_CHARACTER = 1500
MOST_MS_BESIDES = 4000
# A few kilobytes can be unpacked to hours: no sentence is so long.
MOST_SECONDS = 1200
_LEAST_HEADER = 44  # bytes of a WAV file before its sound
_SILENT = 100  # of 32,767
# By their first bytes, so that no list of other files is taken for sound.
_FORMATS = (
    (b"RIFF", "wav"),
    (b"ID3", "mp3"),
    (b"fLaC", "flac"),
    (b"OggS", "ogg"),
)


def decoded(received: bytes) -> Clip:
    """
    The sound of a whole file (WAV, MP3, Ogg, FLAC) as mono 16-bit PCM at its own rate.

    :raises VoiceUnavailable: if it is none, or breaks off.
    """
    if received.startswith(b"RIFF"):
        _refuse_cut_wave(received)
    container: InputContainer
    try:
        with av.open(io.BytesIO(received), format=_format(received)) as opened:
            container = cast(InputContainer, opened)
            return _mixed(container)
    except (av.FFmpegError, ValueError, IndexError) as problem:
        raise VoiceUnavailable(NOT_SOUND, f"not decoded: {type(problem).__name__}") from problem


def has_words(text: str) -> bool:
    """Whether anything of it can be heard: marks and pictures cannot."""
    return any(mark.isalnum() for mark in text)


def sayable(script: str, text: str, most: int) -> None:
    """
    Let pass what is worth a call, for each call costs.

    :param text: what of the script is spoken. :param most: characters of a script.
    :raises VoiceRefused: if there is nothing to say, or too much.
    """
    if not has_words(text):
        raise VoiceRefused(NOTHING, "nothing to say")
    if len(script) > most:
        raise VoiceRefused(TOO_MUCH, f"{len(script)} characters")


def from_pcm(received: bytes, rate: int) -> Clip:
    """Bare PCM, 16-bit little-endian mono, as an engine was asked for."""
    return Clip(pcm=received[: len(received) // 2 * 2], rate=rate)


def believable(clip: Clip, text: str) -> Clip:
    """
    The clip, if it can be the text's.

    An engine under load sends half an answer, or silence, and says that all is well.

    :raises VoiceUnavailable: if it cannot.
    """
    said = sum(1 for mark in text if mark.isalnum())
    if clip.duration_ms < LEAST_MS_PER_CHARACTER * _syllables(text):
        raise VoiceUnavailable(TOO_SHORT, f"{clip.duration_ms} ms for {said} characters")
    if clip.duration_ms > MOST_MS_PER_CHARACTER * said + MOST_MS_BESIDES:
        raise VoiceUnavailable(TOO_LONG, f"{clip.duration_ms} ms for {said} characters")
    samples = array("h", clip.pcm)
    if not samples or max(abs(min(samples)), max(samples)) <= _SILENT:
        raise VoiceUnavailable(SILENT, "silence")
    return clip


NOTHING = _("这句话没有可以朗读的内容。")
TOO_MUCH = _("这句话太长，朗读引擎一次读不完。")
NOT_SOUND = _("朗读引擎送来的不是完整的声音。")
TOO_SHORT = _("朗读引擎送来的声音太短，像是断了一截。")
TOO_LONG = _("朗读引擎送来的声音长得不像这句话。")
SILENT = _("朗读引擎送来的声音里什么都听不到。")


def _syllables(text: str) -> int:
    """At least so many are said: each Han one; of other words nothing is certain."""
    return sum(1 for mark in text if "\u4e00" <= mark <= "\u9fff")


def _format(received: bytes) -> str:
    """:raises ValueError: for what no engine of ours should send."""
    for start, name in _FORMATS:
        if received.startswith(start):
            return name
    if len(received) > 2 and received[0] == 0xFF and received[1] & 0xE0 == 0xE0:
        return "mp3"
    raise ValueError("unknown format")


def _refuse_cut_wave(received: bytes) -> None:
    """FFmpeg plays what there is of a cut file; its header says how much there should be."""
    try:
        with wave.open(io.BytesIO(received)) as opened:
            wanted = opened.getnframes() * opened.getsampwidth() * opened.getnchannels()
            # Engines that stream do not know the length yet, and write the largest there is.
            if wanted < 0x7FFF0000 and len(received) < wanted + _LEAST_HEADER:
                raise VoiceUnavailable(NOT_SOUND, f"{len(received)} bytes of {wanted}")
    except (wave.Error, EOFError):
        return  # float or extensible: FFmpeg knows more of them


def _mixed(container: InputContainer) -> Clip:
    stream = container.streams.audio[0]
    resampler = AudioResampler(format="s16", layout="mono", rate=stream.rate)
    pcm = bytearray()
    for frame in _resampled(container, resampler):
        pcm += bytes(frame.planes[0])[: 2 * frame.samples]
        if len(pcm) > 2 * MOST_SECONDS * stream.rate:
            raise VoiceUnavailable(TOO_LONG, "too long to be unpacked")
    return Clip(pcm=bytes(pcm), rate=stream.rate)


def _resampled(container: InputContainer, resampler: AudioResampler) -> Iterator[AudioFrame]:
    for frame in container.decode(audio=0):
        yield from resampler.resample(frame)
    yield from resampler.resample(None)
