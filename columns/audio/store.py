"""Where sound is kept: clips and cuts by what they say, files by their content; never half."""

import os
import shutil
import tempfile
import time
import wave
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import IO, NamedTuple

from django.core.files import File
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, Storage, storages

from columns.audio.voices.base import Clip

UNFINISHED = ".making-"
# Bytes before the samples of a WAV as we write it; the last four say how many follow.
_WAVE_HEAD = 44


class Spoilt(OSError):
    """A kept piece of sound cannot be read; it has been thrown away."""


class Kept(NamedTuple):
    """A file in the storage: its name, its size in bytes, and when it was last written or used."""

    name: str
    size: int
    modified_at: datetime


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
    """Folders of workers that were killed; no task may run for an hour."""
    an_hour_ago = time.time() - 3600
    for folder in Path(beside).glob(f"{UNFINISHED}*") if beside else ():
        with suppress(FileNotFoundError):  # another worker has just finished there
            if folder.stat().st_mtime < an_hour_ago:
                shutil.rmtree(folder, ignore_errors=True)


def _local_root() -> str | None:
    """
    The folder of a storage on this machine.

    Others may have a `location`, too, which is no folder.
    """
    storage = sounds()
    if not isinstance(storage, FileSystemStorage):
        return None
    Path(storage.location).mkdir(parents=True, exist_ok=True)
    return str(storage.location)


def put(made: Path, name: str) -> None:
    """
    Give a finished file its name; a file of that name has the same content already.

    That one is then as good as new to whoever collects what nobody needs.
    """
    if has(name):
        touch(name)
    elif _local_root() is None:
        with made.open("rb") as stream:
            sounds().save(name, File(stream))
    else:
        target = Path(sounds().path(name))
        target.parent.mkdir(parents=True, exist_ok=True)
        made.replace(target)
        _make_durable(target.parent)


def has(name: str) -> bool:
    """Whether a finished file lies there."""
    return bool(name) and sounds().exists(name)


def touch(name: str) -> None:
    """
    Say that a file is needed still; a storage elsewhere tells only when it was written.

    :raises FileNotFoundError: if it has just been deleted.
    """
    if _local_root() is not None:
        os.utime(sounds().path(name))


def names(prefix: str = "") -> Iterator[Kept]:
    """All finished files below a folder, "clips" and "cuts" being the ones of pieces."""
    storage = sounds()
    try:
        folders, files = storage.listdir(prefix)
    except FileNotFoundError:
        return
    for file in files:
        name = f"{prefix}/{file}" if prefix else file
        with suppress(FileNotFoundError):  # it was deleted since it was listed
            yield Kept(name, storage.size(name), storage.get_modified_time(name))
    for folder in folders:
        if not folder.startswith(UNFINISHED):
            yield from names(f"{prefix}/{folder}" if prefix else folder)


def delete(name: str) -> None:
    """Throw a file away; one that is gone already is as good."""
    sounds().delete(name)


def has_clip(key: str) -> bool:
    """Whether this has been said before."""
    return has(_clip_name(key))


def put_clip(key: str, clip: Clip, folder: Path) -> None:
    """
    Keep what was said, for the next edit of the issue.

    :raises OSError: if the disk does not take it; nothing is there then.
    """
    made = folder / f"{key}.wav"
    with made.open("wb") as stream:
        _write_wave(stream, clip)
        stream.flush()
        os.fsync(stream.fileno())
    put(made, _clip_name(key))


def get_clip(key: str) -> Clip:
    """
    What was said: mono 16-bit PCM and its rate.

    :raises Spoilt: if the clip is; it is thrown away, and the next attempt says it anew.
    """
    try:
        with sounds().open(_clip_name(key)) as stream, wave.open(stream) as recorded:
            pcm = recorded.readframes(recorded.getnframes())
            if len(pcm) != 2 * recorded.getnframes():
                raise EOFError("the clip ends too early")
            return Clip(pcm=pcm, rate=recorded.getframerate())
    except (wave.Error, EOFError, FileNotFoundError) as problem:
        throw_away_clip(key)
        raise Spoilt(f"clip {key} is spoilt") from problem


def check_clip(key: str) -> None:
    """
    Look whether a clip is as long as it says, without reading it.

    :raises Spoilt: as `get_clip`.
    """
    with sounds().open(_clip_name(key)) as stream:
        head = stream.read(_WAVE_HEAD)
        told = int.from_bytes(head[-4:], "little")
        if len(head) == _WAVE_HEAD and stream.size == _WAVE_HEAD + told:
            return
    throw_away_clip(key)
    raise Spoilt(f"clip {key} is spoilt")


def touch_clip(key: str) -> None:
    """Say that a clip and what is known of it are needed still."""
    for name in (_clip_name(key), _loudness_name(key)):
        with suppress(FileNotFoundError):  # whoever reads it next finds out, and makes it anew
            touch(name)


def throw_away_clip(key: str) -> None:
    """Have it said anew."""
    delete(_clip_name(key))
    throw_away_loudness(key)


def put_loudness(key: str, measured: bytes, folder: Path) -> None:
    """Keep how loud a clip is beside it."""
    _put_bytes(_loudness_name(key), measured, folder)


def get_loudness(key: str) -> bytes | None:
    """How loud a clip is, if that is known."""
    return _get_bytes(_loudness_name(key))


def throw_away_loudness(key: str) -> None:
    """Have it measured anew."""
    delete(_loudness_name(key))


def has_cut(key: str) -> bool:
    """Whether this was encoded before."""
    return has(_cut_name(key))


def put_cut(key: str, encoded: bytes, folder: Path) -> None:
    """Keep an encoded piece, for the next edit of the issue."""
    _put_bytes(_cut_name(key), encoded, folder)


def get_cut(key: str) -> bytes | None:
    """An encoded piece, if it is there; whoever gets it needs it still."""
    return _get_bytes(_cut_name(key))


def throw_away_cut(key: str) -> None:
    """Have it made anew."""
    delete(_cut_name(key))


def _put_bytes(name: str, content: bytes, folder: Path) -> None:
    if _local_root() is None:
        delete(name)  # else a storage elsewhere would give it another name
        sounds().save(name, ContentFile(content))
        return
    handle, made = tempfile.mkstemp(dir=folder)
    with os.fdopen(handle, "wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(handle)
    target = Path(sounds().path(name))
    target.parent.mkdir(parents=True, exist_ok=True)
    Path(made).replace(target)


def _get_bytes(name: str) -> bytes | None:
    try:
        with sounds().open(name) as stream:
            content: bytes = stream.read()
        touch(name)
    except FileNotFoundError:
        return None
    return content


def _make_durable(folder: Path) -> None:
    """After a power cut the name is there, too."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _clip_name(key: str) -> str:
    return f"clips/{key[:2]}/{key}.wav"


def _loudness_name(key: str) -> str:
    return f"clips/{key[:2]}/{key}.loudness"


def _cut_name(key: str) -> str:
    return f"cuts/{key[:2]}/{key}.cut"


def _write_wave(stream: IO[bytes], clip: Clip) -> None:
    with wave.open(stream, "wb") as recorded:
        recorded.setnchannels(1)
        recorded.setsampwidth(2)
        recorded.setframerate(clip.rate)
        recorded.writeframes(clip.pcm)
