"""When each sentence is spoken, written for the player."""

from dataclasses import asdict, dataclass
from typing import Any

from django.urls import reverse

from columns.audio import queries
from columns.audio.models import Recording
from columns.audio.timings import to_json
from subscribers.reading import sound_addresses


@dataclass(frozen=True, slots=True)
class Sources:
    """Where a reader hears an issue, and where in fewer bytes; "" where he does not."""

    src: str = ""
    light: str = ""


def as_json(
    recording: Recording, issue_id: int, *, is_full: bool, reader_id: int | None
) -> dict[str, Any]:
    """
    The timing document (columns.audio.timings) of the file that this reader may hear.

    `src` names the file that the segments belong to, so that the player never mixes two texts;
    `light` the same sound in fewer bytes, "" where there is none. `is_coarse`: the sentences' times
    were found by comparing, so that no more than the block should be lit.
    """
    cues, chapters = queries.timings(recording, free_only=not is_full)
    document = to_json(
        cues,
        chapters,
        duration_ms=recording.duration_ms if is_full else recording.preview_duration_ms,
    )
    return {
        **document,
        **asdict(sources(recording, issue_id, is_full=is_full, reader_id=reader_id)),
        "preview": not is_full,
        "origin": recording.origin,
        "is_coarse": recording.is_coarse,
    }


def sources(
    recording: Recording, issue_id: int, *, is_full: bool, reader_id: int | None
) -> Sources:
    """The addresses for this reader; none at all where even the opening is not free."""
    if not is_full:
        return Sources(_opening(recording, issue_id))
    light = recording.light_file
    return Sources(
        src=sound_addresses.listening(issue_id, recording.file, reader_id),
        light=light and sound_addresses.listening(issue_id, light, reader_id),
    )


def _opening(recording: Recording, issue_id: int) -> str:
    name = recording.preview_file
    return reverse("audio_preview", args=[issue_id, name.removesuffix(".mp3")]) if name else ""
