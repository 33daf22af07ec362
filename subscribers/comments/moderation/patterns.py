"""Many patterns asked at once, and many words, both in time linear in the text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import ahocorasick
import re2

HAN: Final = "〇㐀-䶿一-鿿"
"""For use inside brackets. RE2 has `\\w`, `\\d` and `\\s` in ASCII only, which is what we want."""

# A set whose automaton outgrows its memory answers "nothing found". So it gets plenty, and every
# set holds one pattern more that must always be found.
_OPTIONS: Final = re2.Options()
_OPTIONS.max_mem = 64 << 20


@dataclass(frozen=True, slots=True)
class Found:
    """
    One occurrence: the pattern's name, the span of group 1 (else of all), the text of group 2.

    RE2 has no look-around, so a pattern that needs neighbours puts its own part into group 1.
    """

    name: str
    start: int
    end: int
    key: str


class SearchFailed(RuntimeError):
    """The pattern engine gave up; its silence must not pass for innocence."""


class Patterns:
    """Named patterns. One pass tells which occur at all; only those are then located."""

    def __init__(self, patterns: Mapping[str, str]) -> None:
        self._patterns = [(name, re2.compile(source)) for name, source in patterns.items()]
        self._all = re2.Set.SearchSet(_OPTIONS)
        for source in patterns.values():
            self._all.Add(source)
        self._always = self._all.Add("")
        self._all.Compile()

    def find(self, text: str) -> Iterator[Found]:
        """
        Every occurrence, pattern by pattern in the order of their definition.

        :raises SearchFailed: if the engine ran out of memory.
        """
        for index in self._occurring(text):
            name, pattern = self._patterns[index]
            for match in pattern.finditer(text):
                start, end = match.span(1 if pattern.groups else 0)
                yield Found(name, start, end, match.group(2) if pattern.groups > 1 else "")

    def occur(self, text: str) -> bool:
        """Tell whether any occurs."""
        return bool(self._occurring(text))

    def _occurring(self, text: str) -> list[int]:
        indexes = sorted(self._all.Match(text) or ())
        if not indexes or indexes.pop() != self._always:
            raise SearchFailed
        return indexes


class Words:
    """A plain list of words."""

    def __init__(self, words: Iterable[str]) -> None:
        self._automaton = ahocorasick.Automaton()
        for word in words:
            self._automaton.add_word(word, word)
        self._automaton.make_automaton()

    def find(self, text: str) -> Iterator[Found]:
        """Every occurrence, also overlapping ones."""
        for last, word in self._automaton.iter(text):
            yield Found(word, last + 1 - len(word), last + 1, word)

    def occur(self, text: str) -> bool:
        """Tell whether any occurs."""
        return any(True for _found in self.find(text))
