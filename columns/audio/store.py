"""Where sound is kept: clips by what they say, files by their content; never half a file."""

import os
import shutil
import tempfile
import time
import wave
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from django.core.files import File
from django.core.files.storage import Storage, storages

from columns.audio.voices.base import Clip

UNFINISHED = ".making-"


def sounds() -> Storage:
    """The private storage; only the gate hands out what lies in it."""
    return storages["audio"]


@contextmanager
def workshop() -> Iterator[Path]:
    """A folder for unfinished files, beside the finished ones so that a rename suffices."""
    beside = _local_root()
    _clear_abandoned(beside)
    with tempfile.TemporaryDirectory(prefix=UNFINISHED, dir=beside) as folder:
        yield Path(folder)


def _clear_abandoned(beside: str | None) -> None:
    """Folders of workers that were killed; nobody works a day on one file."""
    yesterday = time.time() - 24 * 3600
    for folder in Path(beside).glob(f"{UNFINISHED}*") if beside else ():
        with suppress(FileNotFoundError):  # another worker has just finished there
            if folder.stat().st_mtime < yesterday:
                shutil.rmtree(folder, ignore_errors=True)


def _local_root() -> str | None:
    location = getattr(sounds(), "location", None)
    if location is not None:
        Path(location).mkdir(parents=True, exist_ok=True)
    return location


def put(made: Path, name: str) -> None:
    """Give a finished file its name; a file of that name has the same content already."""
    storage = sounds()
    if storage.exists(name):
        return
    if _local_root() is None:
        with made.open("rb") as stream:
            storage.save(name, File(stream))
        return
    target = Path(storage.path(name))
    target.parent.mkdir(parents=True, exist_ok=True)
    made.replace(target)


def has_clip(key: str) -> bool:
    """Whether this has been said before."""
    return sounds().exists(_clip_name(key))


def put_clip(key: str, clip: Clip, folder: Path) -> None:
    """Keep what was said, for the next edit of the issue."""
    made = folder / f"{key}.wav"
    with made.open("wb") as stream:
        _write_wave(stream, clip)
        stream.flush()
        os.fsync(stream.fileno())
    put(made, _clip_name(key))


def get_clip(key: str) -> Clip:
    """
    What was said: mono 16-bit PCM and its rate.

    :raises OSError: if the clip is spoilt; it is thrown away, and the next attempt says it anew.
    """
    try:
        with sounds().open(_clip_name(key)) as stream, wave.open(stream) as recorded:
            pcm = recorded.readframes(recorded.getnframes())
            return Clip(pcm=pcm, rate=recorded.getframerate())
    except (wave.Error, EOFError) as problem:
        sounds().delete(_clip_name(key))
        raise OSError(f"clip {key} is spoilt") from problem


def _clip_name(key: str) -> str:
    return f"clips/{key[:2]}/{key}.wav"


def _write_wave(stream: IO[bytes], clip: Clip) -> None:
    with wave.open(stream, "wb") as recorded:
        recorded.setnchannels(1)
        recorded.setsampwidth(2)
        recorded.setframerate(clip.rate)
        recorded.writeframes(clip.pcm)
