"""Poison, a full disk, an engine that is away, a bell that never rang: the queue goes on."""

import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.engine import engine_server
from tests.faults.house import House
from tests.faults.narrations import (
    a_house,
    check_files,
    narration,
    publish,
    said,
    speaking_house,
    state,
)

EVENTS = "SELECT count(*) FROM columns_event WHERE kind = 'sound_failed'"
REWRITE = """
from columns.models import Issue
from django.utils import timezone
from tests import factories
body = "<h2>正文</h2>" + "".join(f"<p>改写后的第{{n}}句话。</p>" for n in range({sentences}))
factories.republish(Issue.objects.get(), body, at=timezone.now())
print("null")
"""
OWE = """
from columns.audio import services
from django.utils import timezone
print(json.dumps(services.queue_narration(issue_id={issue}, now=timezone.now())))
"""
RETRY = """
from columns.audio import services, tasks
from columns.audio.models import Narration
from django.utils import timezone
narration = Narration.objects.get(state="blocked")
services.retry(narration_id=narration.pk, now=timezone.now())
Narration.objects.filter(pk=narration.pk).update(setbacks={setbacks})
tasks.narrate.delay()
print("null")
"""
UNRUNG = """
import os
from columns.models import Issue
from neican.kernel.bell import Bell
def die(*_one, **_more):
    if Issue.objects.filter(status="published").exists():
        os._exit(0)
Bell.ring = die
from tests import factories
print("null", flush=True)
factories.make_published_issue()
raise AssertionError("nobody rang")
"""


def until(house: House, wanted: str, issue_id: int | None = None, *, seconds: float = 90) -> None:
    def come() -> bool:
        house.ring()
        return state(house, issue_id) == wanted

    house.wait(come, seconds=seconds, every=0.3)


def test_a_sentence_that_kills_its_worker_fails_alone(tmp_path: Path) -> None:
    house = a_house(tmp_path, poison="毒药")
    poisoned = publish(house, sentences=4, more="<p>这一句是毒药。</p>")
    sound = publish(house, sentences=3)
    with house.worker(clock=False):
        until(house, "ready", sound)
        until(house, "failed", poisoned)
    row = narration(house, poisoned)
    assert row["reason"] == "试了 3 次都没有做完，请运维看日志后重试。"
    assert row["attempts"] == 3
    assert house.rows(EVENTS) == [(1,)]
    # With a worker dies what it was just saying beside the poison.
    assert len(said(house)) - len(set(said(house))) <= row["attempts"]
    check_files(house)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of four megabytes where the sound is kept."""
    disk = tmp_path / "audio"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(disk)]
    try:
        subprocess.run(mount, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.xfail("nobody may mount a disk here")
    yield disk
    subprocess.run(["umount", "--lazy", str(disk)], check=True)


def test_a_full_disk_keeps_the_old_sound_and_the_work_waits_for_room(
    tmp_path: Path, small_disk: Path
) -> None:
    house = a_house(tmp_path)
    publish(house, sentences=3)
    with house.worker(clock=False):
        until(house, "ready")
        old = narration(house)["recording_id"]
        house.tell(REWRITE.format(sentences=400))
        until(house, "blocked")
        row = narration(house)
        assert row["reason"] == "磁盘满了，写不下声音；请运维腾出空间，之后会自动接着做。"
        assert row["recording_id"] is None
        assert house.rows("SELECT id FROM audio_recording") == [(old,)]
        check_files(house)
        assert list(small_disk.glob(".making-*")) == []

        before = len(said(house))
        setbacks = narration(house)["setbacks"]
        house.tell(RETRY.format(setbacks=setbacks))
        house.wait(lambda: narration(house)["setbacks"] > setbacks, seconds=60)
        assert len(said(house)) == before, "nothing is paid for that could not be kept"
        room = ["mount", "-o", "remount,size=64m", str(small_disk)]
        subprocess.run(room, check=True)
        house.tell(RETRY.format(setbacks=0))
        until(house, "ready")
    assert narration(house)["recording_id"] != old
    # What the disk had taken was not said again, but for those that were under way just then.
    assert before > 100
    assert len(said(house)) <= len(set(said(house))) + 6
    check_files(house)


def test_an_engine_that_is_away_delays_the_sound_and_nothing_else(tmp_path: Path) -> None:
    """It is told once to the editors, and each sentence is paid for once."""
    with engine_server() as engine:
        engine.mood = "away"
        house = speaking_house(tmp_path, engine.address)
        issue = publish(house, sentences=6)
        assert house.rows(f"SELECT status FROM columns_issue WHERE id = {issue}") == [
            ("published",)
        ]
        with house.worker(clock=False):
            until(house, "blocked")
            house.wait(lambda: bool(ringing(house, EVENTS)), seconds=90, every=0.3)
            engine.mood = "broken off"
            time.sleep(3)
            assert engine.spoken == 0
            engine.mood = "well"
            until(house, "ready")
        ((sentences, characters),) = house.rows(
            "SELECT sum(sentences), sum(characters) FROM audio_spending"
        )
        ((segments,),) = house.rows("SELECT count(*) FROM audio_segment")
        assert engine.spoken == sentences == segments
        assert characters == engine.characters
    assert house.rows(EVENTS) == [(1,)]
    assert narration(house)["reason"] == ""
    ((problem, failures),) = house.rows("SELECT problem, failures FROM audio_engine")
    assert (problem, failures) == ("", 0)
    check_files(house)


def ringing(house: House, count: str) -> int:
    house.ring()
    number: int = house.rows(count)[0][0]
    return number


def test_what_nobody_rang_for_is_found_within_half_a_minute(tmp_path: Path) -> None:
    """The process died between its commit and the bell."""
    house = a_house(tmp_path)
    house.tell(UNRUNG)
    assert len(house.rows("SELECT id FROM columns_issue WHERE status = 'published'")) == 1
    assert list((tmp_path / "broker" / "queue").iterdir()) == []
    with house.worker():
        log = tmp_path / "worker.log"
        house.wait(lambda: "beat: Starting" in log.read_text(), seconds=60)
        house.wait(lambda: state(house) != "", seconds=30)
        house.wait(lambda: state(house) == "ready", seconds=60)


def test_a_task_that_may_run_no_longer_is_followed_by_one_that_goes_on(tmp_path: Path) -> None:
    house = a_house(tmp_path, seconds=0.2)
    issue = publish(house, sentences=60)
    house.tell(OWE.format(issue=issue))
    # From here on the bell is the test's: its first task may run for three seconds.
    with house.worker(queues="narration", clock=False):
        house.ring(soft_time_limit=3, time_limit=60)
        house.wait(lambda: state(house) == "ready", seconds=60)
    assert house.rows("SELECT count(*) FROM audio_spending") == [(2,)]
    assert len(said(house)) == len(set(said(house)))
    assert narration(house)["attempts"] == 0
    assert house.rows(EVENTS) == [(0,)]
    log = (tmp_path / "worker.log").read_text()
    assert "Soft time limit" in log
    assert "Traceback" not in log
