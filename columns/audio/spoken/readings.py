"""Finds the pinyin of every Han of a spoken sentence, word by word."""

import re
import threading
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import cast

from columns.audio.spoken import sandhi
from columns.audio.spoken.han import HAN
from columns.audio.spoken.lexicon import Entry, Match

_HAN = re.compile(f"{HAN}+")
_SYLLABLE = re.compile(r"[a-zê]+[1-5]")
_DATA = Path(__file__).parent / "data"
# Words in which 儿 is a syllable of its own; at the end of others it colours the one before it.
_CHILD = frozenset("女婴幼少孤胎健宠男生育托弃患小低血产")
_loading = threading.Lock()


@dataclass(frozen=True, slots=True)
class Word:
    """A word with its place; `syllables` is empty where nothing is read as Chinese."""

    text: str
    start: int
    syllables: tuple[str, ...] = ()


def words_of(text: str, forced: Sequence[Match]) -> tuple[Word, ...]:
    """The words of normalised `text` with their readings; `forced` ones as the lexicon says."""
    tagged = _tagged(text)
    known = [*_surnames(tagged), *_known(text, tagged)]
    readings = _read(text, tagged, known, forced)
    return tuple(_joined(text, tagged, readings, forced))


@cache
def _word_table() -> dict[str, Entry]:
    return {entry.term: entry for entry in _table("words.tsv")}


@cache
def _surname_table() -> dict[str, tuple[str, ...]]:
    return {entry.term: entry.syllables for entry in _table("surnames.tsv")}


def _table(name: str) -> Iterable[Entry]:
    for line in (_DATA / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            term, reading = line.split("\t")
            yield Entry(term, reading)


def _tagged(text: str) -> list[tuple[int, str, str]]:
    """(start, word, part of speech) of every word; joined they are `text` again."""
    with _loading:
        # The dictionary takes 30 MB, which a web process never needs.
        import rjieba
    tagged, start = [], 0
    for word, part in rjieba.tag(text):
        tagged.append((start, word, part))
        start += len(word)
    return tagged


def _known(text: str, tagged: Sequence[tuple[int, str, str]]) -> Iterable[Match]:
    """Built-in words where they stand as words, the longest at each place."""
    borders = {start for start, _, _ in tagged} | {len(text)}
    reached = 0
    for start in sorted(borders):
        for end in range(min(len(text), start + 6), max(start, reached) + 1, -1):
            whole = end in borders or borders.isdisjoint(range(start + 1, end))
            if start >= reached and whole and (entry := _word_table().get(text[start:end])):
                yield Match(start, end, entry)
                reached = end
                break


def _surnames(tagged: Sequence[tuple[int, str, str]]) -> Iterable[Match]:
    for start, word, part in tagged:
        # The tagger takes 朴素 for a name too; what the dictionary knows is read as it says.
        if part != "nr" or not 2 <= len(word) <= 4 or word in _phrase_dictionary():
            continue
        for surname in (word[:2], word[0]):
            if syllables := _surname_table().get(surname):
                entry = Entry(surname, " ".join(syllables))
                yield Match(start, start + len(surname), entry)
                break


def _read(
    text: str,
    tagged: Sequence[tuple[int, str, str]],
    known: Sequence[Match],
    forced: Sequence[Match],
) -> dict[int, str]:
    """The syllable of each Han by its place in `text`."""
    said: dict[int, str] = {}
    for run in _HAN.finditer(text):
        said.update(zip(range(*run.span()), _dictionary(run[0]), strict=True))
    _phrases(tagged, said)
    _erhua(tagged, said)
    _override(text, said, known)
    _override(text, said, forced)
    fixed = {place: said[place] for one in (*known, *forced) for place in _han_of(text, one)}
    ends = {start + len(word) - 1: word for start, word, _ in tagged if len(word) > 1}
    for run in _HAN.finditer(text):
        here = {place - run.start(): word for place, word in ends.items()}
        tones = sandhi.apply(run[0], [said[place] for place in range(*run.span())], here)
        said.update(zip(range(*run.span()), tones, strict=True))
    return said | fixed


def _dictionary(han: str) -> list[str]:
    """A syllable for each Han; empty for the few that no dictionary knows."""
    with _loading:
        # The phrase dictionary takes 50 MB, which a web process never needs.
        from pypinyin import Style, lazy_pinyin
    style = Style.TONE3
    read = lazy_pinyin(han, style=style, neutral_tone_with_five=True)
    if len(read) != len(han):
        read = [lazy_pinyin(one, style=style, neutral_tone_with_five=True)[0] for one in han]
    spelled = (syllable.replace("ü", "v") for syllable in read)
    return [syllable if _SYLLABLE.fullmatch(syllable) else "" for syllable in spelled]


def _phrases(tagged: Sequence[tuple[int, str, str]], said: dict[int, str]) -> None:
    """Prefer the reading of a whole word, so that 两大难题 is not read by way of 大难."""
    for start, word, _ in tagged:
        if len(word) > 1 and word in _phrase_dictionary():
            said.update(zip(range(start, start + len(word)), _dictionary(word), strict=True))


def _phrase_dictionary() -> Mapping[str, object]:
    from pypinyin.constants import PHRASES_DICT

    return cast(Mapping[str, object], PHRASES_DICT)


def _erhua(tagged: Sequence[tuple[int, str, str]], said: dict[int, str]) -> None:
    for start, word, _ in tagged:
        if len(word) > 1 and word.endswith("儿") and word[-2] not in _CHILD:
            said[start + len(word) - 1] = "er5"


def _han_of(text: str, match: Match) -> list[int]:
    return [place for place in range(match.start, match.end) if _HAN.match(text[place])]


def _override(text: str, said: dict[int, str], matches: Iterable[Match]) -> None:
    for match in matches:
        # A term of Latin letters has no Han to read: its syllables are the word's own.
        if places := _han_of(text, match):
            said.update(zip(places, match.entry.syllables, strict=True))


def _joined(
    text: str,
    tagged: Sequence[tuple[int, str, str]],
    said: dict[int, str],
    forced: Sequence[Match],
) -> Iterable[Word]:
    """Words cut again at the ends of forced terms, each of which is one word."""
    inside = {place for one in forced for place in range(one.start + 1, one.end)}
    cuts = {start for start, _, _ in tagged} - inside
    cuts |= {one.start for one in forced} | {one.end for one in forced} | {len(text)}
    whole = {one.start: one.entry.syllables for one in forced}
    edges = sorted(cuts | {0})
    for start, end in pairwise(edges):
        syllables = tuple(said[place] for place in range(start, end) if said.get(place))
        yield Word(text[start:end], start, whole.get(start, syllables))
