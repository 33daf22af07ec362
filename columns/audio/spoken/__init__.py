"""From a written sentence to the words, readings and pauses that are spoken."""

from columns.audio.spoken.lexicon import Entry, Lexicon, Match, Pronounced, flaws, loops
from columns.audio.spoken.readings import Word
from columns.audio.spoken.speaking import Polyphone, Spoken, polyphones, speak

__all__ = [
    "Entry",
    "Lexicon",
    "Match",
    "Polyphone",
    "Pronounced",
    "Spoken",
    "Word",
    "flaws",
    "loops",
    "polyphones",
    "speak",
]
