"""The site's pronunciations as one value: which apply to a sentence, and what they make of it."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from typing import Literal, Protocol

from columns.audio.spoken.han import HAN
from columns.audio.spoken.tidying import tidy

Kind = Literal["alias", "pinyin"]
_SYLLABLE = re.compile(r"[a-zü]{1,6}[1-5]")
_HAN = re.compile(HAN)


class Pronounced(Protocol):
    """What the lexicon needs of a rule, whatever table or file it comes from."""

    @property
    def term(self) -> str: ...
    @property
    def reading(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def case_sensitive(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Entry:
    """
    One pronunciation: a written form and how it is said.

    An alias puts other words in its place (`Anthropic` → `安斯罗匹克`); a pinyin entry forces the
    syllables, one per Han, tone as a digit (`曾毓群` → `zeng1 yu4 qun2`), and leaves the words.
    """

    term: str
    reading: str
    kind: Kind = "pinyin"
    case_sensitive: bool = False

    @property
    def syllables(self) -> tuple[str, ...]:
        return tuple(self.reading.lower().replace("ü", "v").replace("u:", "v").split())


@dataclass(frozen=True, slots=True)
class Match:
    """A place in a sentence, half-open in characters, where an entry applies."""

    start: int
    end: int
    entry: Entry


def flaws(entry: Pronounced) -> tuple[str, ...]:
    """
    What keeps an entry from working, as codes: `empty`, `figures`, `syllable`, `length`, `loop`.

    A pinyin term holds no figures because they are words by the time it is looked for.
    """
    term, reading = tidy(entry.term), entry.reading.strip()
    if not term or not reading:
        return ("empty",)
    if entry.kind == "alias":
        repeats = _pattern(term, entry.case_sensitive).search(tidy(reading))
        return ("loop",) if repeats else ()
    found = []
    if any(mark.isdecimal() for mark in term):
        found.append("figures")
    syllables = Entry(term, reading).syllables
    if not all(_SYLLABLE.fullmatch(syllable.replace("v", "ü")) for syllable in syllables):
        found.append("syllable")
    han = len(_HAN.findall(term))
    if han and han != len(syllables):
        found.append("length")
    return tuple(found)


def loops(entries: Iterable[Pronounced]) -> tuple[str, ...]:
    """
    The terms of aliases whose reading leads back to themselves, by way of others or directly.

    Speaking replaces in a single pass, so a loop cannot hang; but it never means what was meant.
    """
    aliases = [(tidy(entry.term), entry) for entry in entries if entry.kind == "alias"]
    squeezed = [(_squeezed(term), term, entry) for term, entry in aliases]
    leads = {entry.term: set(_held(tidy(entry.reading), squeezed)) for _, entry in aliases}
    return tuple(term for term in leads if term in _reachable(term, leads))


def _held(reading: str, terms: Iterable[tuple[str, str, Pronounced]]) -> Iterator[str]:
    """The terms of aliases that would apply within `reading`."""
    tight = _squeezed(reading)
    for squeezed, term, entry in terms:
        # Five hundred aliases make a quarter of a million pairs: few deserve a pattern.
        if squeezed in tight and _pattern(term, entry.case_sensitive).search(reading):
            yield entry.term


def _squeezed(text: str) -> str:
    return text.replace(" ", "").casefold()


def kept_through(
    before: str, after: str, find: Callable[[str], tuple[Match, ...]]
) -> tuple[Match, ...]:
    """
    The matches in `after` that stand for one in `before`, of which it was made.

    Of the 二三 in 二三线城市 and in 2023 年 only the first was ever written.
    """
    written, said = find(before), find(after)
    if not written or not said:
        return ()
    if [match.entry for match in written] == [match.entry for match in said]:
        return said
    places = _places(before, after)
    starts = {(places[one.start], one.entry) for one in written if one.start in places}
    return tuple(match for match in said if (match.start, match.entry) in starts)


def _places(before: str, after: str) -> dict[int, int]:
    """Where in `after` each character of `before` stands, as far as it was kept."""
    blocks = SequenceMatcher(None, before, after).get_matching_blocks()
    return {one.a + step: one.b + step for one in blocks for step in range(one.size)}


def _reachable(term: str, leads: dict[str, set[str]]) -> set[str]:
    seen: set[str] = set()
    ahead = set(leads[term])
    while ahead:
        step = ahead.pop()
        if step not in seen:
            seen.add(step)
            ahead |= leads[step]
    return seen


def _pattern(term: str, case_sensitive: bool) -> re.Pattern[str]:
    return re.compile(_source(term, case_sensitive))


def _source(term: str, case_sensitive: bool) -> str:
    """A pattern for the term; Latin letters match whole words only, so AI is not found in AIGC."""
    before = r"(?<![A-Za-z0-9])" if term[0].isascii() and term[0].isalnum() else ""
    after = r"(?![A-Za-z0-9])" if term[-1].isascii() and term[-1].isalnum() else ""
    words = r"\s?".join(re.escape(part) for part in term.split())
    return f"{before}{words if case_sensitive else f'(?i:{words})'}{after}"


@dataclass(frozen=True)
class Lexicon:
    """
    Every pronunciation of a site or column; equal entries make equal lexicons.

    Where two entries could begin at the same character the longer term wins; of equal terms the
    one with its case given, then the first.
    """

    entries: tuple[Entry, ...] = ()

    @classmethod
    def of(cls, pronunciations: Iterable[Pronounced]) -> "Lexicon":
        """:raises ValueError: for an entry that cannot work, with its term and flaws."""
        entries = []
        for given in pronunciations:
            if found := flaws(given):
                raise ValueError(f"{given.term!r} cannot be spoken: {', '.join(found)}")
            kind: Kind = "alias" if given.kind == "alias" else "pinyin"
            entries.append(Entry(tidy(given.term), given.reading, kind, given.case_sensitive))
        return cls(tuple(entries))

    def applying_to(self, text: str) -> tuple[Entry, ...]:
        """The entries that change how `text` is spoken, each once, in order of appearance."""
        tidied = tidy(text)
        aliases = [match.entry for match in self._aliases.matches(tidied)]
        readings = [match.entry for match in self._readings.matches(self.replace(tidied))]
        return tuple(dict.fromkeys((*aliases, *readings)))

    def replace(self, text: str) -> str:
        """`text` with its aliases in place; a replacement is not looked at again."""
        said, reached = [], 0
        for match in self._aliases.matches(text):
            said += [text[reached : match.start], match.entry.reading]
            reached = match.end
        return "".join((*said, text[reached:]))

    def readings_in(self, text: str) -> tuple[Match, ...]:
        """Where pinyin entries apply in spoken `text`, in order, none overlapping."""
        return tuple(self._readings.matches(text))

    @cached_property
    def _aliases(self) -> "_Finder":
        return _Finder([entry for entry in self.entries if entry.kind == "alias"])

    @cached_property
    def _readings(self) -> "_Finder":
        return _Finder([entry for entry in self.entries if entry.kind == "pinyin"])


class _Finder:
    """Finds many terms in one pass; among those with an equal first character the order decides."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._by_first: dict[str, list[tuple[re.Pattern[str], Entry]]] = {}
        for one in sorted(entries, key=lambda one: (-len(one.term), not one.case_sensitive)):
            pattern = _pattern(one.term, one.case_sensitive)
            self._by_first.setdefault(one.term[0].lower(), []).append((pattern, one))

    def matches(self, text: str) -> Iterator[Match]:
        place = 0
        while place < len(text):
            match = self._at(text, place)
            if match:
                yield match
            place = match.end if match else place + 1

    def _at(self, text: str, place: int) -> Match | None:
        for pattern, entry in self._by_first.get(text[place].lower(), ()):
            if found := pattern.match(text, place):
                return Match(place, found.end(), entry)
        return None
