"""What nobody asks for any more goes after its grace; nothing else ever does."""

import os
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from columns import services as newsroom
from columns.audio import queries, services, store
from columns.audio.models import Narration, Recording
from columns.audio.services import collecting
from columns.audio.voices.base import Voice
from columns.models import Issue
from tests import factories

pytestmark = pytest.mark.django_db

GRACE = timedelta(hours=48)
LATER = GRACE + timedelta(hours=1)


def narrated(issue: Issue, voice: Voice, now: datetime) -> Recording:
    pk = services.queue_narration(issue_id=issue.pk, now=now)
    assert pk is not None
    assert services.narrate(narration_id=pk, voices=lambda _row: voice, now=now)
    sound = Narration.objects.select_related("recording").get(pk=pk).recording
    assert sound is not None
    return sound


def age(folder: Path, now: datetime) -> None:
    """All files were last touched then."""
    for path in folder.rglob("*"):
        if path.is_file():
            os.utime(path, (now.timestamp(), now.timestamp()))


def names() -> set[str]:
    return {kept.name for kept in store.names() if not kept.name.startswith("cuts/")}


@pytest.fixture
def replaced(voice: Voice, now: datetime, own_sounds: Path) -> tuple[Recording, Recording]:
    """The sound before and after an edit."""
    issue = factories.make_published_issue(at=now)
    old = narrated(issue, voice, now)
    factories.republish(issue, factories.BODY.replace("最后一段", "改过的一段"), at=now)
    new = narrated(issue, voice, now)
    age(own_sounds, now)
    return old, new


def test_sound_that_was_replaced_serves_through_its_grace_and_goes_then(
    replaced: tuple[Recording, Recording], now: datetime
) -> None:
    old, new = replaced
    services.collect(now=now)
    assert services.collect(now=now + GRACE - timedelta(hours=1)).recordings == 0
    assert {old.file, old.preview_file, new.file} <= names()
    done = services.collect(now=now + LATER)
    assert done.recordings == 1
    assert {old.file, old.preview_file} - {new.preview_file} & names() == set()
    assert not Recording.objects.filter(pk=old.pk).exists()
    assert {new.file, new.preview_file} <= names()
    assert queries.narration_for(new.issue) is not None


def test_of_the_old_sound_only_clips_that_the_new_one_does_not_use_go(
    replaced: tuple[Recording, Recording], now: datetime
) -> None:
    old, new = replaced
    used = set(new.segments.values_list("clip_key", flat=True))
    alone = set(old.segments.values_list("clip_key", flat=True)) - used
    assert len(alone) == 1
    services.collect(now=now)
    services.collect(now=now + LATER)
    kept = {name.rpartition("/")[2].partition(".")[0] for name in names() if "clips/" in name}
    assert kept == used


def test_what_a_worker_has_just_used_stays(
    replaced: tuple[Recording, Recording], now: datetime, own_sounds: Path
) -> None:
    """A clip that no row names yet: its narration is being made at this moment."""
    stray = own_sounds / "clips" / "ab" / f"{'ab' * 32}.wav"
    stray.parent.mkdir(parents=True, exist_ok=True)
    stray.write_bytes(b"RIFF")
    moment = (now + LATER).timestamp()
    os.utime(stray, (moment, moment))
    services.collect(now=now + LATER)
    assert stray.exists()
    services.collect(now=now + LATER + LATER)
    assert not stray.exists()


def test_a_file_that_comes_into_use_between_listing_and_deleting_stays(
    replaced: tuple[Recording, Recording], now: datetime, own_sounds: Path
) -> None:
    (own_sounds / "stray.mp3").write_bytes(b"sound")
    age(own_sounds, now)
    (listed,) = [one for one in services.unneeded(now=now + LATER) if one.name == "stray.mp3"]
    os.utime(own_sounds / "stray.mp3")
    assert not collecting._thrown(listed)
    assert (own_sounds / "stray.mp3").exists()


def test_a_file_that_gets_a_name_between_listing_and_deleting_stays(
    replaced: tuple[Recording, Recording], now: datetime, own_sounds: Path
) -> None:
    (own_sounds / "stray.mp3").write_bytes(b"sound")
    age(own_sounds, now)
    (listed,) = [one for one in services.unneeded(now=now + LATER) if one.name == "stray.mp3"]
    Recording.objects.filter(pk=replaced[1].pk).update(light_file="stray.mp3")
    assert not collecting._thrown(listed)
    Recording.objects.filter(pk=replaced[1].pk).update(light_file="")
    assert collecting._thrown(listed), "the twin: unnamed and untouched, it goes"


def test_a_withdrawn_issue_keeps_its_sound(
    replaced: tuple[Recording, Recording], now: datetime
) -> None:
    _old, new = replaced
    newsroom.withdraw_issue(issue_id=new.issue_id, by=None, at=now)
    services.collect(now=now)
    services.collect(now=now + LATER)
    assert {new.file, new.preview_file} <= names()


def test_sound_made_ahead_of_its_text_stays(voice: Voice, now: datetime, own_sounds: Path) -> None:
    issue = factories.make_issue(at=now)
    newsroom.approve_issue(issue_id=issue.pk, by=None, at=now)
    ahead = narrated(issue, voice, now)
    age(own_sounds, now)
    services.collect(now=now)
    services.collect(now=now + LATER)
    assert ahead.file in names()


def test_sound_that_comes_back_into_use_loses_its_mark(
    replaced: tuple[Recording, Recording], voice: Voice, now: datetime
) -> None:
    old, _new = replaced
    services.collect(now=now)
    assert Recording.objects.get(pk=old.pk).superseded_at == now
    factories.republish(old.issue, factories.BODY, at=now)
    back = narrated(old.issue, voice, now)
    assert (back.pk, back.superseded_at) == (old.pk, None)
    services.collect(now=now + LATER)
    assert old.file in names()
