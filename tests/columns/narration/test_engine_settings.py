"""An engine that the settings describe wrongly."""

from datetime import datetime
from typing import Any

import pytest
from django.core.checks import run_checks

from columns.audio import services
from columns.audio.casting import voice_for
from columns.audio.models import HouseVoice, Narration, NarrationSettings
from tests import factories

AZURE = {"ENGINE": "columns.audio.voices.azure.AzureVoice", "OPTIONS": {"region": "eastasia"}}


def test_the_settings_as_they_are_shipped_are_right() -> None:
    assert [one for one in run_checks() if one.id == "audio.E001"] == []


def test_a_key_that_is_missing_is_told_when_the_house_starts(settings: Any) -> None:
    settings.NARRATION_ENGINES = {**settings.NARRATION_ENGINES, "azure": AZURE}
    (found,) = [one for one in run_checks() if one.id == "audio.E001"]
    assert "'azure'" in found.msg
    assert "'key'" in found.msg


@pytest.mark.django_db
def test_an_engine_that_is_gone_blocks_its_issues_with_a_sentence(now: datetime) -> None:
    gone = HouseVoice.objects.create(name="从前的", engine="gone")
    NarrationSettings.objects.update(voice=gone)
    issue = factories.make_published_issue(at=now)
    pk = services.queue_narration(issue_id=issue.pk, now=now)
    assert pk is not None
    assert not services.narrate(narration_id=pk, voices=voice_for, now=now)
    narration = Narration.objects.get(pk=pk)
    assert narration.state == Narration.State.BLOCKED
    assert "'gone'" in narration.reason
