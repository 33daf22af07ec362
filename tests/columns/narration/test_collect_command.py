"""An operator who is short of room looks first, then clears up."""

import os
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.core.management import call_command

from columns.audio import services, store
from columns.audio.models import Recording
from tests import factories
from tests.columns.narration.narrated import only
from tests.faults.tone import ToneVoice

pytestmark = pytest.mark.django_db

LATER = timedelta(hours=49)


@pytest.fixture
def replaced(tmp_path: Path, now: datetime, own_sounds: Path) -> Recording:
    """Sound that a newer text has replaced, two days ago."""
    tone = ToneVoice(noted=str(tmp_path / "said"))
    issue = factories.make_published_issue(at=now)
    for body in (None, "<p>完全换过的一句话。</p>"):
        if body:
            factories.republish(issue, body, at=now)
        services.queue_narration(issue_id=issue.pk, now=now)
        assert services.narrate_next(voices=only(tone), now=now)
    for path in own_sounds.rglob("*"):
        os.utime(path, (now.timestamp(), now.timestamp()))
    services.collect(now=now)
    old = Recording.objects.order_by("pk").first()
    assert old is not None
    return old


def files() -> set[str]:
    return {kept.name for kept in store.names()}


def test_looking_says_exactly_what_will_go_and_changes_nothing(
    replaced: Recording, now: datetime
) -> None:
    before, rows = files(), Recording.objects.count()
    told = services.collectable(now=now + LATER)
    assert (files(), Recording.objects.count()) == (before, rows)
    assert told.recordings == 1
    assert told.bytes > replaced.size
    assert services.collect(now=now + LATER) == told
    assert len(before) - len(files()) == told.files
    assert services.collectable(now=now + LATER) == services.Collected(0, 0, 0)


def test_within_the_grace_there_is_nothing_to_collect(replaced: Recording, now: datetime) -> None:
    assert services.collectable(now=now) == services.Collected(0, 0, 0)


def test_the_command_says_it_in_one_line(
    replaced: Recording, now: datetime, capsys: pytest.CaptureFixture[str]
) -> None:
    Recording.objects.filter(pk=replaced.pk).update(superseded_at=now - 2 * LATER)
    call_command("collect_sound", "--dry-run")
    assert capsys.readouterr().out.startswith("可回收：1 份旧声音，")
    assert Recording.objects.filter(pk=replaced.pk).exists()
    call_command("collect_sound")
    assert capsys.readouterr().out.startswith("已清理：1 份旧声音，")
    assert not Recording.objects.filter(pk=replaced.pk).exists()
