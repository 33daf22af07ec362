"""Issues that were read aloud by the real voice, for tests of what is changed afterwards."""

from datetime import datetime

from columns.audio import services
from columns.audio.casting import Voices
from columns.audio.models import Narration, Recording
from columns.audio.voices.base import Voice
from columns.models import Issue


def only(voice: Voice) -> Voices:
    """Whoever is asked for, this one speaks."""
    return lambda _row: voice


def read_aloud(voice: Voice, issue: Issue, now: datetime) -> Recording:
    """The sound of the issue's live text, made now if it is owed."""
    services.queue_narration(issue_id=issue.pk, now=now)
    while services.narrate_next(voices=only(voice), now=now):
        pass
    recording = Narration.objects.get(revision=issue.live, origin="synthetic").recording
    assert recording is not None
    return recording


def owed() -> list[int]:
    """Ids of the narrations that wait."""
    return list(Narration.objects.filter(state="queued").values_list("pk", flat=True))
