"""What the desk knows of a reading: how far the work is, what was found, what to confirm."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from columns.audio import queries
from columns.audio.admin.own import clock
from columns.audio.models import Narration, Recording, Segment
from columns.audio.services.own_production import UNKNOWN

State = Narration.State
WORKING = frozenset({State.QUEUED.value, State.GENERATING.value, State.BLOCKED.value})


@dataclass(frozen=True, slots=True)
class Reading:
    """A reading that somebody brought, as its page shows it."""

    narration: Narration
    live_id: int | None

    @property
    def is_in_work(self) -> bool:
        return self.narration.state in WORKING

    @property
    def recording(self) -> Recording | None:
        return self.narration.recording

    @property
    def reader(self) -> str:
        return str(self.narration.plan.get("reader", ""))

    @property
    def is_outdated(self) -> bool:
        """Whether readers have another text by now than the one that was read."""
        return self.narration.revision.out_at is not None and (
            self.narration.revision_id != self.live_id
        )

    @property
    def is_early(self) -> bool:
        """Whether it was read from a text that readers do not have yet."""
        return self.narration.revision.out_at is None

    @property
    def is_heard(self) -> bool:
        """
        Whether the sound there is was made of the upload there is.

        Of another one that was just brought nobody can say yet where its free part ends.
        """
        plan = self.narration.plan
        is_confirmed = bool(plan.get("chapters")) or plan.get("free_until_ms") is not None
        return self.narration.state == State.READY or is_confirmed

    @property
    def percent(self) -> int:
        return round(100 * self.narration.done / (self.narration.total or 1))


@dataclass(frozen=True, slots=True)
class Found:
    """What was found in the sound."""

    sentences: int
    is_placed: bool
    has_wall: bool
    free_end_ms: int
    chapters: str

    @property
    def free_end(self) -> str:
        return clock.shown(self.free_end_ms) if self.free_end_ms else ""


def found(narration: Narration, recording: Recording) -> Found:
    """Sentences, chapters as the form writes them, and the last pause before the wall."""
    segments = list(recording.segments.all())
    text = narration.revision
    known = [one for one in segments if one.block_id != UNKNOWN]
    return Found(
        sentences=len(known),
        is_placed=bool(known),
        has_wall=len(text.free_blocks) != len(text.blocks),
        free_end_ms=_free_end_ms(segments) if known else 0,
        chapters=_chapters(recording),
    )


def _chapters(recording: Recording) -> str:
    chapters = queries.chapters(recording, free_only=False)
    return "\n".join(f"{clock.shown(one.start_ms)} {one.title}" for one in chapters)


def _free_end_ms(segments: Sequence[Segment]) -> int:
    end = 0
    for segment in segments:
        if not segment.is_free:
            break
        end = segment.end_ms
    return end


def initial(reading: Reading, about: Found) -> dict[str, Any]:
    """What was confirmed before, else what is proposed."""
    until = reading.narration.plan.get("free_until_ms")
    return {
        "heard": reading.narration.upload,
        "reader": reading.reader,
        "chapters": about.chapters,
        "free_until": clock.shown(until) if until else about.free_end,
        "is_confirmed": until is not None,
    }
