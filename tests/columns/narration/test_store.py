"""The workshop beside the finished files."""

import os
import time
from pathlib import Path

from columns.audio import store


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


def test_a_name_once_given_keeps_its_bytes(own_sounds: Path) -> None:
    with store.workshop() as folder:
        for content in (b"first", b"second"):
            made = folder / "made.mp3"
            made.write_bytes(content)
            store.put(made, "name.mp3")
    assert (own_sounds / "name.mp3").read_bytes() == b"first"
