"""A revision as a list of what is to be said, each with the key of its sound."""

import json
from dataclasses import dataclass
from hashlib import sha256
from itertools import zip_longest

from django.conf import settings

from columns.audio.casting import Cast
from columns.audio.production.pauses import pause_after
from columns.audio.queries import lexicon_for, settings_for
from columns.audio.script import Line, spoken_lines
from columns.audio.spoken import polyphones, speak
from columns.audio.voices.base import Voice
from columns.models import Revision


@dataclass(frozen=True, slots=True)
class Part:
    """A line as it is said, the pause behind it, and its place in the file in ms."""

    line: Line
    spoken: str
    words: str  # what the voice is given
    key: str
    pause_ms: int
    readings: tuple[tuple[int, str], ...] = ()  # of Han with several: place in `spoken`, syllable
    start_ms: int = 0
    end_ms: int = 0


@dataclass(frozen=True, slots=True)
class Prepared:
    """A script ready to be said; equal keys will sound equal."""

    revision: Revision
    parts: tuple[Part, ...]
    script_key: str


def prepare(revision: Revision, cast: Cast) -> Prepared:
    """The revision's script with each line's words, clip key and pause."""
    parts = _script(revision, cast)
    said = [
        [part.key, part.pause_ms, part.line.sentence_id, part.line.is_free, part.line.chapter]
        for part in parts
    ]
    digest = sha256(json.dumps([said, settings.PREVIEW_AUDIO_SECONDS]).encode()).hexdigest()
    return Prepared(revision, tuple(parts), digest)


def clip_key(voice: Voice, words: str, take: int = 1) -> str:
    """Names what is said: engine, voice, rate and words (the lexicon's work is in them)."""
    return sha256(f"{voice.key}\n{take}\n{words}".encode()).hexdigest()


def _script(revision: Revision, cast: Cast) -> list[Part]:
    issue = revision.issue
    manner = settings_for(issue.season.column_id)
    lexicon = lexicon_for(issue)
    script = spoken_lines(revision, manner, disclosure=settings.NARRATION_DISCLOSURE)
    parts = []
    for line, follower in zip_longest(script, script[1:]):
        said = speak(line.said, lexicon)
        voice = cast.speaks(line.speaker)
        words = voice.script(said)
        if words.strip():
            pause = pause_after(line, follower)
            key = clip_key(voice, words, line.take)
            readings = tuple((one.offset, one.syllable) for one in polyphones(said))
            parts.append(Part(line, said.text, words, key, pause, readings))
    return parts
