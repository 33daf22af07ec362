"""An upload as it was given and as it will be heard; what that took is kept for a while."""

import json
import shutil
from array import array
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

from django.utils.translation import gettext_lazy as _

from columns.audio import store
from columns.audio.encoding import Loudness
from columns.audio.human.listening import Heard, listen
from columns.audio.human.normalising import Levelled, level
from columns.audio.human.opening import Unusable
from columns.audio.human.pauses import pauses_in
from columns.audio.production import Watch

GONE = _("找不到上传的录音。请重新上传一次。")
_BARS = 800
# Raised whenever equal uploads would be levelled otherwise than before.
_VERSION = 1


@dataclass(frozen=True, slots=True)
class Sound:
    """What was heard in it, and its frames."""

    heard: Heard
    levelled: Levelled

    @property
    def waveform(self) -> list[int]:
        """How high each part of the sound rises, the loudest being 100."""
        levels = self.heard.levels
        heights = [0.0] * _BARS
        for place, one in enumerate(levels):
            bar = place * _BARS // len(levels)
            heights[bar] = max(heights[bar], 10 ** (one / 20))
        most = max(heights)
        return [round(100 * one / most) for one in heights]


def sound_of(upload: str, folder: Path, watch: Watch, total: int) -> Sound:
    """
    The sound of an upload; `folder` is where its frames are put.

    A confirmed chapter changes no sample, so the second time is quick: what was made for the
    first lies beside the upload until the collector takes it.

    :raises Unusable: if it cannot be taken. :raises ClaimLost: when the watch says so.
    """
    with _opened(upload) as file:
        kept = _kept(upload, folder)
        if kept is not None:
            return kept
        heard = listen(file, watch=lambda _seconds: watch(0))
        levelled = level(
            file,
            heard.loudness,
            folder / "frames",
            watch=lambda share: watch(int(total * share)),
        )
    sound = Sound(heard, levelled)
    _keep(upload, sound, folder)
    return sound


@contextmanager
def _opened(upload: str) -> Iterator[IO[bytes]]:
    if not store.has(upload):
        raise Unusable(GONE)
    with store.sounds().open(upload) as file:
        yield cast(IO[bytes], file)


def _names(upload: str) -> tuple[str, str]:
    """Of what was heard, and of the frames."""
    stem = upload.rpartition(".")[0]
    return f"{stem}.heard-{_VERSION}", f"{stem}.frames-{_VERSION}"


def _keep(upload: str, sound: Sound, folder: Path) -> None:
    heard_name, frames_name = _names(upload)
    copy = folder / "frames-copy"
    shutil.copyfile(sound.levelled.path, copy)
    store.put(copy, frames_name)
    note = folder / "heard"
    note.write_bytes(_written(sound))
    store.put(note, heard_name)


def _kept(upload: str, folder: Path) -> Sound | None:
    heard_name, frames_name = _names(upload)
    if not (store.has(heard_name) and store.has(frames_name)):
        return None
    frames = folder / "frames"
    with store.sounds().open(frames_name) as there, frames.open("wb") as here:
        shutil.copyfileobj(there, here)
    with store.sounds().open(heard_name) as there:
        return _read(there.read(), frames)


def _written(sound: Sound) -> bytes:
    parts = (
        sound.heard.loudness.to_bytes(),
        sound.levelled.loudness.to_bytes(),
        array("f", sound.heard.levels).tobytes(),
    )
    told = {
        "duration_ms": sound.heard.duration_ms,
        "gain_db": sound.levelled.gain_db,
        "sizes": [len(part) for part in parts],
    }
    return b"\n".join((json.dumps(told).encode(), b"".join(parts)))


def _read(written: bytes, frames: Path) -> Sound:
    line, _end, rest = written.partition(b"\n")
    told = json.loads(line)
    given, made, _levels = told["sizes"]
    levels = list(array("f", rest[given + made :]))
    loudness = Loudness.from_bytes(rest[:given])
    return Sound(
        Heard(told["duration_ms"], loudness, levels, pauses_in(levels)),
        Levelled(frames, Loudness.from_bytes(rest[given : given + made]), told["gain_db"]),
    )
