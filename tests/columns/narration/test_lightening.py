"""The smaller file comes after all that is owed, once, and is as long as the other."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from columns.audio import services, store
from columns.audio.encoding import decoded_duration_ms
from columns.audio.models import Narration, Recording
from columns.audio.services import lightening
from columns.audio.voices.base import Voice
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def sound(voice: Voice, now: datetime) -> Recording:
    issue = factories.make_published_issue(at=now)
    pk = services.queue_narration(issue_id=issue.pk, now=now)
    assert pk is not None
    services.narrate(narration_id=pk, voices=lambda _row: voice, now=now)
    return Recording.objects.get()


def test_it_is_smaller_and_as_long(sound: Recording, now: datetime, own_sounds: Path) -> None:
    assert list(services.light_owed(now=now)) == [sound]
    assert services.lighten_next(now=now)
    sound.refresh_from_db()
    assert 0 < sound.light_size < sound.size
    assert (own_sounds / sound.light_file).stat().st_size == sound.light_size
    assert abs(decoded_duration_ms(own_sounds / sound.light_file) - sound.duration_ms) <= 60
    assert not services.lighten_next(now=now), "once"


def test_nobody_else_is_at_it_meanwhile(sound: Recording, now: datetime) -> None:
    Recording.objects.update(light_until=now + timedelta(minutes=1))
    assert not services.lighten_next(now=now)
    assert services.lighten_next(now=now + timedelta(minutes=2)), "an expired lease lets others in"


def test_it_gives_up_where_the_clips_are_gone(sound: Recording, now: datetime) -> None:
    for kept in list(store.names("clips")):
        store.delete(kept.name)
    for hours in range(4):
        services.lighten_next(now=now + timedelta(hours=hours))
    sound.refresh_from_db()
    assert (sound.light_file, sound.light_tries) == ("", 3)
    assert not services.light_owed(now=now + timedelta(days=1)).exists()


def test_a_sound_that_is_made_anew_gets_its_smaller_file_after_all(
    voice: Voice, sound: Recording, now: datetime
) -> None:
    Recording.objects.update(light_tries=3, light_until=now + timedelta(hours=1))
    store.delete(sound.file)
    narration = Narration.objects.get()
    services.retry(narration_id=narration.pk, now=now)
    assert services.narrate(narration_id=narration.pk, voices=lambda _row: voice, now=now)
    assert list(services.light_owed(now=now)) == [sound]


def test_what_nobody_gets_any_more_is_left_out(sound: Recording, now: datetime) -> None:
    assert list(services.light_owed(now=now)) == [sound]
    Recording.objects.update(superseded_at=now)
    assert not services.light_owed(now=now).exists()


def test_it_gives_way_to_what_is_to_be_narrated(
    voice: Voice, sound: Recording, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lightening, "LOOK_SECONDS", 0)
    urgent = services.queue_narration(issue_id=factories.make_published_issue(at=now).pk, now=now)
    assert urgent is not None
    assert services.lighten_next(now=now), "there is more to do"
    sound.refresh_from_db()
    assert (sound.light_file, sound.light_tries, sound.light_until) == ("", 0, None)
    services.narrate(narration_id=urgent, voices=lambda _row: voice, now=now)
    while services.lighten_next(now=now):
        pass
    assert not Recording.objects.filter(light_file="").exists()
