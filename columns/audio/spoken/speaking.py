"""One written sentence in, everything a voice needs to say it out."""

from dataclasses import dataclass

from columns.audio.spoken.lexicon import Lexicon
from columns.audio.spoken.normalising import normalise
from columns.audio.spoken.phonetic import for_espeak
from columns.audio.spoken.readings import words_of
from columns.audio.spoken.tidying import tidy


@dataclass(frozen=True, slots=True)
class Spoken:
    """
    A sentence as it is said.

    `text` is Chinese words for a voice that reads text; `pinyin` the readings of its Han in order
    (tone as digit, neutral 5, ü as v); `phonetic` the same for a voice that reads pinyin.
    """

    text: str
    pinyin: tuple[str, ...]
    phonetic: str


def speak(text: str, lexicon: Lexicon) -> Spoken:
    """The spoken form of one sentence; nothing to say gives empty fields."""
    tidied = tidy(text)
    said = normalise(lexicon.replace(tidied))
    # Only entries that the written sentence holds: what numbers turn into must not match a name,
    # and the digest of the sentence must know every entry that shaped it.
    narrowed = Lexicon(tuple(one for one in lexicon.applying_to(text) if one.kind == "pinyin"))
    words = words_of(said, narrowed.readings_in(said))
    pinyin = tuple(one for word in words if not word.text.isascii() for one in word.syllables)
    return Spoken(text=said, pinyin=pinyin, phonetic=for_espeak(words))
