"""The slow work on what a person read: heard through, levelled, aligned, cut."""

import json
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import groupby
from pathlib import Path
from typing import Any

from django.conf import settings

from columns.audio import store
from columns.audio.encoding import Chapter, Encoded, join
from columns.audio.human.aligning import Alignment, Expected, align
from columns.audio.human.placing import (
    Mark,
    Part,
    by_chapter,
    by_sentence,
    cut_ms,
    with_chapters,
)
from columns.audio.models import Narration, Recording, Segment
from columns.audio.production import Made, Watch, cover_of, file_name, tags_of
from columns.audio.queries import HEAD_LINES, settings_for
from columns.audio.script import Line, spoken_lines
from columns.audio.services.own_sounds import Sound, sound_of
from columns.models import Revision

# Of a part in which no sentence of the page is known to be said.
UNKNOWN = "own-recording"
_VERSION = 1
# What a sentence takes that no voice has said yet.
_MS_PER_CHARACTER = 215


def produce_own(narration: Narration, *, watch: Watch) -> Made | Recording:
    """
    Two files of what somebody read for this text; the same answer again costs nothing.

    :raises Unusable: if it cannot be taken. :raises ClaimLost: when the watch says so.
    """
    began = time.monotonic()
    script = _script(narration.revision)
    expected = _expected(narration.revision, script)
    key = _key(narration, script, expected)
    known = _known(narration, key)
    if known is not None:
        return known
    watch.begin(len(script))
    with store.workshop() as folder:
        sound = sound_of(narration.upload, folder, watch, len(script))
        work = _Work(narration, script, sound)
        alignment = _aligned(expected, sound, lambda: watch(len(script)))
        columns, segments = work.done(alignment, folder)
    columns["seconds_spent"] = round(time.monotonic() - began, 2)
    return Made(script_key=key, columns=columns, segments=segments)


def _script(text: Revision) -> list[Line]:
    """A person says nothing of being made by a machine."""
    return spoken_lines(text, settings_for(text.issue.season.column_id), disclosure="")


def _expected(text: Revision, script: Sequence[Line]) -> list[Expected]:
    """How long each line takes in the voice that reads the issue, else by its characters."""
    said = Segment.objects.filter(
        recording__narrations__revision=text, recording__origin=Narration.Origin.SYNTHETIC
    )
    clips = dict(said.values_list("sentence_id", "clip_key"))
    return [
        Expected(
            _clip_ms(clips.get(line.sentence_id, "")) or _guessed_ms(line.said),
            is_head=line.sentence_id in HEAD_LINES,
        )
        for line in script
    ]


def _clip_ms(key: str) -> int:
    return store.get_clip(key).duration_ms if key and store.has_clip(key) else 0


def _guessed_ms(said: str) -> int:
    return max(1, sum(character.isalnum() for character in said)) * _MS_PER_CHARACTER


def _key(narration: Narration, script: Sequence[Line], expected: Sequence[Expected]) -> str:
    """Names the sound, what was confirmed of it, and all that its sentences are found by."""
    lines = [
        [line.sentence_id, line.is_free, line.chapter, one.duration_ms]
        for line, one in zip(script, expected, strict=True)
    ]
    named = [_VERSION, narration.revision_id, narration.upload, narration.plan, lines]
    told = json.dumps([*named, settings.PREVIEW_AUDIO_SECONDS], sort_keys=True)
    return sha256(told.encode()).hexdigest()


def _known(narration: Narration, key: str) -> Recording | None:
    """The one that was made before; not one whose opening was taken back and is confirmed again."""
    row = Recording.objects.filter(issue=narration.revision.issue_id, script_key=key).first()
    if row is None or not all(store.has(name) for name in (row.file, row.preview_file) if name):
        return None
    if narration.plan.get("free_until_ms") and not row.preview_file:
        return None
    return row


def _aligned(
    expected: Sequence[Expected], sound: Sound, watch: Callable[[], object]
) -> Alignment | None:
    """Where the sentences are; None where that would be a guess."""
    if not expected:
        return None
    found = align(expected, sound.heard.pauses, watch=watch)
    return found if found.is_trustworthy else None


@dataclass(frozen=True, slots=True)
class _Work:
    """What is made of a sound for one text."""

    narration: Narration
    script: Sequence[Line]
    sound: Sound

    def done(
        self, alignment: Alignment | None, folder: Path
    ) -> tuple[dict[str, Any], list[dict[str, Any]]]:
        """The columns of the recording, and its segments; the files are in their place."""
        parts = self._parts(alignment)
        until = cut_ms(parts, self._free_until_ms)
        whole = self._joined(parts, None, folder)
        preview = self._joined(parts, until, folder) if until else None
        return self._columns(whole, preview), [
            self._segment(place, part) for place, part in enumerate(parts)
        ]

    @property
    def _text(self) -> Revision:
        return self.narration.revision

    @property
    def _marks(self) -> list[Mark]:
        chapters = self.narration.plan.get("chapters") or ()
        return [Mark(one["title"], one["start_ms"]) for one in chapters]

    @property
    def _free_until_ms(self) -> int:
        """Of a text with a wall only what somebody confirmed; nobody's word is nothing free."""
        if len(self._text.free_blocks) != len(self._text.blocks):
            return int(self.narration.plan.get("free_until_ms") or 0)
        return int(settings.PREVIEW_AUDIO_SECONDS * 1000)

    def _parts(self, alignment: Alignment | None) -> list[Part]:
        length = self.sound.levelled.duration_ms
        if alignment is not None:
            return with_chapters(by_sentence(alignment, self.script, length), self._marks)
        marks = self._marks or [Mark(self._text.facts["headline"], 0)]
        pauses = self.sound.heard.pauses
        return by_chapter(marks, pauses, length, free_until_ms=self._free_until_ms)

    def _joined(self, parts: Sequence[Part], until_ms: int | None, folder: Path) -> Encoded:
        made = folder / "joined.mp3"
        chapters = _chapters(part for part in parts if until_ms is None or part.end_ms <= until_ms)
        # Nothing synthetic is in it, so it does not bear the label.
        tags = tags_of(self._text, is_synthetic=False)
        cover = cover_of(self._text.issue)
        encoded = join(self.sound.levelled.cuts(until_ms), made, tags, chapters, cover)
        store.put(made, file_name(encoded))
        return encoded

    def _columns(self, whole: Encoded, preview: Encoded | None) -> dict[str, Any]:
        return {
            "file": file_name(whole),
            "size": whole.size,
            "duration_ms": whole.duration_ms,
            "loudness_lufs": whole.loudness_lufs,
            "peak_dbfs": whole.peak_dbfs,
            "gain_db": self.sound.levelled.gain_db,
            "preview_file": file_name(preview) if preview else "",
            "preview_size": preview.size if preview else 0,
            "preview_duration_ms": preview.duration_ms if preview else 0,
            "light_file": "",
            "light_size": 0,
            "waveform": self.sound.waveform,
            "is_coarse": True,
            "voices": self.narration.plan.get("reader", ""),
            "characters": sum(len(line.text) for line in self.script),
            "synthesised": 0,
        }

    def _segment(self, place: int, part: Part) -> dict[str, Any]:
        line = None if part.sentence is None else self.script[part.sentence]
        return {
            "position": place,
            "sentence_id": line.sentence_id if line else f"own-{place}",
            "block_id": line.block_id if line else UNKNOWN,
            "is_free": part.is_free,
            "chapter": part.chapter[:80],
            "text": line.text if line else "",
            "spoken": line.said if line else "",
            "clip_key": "",
            "start_ms": part.start_ms,
            "end_ms": part.end_ms,
        }


def _chapters(parts: Iterable[Part]) -> list[Chapter]:
    runs = [list(run) for _title, run in groupby(parts, key=lambda part: part.chapter)]
    return [Chapter(run[0].chapter, run[0].start_ms, run[-1].end_ms) for run in runs]
