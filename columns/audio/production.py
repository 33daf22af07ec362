"""The slow work: from a revision's script to two encoded files. It writes files, never states."""

import json
import re
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from hashlib import sha256
from itertools import groupby
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from columns.audio import store
from columns.audio.encoding import PAUSE_AFTER_MS, Encoded, Tags, encode
from columns.audio.queries import lexicon_for
from columns.audio.script import Line, lines
from columns.audio.spoken import speak
from columns.audio.timings import Chapter
from columns.audio.voices.base import Clip, Voice, VoiceRefused, silence, trimmed
from columns.models import Revision
from neican.kernel.document import Kind

BREATH_MS = 200  # between the parts of a sentence that is too long for one call


class ClaimLost(Exception):
    """Somebody else has taken the work over; what was said so far stays as clips."""


@dataclass(frozen=True, slots=True)
class Part:
    """A line as it is said, the pause behind it, and its place in the file in ms."""

    line: Line
    spoken: str
    words: str  # what the voice is given
    key: str
    pause_ms: int
    start_ms: int = 0
    end_ms: int = 0


@dataclass(frozen=True, slots=True)
class Made:
    """What the finished narration's row and its segments are to hold."""

    columns: dict[str, Any]
    segments: list[dict[str, Any]]


def produce(revision: Revision, voice: Voice, *, still_ours: Callable[[], bool]) -> Made:
    """
    Say what has not been said before, join all, encode the whole and its free opening.

    `still_ours` is asked at every sentence, spoken or joined; what was said is never said again.

    :raises ClaimLost: when it answers no. :raises VoiceError, EncodingFailed, OSError: as they are.
    """
    began = time.monotonic()
    with store.workshop() as folder:
        script = _script(revision, voice)
        synthesised = _say(script, voice, folder, still_ours)
        parts, rate = _placed(script)
        join = partial(_encode, revision, rate=rate, folder=folder, still_ours=still_ours)
        whole, preview = join(parts), join(_opening(parts))
    return Made(
        columns={
            **_columns(whole, preview),
            "characters": sum(len(part.line.text) for part in parts),
            "synthesised": synthesised,
            "seconds_spent": round(time.monotonic() - began, 2),
        },
        segments=[_segment(place, part) for place, part in enumerate(parts)],
    )


def _script(revision: Revision, voice: Voice) -> list[Part]:
    lexicon = lexicon_for(revision.issue)
    script = lines(revision, disclosure=settings.NARRATION_DISCLOSURE)
    parts = []
    for line, follower in zip(script, [*script[1:], None], strict=True):
        said = speak(line.text, lexicon)
        words = said.phonetic if voice.reads == "pinyin" else said.text
        key = sha256(f"{voice.key}\n{words}".encode()).hexdigest()
        if words.strip():
            parts.append(Part(line, said.text, words, key, _pause_after(line, follower)))
    return parts


def _pause_after(line: Line, follower: Line | None) -> int:
    if line.kind is Kind.HEADING:
        return PAUSE_AFTER_MS["heading"]
    if follower is None or follower.block_id != line.block_id:
        return PAUSE_AFTER_MS["block"]
    return PAUSE_AFTER_MS["sentence"]


def _say(script: Sequence[Part], voice: Voice, folder: Path, still_ours: Callable[[], bool]) -> int:
    """Make the clips that are not there yet; how many that were."""
    missing = {part.key: part.words for part in script if not store.has_clip(part.key)}
    for key, words in missing.items():
        store.put_clip(key, _clip(voice, words), folder)
        if not still_ours():
            raise ClaimLost
    return len(missing)


def _clip(voice: Voice, words: str) -> Clip:
    """
    One sentence said, in several breaths where it is longer than the voice takes at once.

    :raises VoiceRefused: naming the words, so that the editor finds them.
    """
    try:
        clips = [trimmed(voice.synthesize(one)) for one in breaths(words, voice.max_characters)]
    except VoiceRefused as refusal:
        said = _("“%(words)s…”：%(why)s") % {"words": words[:24], "why": refusal.sentence}
        raise VoiceRefused(said) from refusal
    rate = clips[0].rate
    return Clip(pcm=silence(BREATH_MS, rate).join(clip.pcm for clip in clips), rate=rate)


def breaths(words: str, most: int) -> list[str]:
    """The words in pieces of at most so many characters, cut after marks, else after blanks."""
    pieces = [""]
    for part in re.findall(r"[^,，、;；:： ]*(?:[,，、;；:： ]+|$)", words):
        if pieces[-1] and len(pieces[-1]) + len(part) > most:
            pieces.append("")
        pieces[-1] += part
    return [piece for piece in pieces if piece.strip()]


def _placed(script: Sequence[Part]) -> tuple[list[Part], int]:
    """Parts that sound, each with its place to the nearest ms, and the clips' rate in Hz."""
    parts: list[Part] = []
    samples, rate = 0, 0
    for part in script:
        clip = store.get_clip(part.key)
        rate = clip.rate
        if not clip.pcm:
            continue
        start, end = samples, samples + len(clip.pcm) // 2
        parts.append(replace(part, start_ms=_ms(start, rate), end_ms=_ms(end, rate)))
        samples = end + len(silence(part.pause_ms, rate)) // 2
    return parts, rate


def _ms(samples: int, rate: int) -> int:
    return round(samples * 1000 / rate)


def _opening(parts: Sequence[Part]) -> list[Part]:
    """The free lines, ended at a sentence's end within the preview's length; at least one line."""
    free = [part for part in parts if part.line.is_free]
    limit = settings.PREVIEW_AUDIO_SECONDS * 1000
    return [part for part in free if part.end_ms <= limit] or free[:1]


def _encode(
    revision: Revision,
    parts: Sequence[Part],
    *,
    rate: int,
    folder: Path,
    still_ours: Callable[[], bool],
) -> Encoded:
    """One file, under the name of its content."""

    def pieces() -> Iterator[bytes]:
        for part in parts:
            if not still_ours():
                raise ClaimLost
            yield store.get_clip(part.key).pcm
            yield silence(part.pause_ms, rate)

    made = folder / "joined.mp3"
    encoded = encode(pieces, rate, made, _tags(revision), _chapters(parts))
    store.put(made, file_name(encoded))
    return encoded


def file_name(encoded: Encoded) -> str:
    """Named by its content, so a name once given never changes its bytes."""
    return f"{encoded.sha256}.mp3"


def _chapters(parts: Sequence[Part]) -> list[Chapter]:
    runs = [list(run) for _title, run in groupby(parts, key=lambda part: part.line.chapter)]
    return [Chapter(run[0].line.chapter, run[0].start_ms, run[-1].end_ms) for run in runs]


def _tags(revision: Revision) -> Tags:
    issue = revision.issue
    names = "、".join(byline.author.name for byline in issue.bylines.all())
    label = {
        "Label": "1",
        "ContentProducer": settings.NARRATION_PRODUCER,
        "ProduceID": f"issue-{issue.pk}-revision-{revision.number}",
    }
    return Tags(
        title=str(issue),
        artist=names,
        album=issue.season.column.full_name,
        date=str(timezone.localdate(issue.published_at)) if issue.published_at else "",
        aigc=json.dumps(label, ensure_ascii=False),
    )


def _columns(whole: Encoded, preview: Encoded) -> dict[str, Any]:
    return {
        "file": file_name(whole),
        "size": whole.size,
        "duration_ms": whole.duration_ms,
        "loudness_lufs": whole.loudness_lufs,
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
        "clip_key": part.key,
        "start_ms": part.start_ms,
        "end_ms": part.end_ms,
    }
