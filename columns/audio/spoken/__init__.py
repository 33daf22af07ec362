"""From a written sentence to the words, readings and pauses that are spoken."""

from columns.audio.spoken.lexicon import Entry, Lexicon, Match, Pronounced, flaws, loops
from columns.audio.spoken.speaking import Spoken, speak

__all__ = ["Entry", "Lexicon", "Match", "Pronounced", "Spoken", "flaws", "loops", "speak"]
