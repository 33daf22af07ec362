"""Shells around narration: a bell for one, a sweep for whatever no bell reached."""

import atexit
from functools import cache
from typing import Any

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from columns.audio import services
from columns.audio.voices.base import Voice, VoiceUnavailable
from columns.audio.voices.registry import get_voice

OFFER_SECONDS = 20


@cache
def site_voice() -> Voice:
    """One voice for each worker process; its engine is ended with the process."""
    voice = get_voice(settings.NARRATION_VOICE)
    atexit.register(voice.close)
    return voice


@shared_task(name="audio.queue")
def queue(*, issue_id: int, **_later: Any) -> None:
    """Owe a narration of an issue's live text, and begin."""
    narration_id = services.queue_narration(
        issue_id=issue_id, voice_key=site_voice().key, now=timezone.now()
    )
    if narration_id is not None:
        narrate.delay(narration_id=narration_id)


# No retry by the queue: the row itself says when the next attempt is due, and the sweep offers it.
@shared_task(name="audio.narrate", throws=(VoiceUnavailable,))
def narrate(*, narration_id: int, **_later: Any) -> None:
    """Narrate one issue, if nobody else does."""
    services.narrate(narration_id=narration_id, voice=site_voice(), now=timezone.now())


@shared_task(name="audio.sweep")
def sweep(**_later: Any) -> None:
    """Offer everything that is owed."""
    for narration_id in services.owed(voice_key=site_voice().key, now=timezone.now()):
        # While the workers are busy the next sweep offers it again; this offer is void by then.
        narrate.apply_async(kwargs={"narration_id": narration_id}, expires=OFFER_SECONDS)
