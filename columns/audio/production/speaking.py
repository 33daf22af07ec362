"""Says what has not been said before, and keeps it."""

import re
from collections import deque
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Protocol

from django.utils.translation import gettext as _

from columns.audio import store
from columns.audio.casting import Cast
from columns.audio.encoding import Loudness, measured
from columns.audio.production.preparing import Part
from columns.audio.production.side_by_side import in_order
from columns.audio.voices.base import Clip, Voice, VoiceRefused, silence, trimmed

BREATH_MS = 200  # between the parts of a sentence that is too long for one call


class ClaimLost(Exception):
    """Somebody else has taken the work over; what was said so far stays as clips."""


class Watch(Protocol):
    """Whoever keeps the claim while the work goes on."""

    def begin(self, total: int) -> None:
        """So many sentences there are. :raises ClaimLost: if it is ours no more."""
        ...

    def __call__(self, done: int, *, is_new: bool = False) -> None:
        """So many are finished, the last one newly said or not. :raises ClaimLost: as above."""
        ...


class Ledger(Protocol):
    """Whoever writes down what was said anew."""

    def add(self, voice: Voice, script: str, clip: Clip) -> None: ...


@dataclass(frozen=True, slots=True)
class Told:
    """How loud each clip is, by its key, and how many of them were said anew."""

    loudness: dict[str, Loudness]
    synthesised: int


@dataclass(frozen=True, slots=True)
class _Speaker:
    """Says one part in any thread; what was said anew waits in `fresh` to be written down."""

    cast: Cast
    folder: Path
    fresh: "deque[tuple[Voice, str, Clip]]"

    def tell(self, part: Part) -> tuple[str, Loudness, bool]:
        """The part's key, how loud it is, and whether it had to be said."""
        if store.has_clip(part.key):
            return part.key, self._known(part.key), False
        voice = self.cast.speaks(part.line.speaker)
        clip = _clip(voice, part)
        self.fresh.append((voice, part.words, clip))
        store.put_clip(part.key, clip, self.folder)
        return part.key, self._listen(part.key, clip), True

    def _known(self, key: str) -> Loudness:
        store.check_clip(key)
        store.touch_clip(key)
        kept = store.get_loudness(key)
        if kept is not None:
            try:
                return Loudness.from_bytes(kept)
            except ValueError:
                store.throw_away_loudness(key)
        return self._listen(key, store.get_clip(key))

    def _listen(self, key: str, clip: Clip) -> Loudness:
        loudness = measured(clip)
        store.put_loudness(key, loudness.to_bytes(), self.folder)
        return loudness


def say(parts: Sequence[Part], cast: Cast, folder: Path, watch: Watch, bill: Ledger) -> Told:
    """
    Make the clips that are not there yet, two at a time.

    :raises ClaimLost: when the watch says so. :raises VoiceError, OSError: as they are.
    """
    told: dict[str, Loudness] = {}
    synthesised = 0
    speaker = _Speaker(cast, folder, deque())
    once = {part.key: part for part in parts}
    enter = partial(_enter, speaker.fresh, bill)

    def idle() -> None:
        watch(len(told))

    try:
        with closing(in_order(speaker.tell, once.values(), idle=idle)) as tellings:
            for key, loudness, is_new in tellings:
                told[key] = loudness
                synthesised += is_new
                enter()
                watch(len(told), is_new=is_new)
    finally:
        enter()  # what was said beside the sentence that failed is paid for, too
    return Told(told, synthesised)


def _enter(fresh: "deque[tuple[Voice, str, Clip]]", bill: Ledger) -> None:
    while fresh:
        bill.add(*fresh.popleft())


def _clip(voice: Voice, part: Part) -> Clip:
    """
    One sentence said, in several breaths where it is longer than the voice takes at once.

    :raises VoiceRefused: naming the sentence, so that the editor finds it.
    """
    try:
        clips = [
            trimmed(voice.synthesize(one)) for one in breaths(part.words, voice.max_characters)
        ]
    except VoiceRefused as refusal:
        said = _("“%(words)s…”：%(why)s") % {"words": part.line.text[:24], "why": refusal.sentence}
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
