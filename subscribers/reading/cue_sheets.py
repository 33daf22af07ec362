"""When each sentence is spoken, written for the player."""

from typing import Any

from django.urls import reverse

from columns.audio import queries
from columns.audio.models import Narration
from columns.audio.timings import to_json


def as_json(narration: Narration, issue_id: int, *, is_full: bool) -> dict[str, Any]:
    """
    The timing document (columns.audio.timings) of the file that this reader may hear.

    `src` names the file that the segments belong to, so that the player never mixes two texts.
    """
    cues, chapters = queries.timings(narration, free_only=not is_full)
    document = to_json(
        cues,
        chapters,
        duration_ms=narration.duration_ms if is_full else narration.preview_duration_ms,
    )
    return {
        **document,
        "src": sound_url(narration, issue_id, is_full=is_full),
        "preview": not is_full,
    }


def sound_url(narration: Narration, issue_id: int, *, is_full: bool) -> str:
    """Where the sound lies that this reader may hear; "" where even the opening is not free."""
    name = narration.file if is_full else narration.preview_file
    view = "audio" if is_full else "audio_preview"
    return reverse(view, args=[issue_id, name.removesuffix(".mp3")]) if name else ""
