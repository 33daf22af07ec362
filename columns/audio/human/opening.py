"""Opens an uploaded sound so that it can do nothing but be heard."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, Any, cast

import av
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.container import InputContainer
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from columns.audio.encoding.frames import Filters, filtered
from columns.audio.human.claims import is_modest

HEAD_BYTES = 16
_ATTACHED_PICTURE = 0x400
# What the container may hold, by the demuxer that alone is asked: one that is guessed could be a
# playlist, and a playlist names other files.
_CODECS = {
    "mp3": frozenset({"mp3", "mp3float"}),
    "mov": frozenset({"aac", "alac"}),
    "wav": frozenset({"pcm_s16le", "pcm_s24le", "pcm_s32le", "pcm_f32le", "pcm_u8"}),
}
EXTENSIONS = {"mp3": "mp3", "mov": "m4a", "wav": "wav"}
_MOST_CHANNELS = 8
_LEAST_RATE, _MOST_RATE = 16_000, 192_000
# Where nothing at all may be opened besides the bytes that are given.
_ALONE = {"protocol_whitelist": "none", "format_whitelist": "mp3,mov,wav"}
_PROBED = {"probesize": str(1 << 20), "analyzeduration": str(5_000_000)}


class Unusable(Exception):
    """A sound that cannot be taken; `sentence` tells its editor why, and what to do."""

    def __init__(self, sentence: "str | Promise", detail: str = "") -> None:
        super().__init__(detail or str(sentence))
        self.sentence = sentence


NOT_SOUND = _("这个文件打不开，可能没有传完或者坏了。请在自己的电脑上放一遍，再重新导出、上传。")
NOT_TAKEN = _("只收 MP3、M4A 和 WAV。请在录音软件里另存为其中一种，再上传。")


@dataclass(slots=True)
class Reading:
    """An open sound. Its frames come once, in order."""

    container: InputContainer
    stream: AudioStream

    def frames(self) -> Iterator[AudioFrame]:
        """
        All that can be heard; a damaged packet is passed over, as a player does.

        :raises Unusable: where the file breaks off in a way that leaves no sound.
        """
        try:
            for packet in self.container.demux(self.stream):
                yield from _decoded(packet)
        except av.FFmpegError as problem:
            raise Unusable(NOT_SOUND, str(problem)) from problem


def format_of(head: bytes) -> str:
    """
    The demuxer for a file that begins so; its name and what the browser says are not asked.

    :raises Unusable: for anything but MP3, M4A and WAV.
    """
    if head[:4] in (b"RIFF", b"RF64") and head[8:12] == b"WAVE":
        return "wav"
    if head[4:8] == b"ftyp":
        return "mov"
    if head[:3] == b"ID3" or (head[:1] == b"\xff" and head[1:2] >= b"\xe0" and head[1] & 6 == 2):
        return "mp3"
    raise Unusable(NOT_TAKEN)


@contextmanager
def opened(file: IO[bytes]) -> Iterator[Reading]:
    """
    The sound in a file that can be sought in.

    :raises Unusable: if it is not one of the three formats, or holds something else than sound.
    """
    file.seek(0)
    kind = format_of(file.read(HEAD_BYTES))
    if kind == "mov" and not is_modest(file):
        raise Unusable(NOT_SOUND, "tables beyond belief")
    file.seek(0)
    try:
        opening = av.open(file, format=kind, options={**_ALONE, **_PROBED})
        with cast(InputContainer, opening) as container:
            yield Reading(container, _sound_of(container, kind))
    except av.FFmpegError as problem:
        raise Unusable(NOT_SOUND, str(problem)) from problem


def _sound_of(container: InputContainer, kind: str) -> AudioStream:
    if any(not stream.disposition & _ATTACHED_PICTURE for stream in container.streams.video):
        raise Unusable(_("这是一段视频。请只导出声音，存成 MP3、M4A 或 WAV，再上传。"))
    if len(container.streams.audio) != 1:
        raise Unusable(_("文件里没有声音，或者有好几条音轨。请混成一条音轨再上传。"))
    stream = container.streams.audio[0]
    codec = stream.codec_context
    if codec is None:  # of a kind that nothing here can play
        raise Unusable(NOT_SOUND)
    if codec.name not in _CODECS[kind]:
        raise Unusable(NOT_TAKEN, codec.name)
    if not 1 <= stream.channels <= _MOST_CHANNELS:
        raise Unusable(_("声道太多。请混成单声道或立体声再上传。"))
    if not _LEAST_RATE <= stream.rate <= _MOST_RATE:
        said = _("采样率是 %(rate)s Hz，听起来会发闷；请用 16 kHz 到 192 kHz 重新导出。")
        raise Unusable(said % {"rate": stream.rate})
    return stream


def _decoded(packet: Any) -> list[AudioFrame]:
    try:
        return list(packet.decode())
    except av.InvalidDataError:
        return []


def as_mono(frames: Iterator[AudioFrame], rate: int, *more: tuple[str, str]) -> Iterator[Any]:
    """The frames as 16-bit mono at this rate, after more filters, in frames of bounded length."""
    plain: Filters = [
        ("aformat", f"sample_fmts=flt:channel_layouts=mono:sample_rates={rate}"),
        *more,
        ("aformat", "sample_fmts=s16"),
    ]
    return filtered(frames, plain)
