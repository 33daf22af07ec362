"""One written sentence in, everything a voice needs to say it out."""

import re
from dataclasses import dataclass
from typing import NamedTuple

from columns.audio.spoken.han import HAN
from columns.audio.spoken.lexicon import Lexicon, Match, kept_through
from columns.audio.spoken.normalising import normalise
from columns.audio.spoken.phonetic import for_espeak
from columns.audio.spoken.readings import Word, readings_in_use, words_of
from columns.audio.spoken.tidying import tidy


@dataclass(frozen=True, slots=True)
class Spoken:
    """
    A sentence as it is said.

    `text` is Chinese words for a voice that reads text; `pinyin` the readings of its Han in order
    (tone as digit, neutral 5, ü as v); `phonetic` the same for a voice that reads pinyin.
    Joined, `words` are `text` again. `forced` says where the lexicon's pinyin has shaped it.
    """

    text: str
    pinyin: tuple[str, ...]
    phonetic: str
    words: tuple[Word, ...] = ()
    forced: tuple[Match, ...] = ()


class Polyphone(NamedTuple):
    """A Han of several readings at its place in `Spoken.text`, the one it got and the others."""

    offset: int
    han: str
    syllable: str
    alternatives: tuple[str, ...]


def speak(text: str, lexicon: Lexicon) -> Spoken:
    """The spoken form of one sentence; nothing to say gives empty fields."""
    written = lexicon.replace(tidy(text))
    said = normalise(written)
    # Only where the written sentence holds the term: what numbers turn into must not match a name.
    forced = kept_through(written, said, lexicon.readings_in)
    words = words_of(said, forced)
    pinyin = tuple(one for word in words if not word.text.isascii() for one in word.syllables)
    return Spoken(said, pinyin, for_espeak(words), words, forced)


def polyphones(spoken: Spoken) -> tuple[Polyphone, ...]:
    """The Han that could be misread: several readings are in use, or the lexicon forced one."""
    in_use = readings_in_use()
    forced = {place for one in spoken.forced for place in range(one.start, one.end)}
    places = [found.start() for found in re.finditer(HAN, spoken.text)]
    return tuple(
        Polyphone(place, han, said, tuple(one for one in in_use.get(han, ()) if one != said))
        for place, said in zip(places, spoken.pinyin, strict=True)
        if (han := spoken.text[place]) in in_use or place in forced
    )
