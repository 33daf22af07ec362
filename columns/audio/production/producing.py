"""From what is prepared to what is heard: the whole, its free opening, the light file."""

import time
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from av.audio.frame import AudioFrame
from django.conf import settings
from django.utils.translation import gettext as _

from columns.audio import store
from columns.audio.casting import Cast
from columns.audio.encoding import (
    Cut,
    Encoded,
    Sound,
    encode_light,
    join,
    sound_of_clips,
    sound_of_file,
)
from columns.audio.models import NO_PREVIEW, Narration, Recording
from columns.audio.production.assembling import Assembled, Bench, assemble
from columns.audio.production.labels import chapters_of, cover_of, tags_of
from columns.audio.production.preparing import Part, Prepared
from columns.audio.production.speaking import Ledger, Watch, say
from columns.audio.queries import chapters
from columns.audio.voices.base import Clip, VoiceRefused

_FRAMES_BETWEEN_LOOKS = 200  # of 24 ms


@dataclass(frozen=True, slots=True)
class Made:
    """What the recording's row and its segments are to hold."""

    script_key: str
    columns: dict[str, Any]
    segments: list[dict[str, Any]]


def produce(prepared: Prepared, cast: Cast, *, watch: Watch, bill: Ledger) -> Made:
    """
    Say what has not been said before, bring it to one loudness, join it and its free opening.

    `watch` is told of every sentence; what was said is never said again, and what was cut is not
    cut again.

    :raises ClaimLost: when the watch says so. :raises VoiceError, EncodingFailed, OSError: as they
        are.
    """
    began = time.monotonic()
    if not prepared.parts:
        raise VoiceRefused(_("这一期没有能念的内容；请看播讲稿里是不是全都去掉了。"))
    watch.begin(len(prepared.parts))
    with store.workshop() as folder:
        told = say(prepared.parts, cast, folder, watch, bill)
        bench = Bench(told, folder)
        former = _former_gain(prepared.revision.issue_id)
        all_of_it = assemble(prepared.parts, bench, former, watch)
        joiner = _Joiner(prepared, bench, all_of_it.gain_db, watch)
        whole, opening = joiner.join(all_of_it.parts), _opening(all_of_it.parts)
        # An own script without a wall, read without a head, has nothing for strangers.
        preview = joiner.join(opening) if opening else None
    return Made(
        script_key=prepared.script_key,
        columns={
            **_columns(whole, preview, all_of_it),
            "voices": cast.keys,
            "synthesised": told.synthesised,
            "seconds_spent": round(time.monotonic() - began, 2),
        },
        segments=[_segment(place, part) for place, part in enumerate(all_of_it.parts)],
    )


def produce_light(recording: Recording, go_on: Callable[[], None]) -> dict[str, Any]:
    """
    Make the light file of a recording: the columns of its row that tell of it.

    `go_on` is called every few seconds of sound; what it raises ends the work and comes through.

    :raises Spoilt: if a clip is gone; another attempt will not help before it was said anew.
    :raises EncodingFailed, OSError: as they are.
    """
    is_own = recording.origin == Narration.Origin.OWN
    sound = _sound_of_own(recording, go_on) if is_own else _sound_of_voices(recording, go_on)
    tags = tags_of(recording.revision, is_synthetic=not is_own)
    sections = chapters(recording, free_only=False)
    with store.workshop() as folder:
        made = folder / "light.m4a"
        encoded = encode_light(sound, made, tags, sections)
        name = f"{encoded.sha256}.m4a"
        store.put(made, name)
    return {"light_file": name, "light_size": encoded.size}


def _sound_of_voices(recording: Recording, go_on: Callable[[], None]) -> Sound:
    segments = list(recording.segments.all())

    def spoken() -> Iterator[tuple[Clip, int]]:
        for one in segments:
            go_on()
            clip = store.get_clip(one.clip_key)
            # The pause that the MP3 has there, to the frame.
            yield clip, int(one.end_ms - one.start_ms - len(clip.pcm) * 500 / clip.rate)

    return sound_of_clips(spoken, recording.gain_db or 0.0)


def _sound_of_own(recording: Recording, go_on: Callable[[], None]) -> Sound:
    read = sound_of_file(partial(store.sounds().open, recording.file))

    def frames(limit: float) -> Iterator[AudioFrame]:
        for place, frame in enumerate(read(limit)):
            if place % _FRAMES_BETWEEN_LOOKS == 0:
                go_on()
            yield frame

    return frames


def file_name(encoded: Encoded) -> str:
    """Named by its content, so a name once given never changes its bytes."""
    return f"{encoded.sha256}.mp3"


def _former_gain(issue_id: int) -> float | None:
    """What the issue's last recording was raised by: its cuts are still there."""
    gains = Recording.objects.filter(issue=issue_id, gain_db__isnull=False).order_by("-made_at")
    return gains.values_list("gain_db", flat=True).first()


def _opening(parts: Sequence[Part]) -> list[Part]:
    """The free lines, ended at a sentence's end within the preview's length; one, if there is."""
    free = [part for part in parts if part.line.is_free]
    limit = settings.PREVIEW_AUDIO_SECONDS * 1000
    return [part for part in free if part.end_ms <= limit] or free[:1]


@dataclass(frozen=True, slots=True)
class _Joiner:
    """Writes files of the same cuts, each under the name of its content."""

    prepared: Prepared
    bench: Bench
    gain_db: float
    watch: Watch

    def join(self, parts: Sequence[Part]) -> Encoded:
        revision = self.prepared.revision
        made: Path = self.bench.folder / "joined.mp3"
        with closing(self._cuts(parts)) as cuts:
            tags, cover = tags_of(revision), cover_of(revision.issue)
            encoded = join(cuts, made, tags, chapters_of(parts), cover)
        store.put(made, file_name(encoded))
        return encoded

    def _cuts(self, parts: Sequence[Part]) -> Generator[Cut]:
        for part in parts:
            self.watch(len(self.prepared.parts))
            yield self.bench.cut(self.gain_db, part)


def _columns(whole: Encoded, preview: Encoded | None, made: Assembled) -> dict[str, Any]:
    return {
        "file": file_name(whole),
        "size": whole.size,
        "duration_ms": whole.duration_ms,
        "loudness_lufs": whole.loudness_lufs,
        "peak_dbfs": whole.peak_dbfs,
        "gain_db": made.gain_db,
        "waveform": made.waveform,
        "characters": sum(len(part.line.text) for part in made.parts),
        **_preview_columns(preview),
        # Those of the sound that was there before tell nothing of this one.
        "light_file": "",
        "light_size": 0,
        "light_tries": 0,
        "light_until": None,
    }


def _preview_columns(preview: Encoded | None) -> Mapping[str, Any]:
    if preview is None:
        return NO_PREVIEW
    return {
        "preview_file": file_name(preview),
        "preview_size": preview.size,
        "preview_duration_ms": preview.duration_ms,
    }


def _segment(place: int, part: Part) -> dict[str, Any]:
    return {
        "position": place,
        "sentence_id": part.line.sentence_id,
        "block_id": part.line.block_id,
        "is_free": part.line.is_free,
        "chapter": part.line.chapter[:80],
        "text": part.line.text,
        "spoken": part.spoken,
        "readings": part.readings,
        "clip_key": part.key,
        "start_ms": part.start_ms,
        "end_ms": part.end_ms,
    }
