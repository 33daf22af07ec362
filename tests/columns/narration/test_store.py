"""Where sound is kept: clips, what is known of them, cuts, finished files."""

import errno
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from columns.audio import store
from columns.audio.voices.base import Clip

CLIP = Clip(pcm=bytes(range(200)) * 4, rate=16_000)
LONG_AGO = time.time() - 40 * 24 * 3600


@pytest.fixture(params=["on this disk", "elsewhere"])
def anywhere(request: pytest.FixtureRequest, settings: Any, own_sounds: Path) -> Path:
    """Both kinds of storage: with files that can be renamed, and without."""
    if request.param == "elsewhere":
        backend = "django.core.files.storage.InMemoryStorage"
        settings.STORAGES = {**settings.STORAGES, "audio": {"BACKEND": backend}}
    return own_sounds


def age(folder: Path) -> None:
    for path in folder.rglob("*"):
        os.utime(path, (LONG_AGO, LONG_AGO))


def test_a_killed_workers_folder_is_cleared_after_a_day_and_a_running_ones_stays(
    own_sounds: Path,
) -> None:
    abandoned, running = own_sounds / ".making-old", own_sounds / ".making-now"
    for folder in (abandoned, running):
        folder.mkdir(parents=True)
        (folder / "half.wav").write_bytes(b"half")
    two_days_ago = time.time() - 2 * 24 * 3600
    os.utime(abandoned, (two_days_ago, two_days_ago))
    with store.workshop() as folder:
        assert folder.parent == own_sounds
    assert not abandoned.exists()
    assert running.exists()
    assert not folder.exists()


@pytest.mark.usefixtures("anywhere")
def test_a_name_once_given_keeps_its_bytes() -> None:
    with store.workshop() as folder:
        for content in (b"first", b"second"):
            made = folder / "made.mp3"
            made.write_bytes(content)
            store.put(made, "name.mp3")
    with store.sounds().open("name.mp3") as stream:
        assert stream.read() == b"first"


@pytest.mark.usefixtures("anywhere")
def test_what_was_kept_comes_back() -> None:
    assert not store.has_clip("ab1")
    assert store.get_loudness("ab1") is None
    assert store.get_cut("cd2") is None
    with store.workshop() as folder:
        store.put_clip("ab1", CLIP, folder)
        store.put_loudness("ab1", b"loud", folder)
        store.put_cut("cd2", b"first", folder)
        store.put_cut("cd2", b"second", folder)
    assert store.has_clip("ab1")
    assert store.get_clip("ab1") == CLIP
    assert store.get_loudness("ab1") == b"loud"
    assert store.has_cut("cd2")
    assert store.get_cut("cd2") == b"second"
    store.check_clip("ab1")
    store.touch_clip("ab1")


@pytest.mark.parametrize("length", [0, 10, 43, 44, 300])
def test_a_clip_that_ends_too_early_is_thrown_away_with_what_is_known_of_it(
    own_sounds: Path, length: int
) -> None:
    for look in (store.get_clip, store.check_clip):
        with store.workshop() as folder:
            store.put_clip("ab1", CLIP, folder)
            store.put_loudness("ab1", b"loud", folder)
        path = own_sounds / "clips/ab/ab1.wav"
        path.write_bytes(path.read_bytes()[:length])
        with pytest.raises(store.Spoilt):
            look("ab1")
        assert not store.has_clip("ab1")
        assert store.get_loudness("ab1") is None


def test_a_clip_that_is_gone_is_as_good_as_spoilt(own_sounds: Path) -> None:
    with pytest.raises(store.Spoilt):
        store.get_clip("ab1")
    assert not own_sounds.exists() or list(own_sounds.rglob("*.wav")) == []


def test_what_is_used_again_is_as_good_as_new(own_sounds: Path) -> None:
    with store.workshop() as folder:
        store.put_clip("ab1", CLIP, folder)
        store.put_loudness("ab1", b"loud", folder)
        store.put_cut("cd2", b"cut", folder)
        store.put_cut("cd3", b"cut", folder)
        (folder / "made").write_bytes(b"file")
        store.put(folder / "made", "name.mp3")
        age(own_sounds / "clips")
        age(own_sounds / "cuts")
        os.utime(own_sounds / "name.mp3", (LONG_AGO, LONG_AGO))
        store.touch_clip("ab1")
        store.get_cut("cd2")
        (folder / "made").write_bytes(b"file")
        store.put(folder / "made", "name.mp3")
    kept = {one.name: one.modified_at.timestamp() > time.time() - 60 for one in store.names()}
    assert kept == {
        "clips/ab/ab1.wav": True,
        "clips/ab/ab1.loudness": True,
        "cuts/cd/cd2.cut": True,
        "cuts/cd/cd3.cut": False,
        "name.mp3": True,
    }


@pytest.mark.usefixtures("anywhere")
def test_a_collector_sees_finished_files_by_folder_and_no_unfinished_ones() -> None:
    assert list(store.names("clips")) == []
    with store.workshop() as folder:
        store.put_clip("ab1", CLIP, folder)
        store.put_cut("cd2", b"cut", folder)
        (folder / "half.mp3").write_bytes(b"half")
        assert [one.name for one in store.names("clips")] == ["clips/ab/ab1.wav"]
        assert [(one.name, one.size) for one in store.names("cuts")] == [("cuts/cd/cd2.cut", 3)]
        assert sorted(one.name for one in store.names()) == ["clips/ab/ab1.wav", "cuts/cd/cd2.cut"]
    store.delete("cuts/cd/cd2.cut")
    store.delete("cuts/cd/cd2.cut")
    assert list(store.names("cuts")) == []


def test_a_storage_elsewhere_makes_no_folder_here(settings: Any, tmp_path: Path) -> None:
    """Some have a `location`, which is a prefix and no folder."""
    options = {"location": str(tmp_path / "prefix")}
    backend = "django.core.files.storage.InMemoryStorage"
    settings.STORAGES = {**settings.STORAGES, "audio": {"BACKEND": backend, "OPTIONS": options}}
    with store.workshop() as folder:
        store.put_cut("cd2", b"cut", folder)
        assert not folder.is_relative_to(tmp_path)
    assert store.get_cut("cd2") == b"cut"
    assert not (tmp_path / "prefix").exists()


FULL_DISK = """
import os, resource, sys, errno
os.environ["DJANGO_SETTINGS_MODULE"] = "neican.settings.test"
import django
django.setup()
from django.conf import settings
local = "django.core.files.storage.FileSystemStorage"
settings.STORAGES["audio"] = {"BACKEND": local, "OPTIONS": {"location": sys.argv[1]}}
from columns.audio import store
from columns.audio.voices.base import Clip
with store.workshop() as folder:
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), int(sys.argv[2])))
    for put in (
        lambda: store.put_clip("ab1", Clip(bytes(100_000), 24_000), folder),
        lambda: store.put_cut("cd2", bytes(100_000), folder),
    ):
        try:
            put()
        except OSError as problem:
            print(problem.errno)
        else:
            print("written")
"""


@pytest.mark.parametrize(
    ("room", "told"), [(10_000, str(errno.EFBIG)), (0, str(errno.EFBIG)), (200_000, "written")]
)
def test_a_full_disk_leaves_no_half_file(tmp_path: Path, room: int, told: str) -> None:
    """The system itself refuses to write beyond so many bytes."""
    command = [sys.executable, "-c", FULL_DISK, str(tmp_path / "audio"), str(room)]
    root = Path(__file__).parents[3]
    run = subprocess.run(command, capture_output=True, text=True, cwd=root, check=True)
    assert run.stdout.split() == [told, told]
    left = {path.name for path in (tmp_path / "audio").rglob("*") if path.is_file()}
    assert left == ({"ab1.wav", "cd2.cut"} if told == "written" else set())
