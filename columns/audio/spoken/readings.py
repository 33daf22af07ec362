"""Finds the pinyin of every Han of a spoken sentence, word by word."""

import re
import threading
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType
from typing import cast

from columns.audio.spoken import sandhi
from columns.audio.spoken.contexts import Token, readings_by_context
from columns.audio.spoken.han import HAN
from columns.audio.spoken.lexicon import Entry, Match

_HAN = re.compile(f"{HAN}+")
_SYLLABLE = re.compile(r"[a-zê]+[1-5]")
_DATA = Path(__file__).parent / "data"
# Words in which 儿 is a syllable of its own; at the end of others it colours the one before it.
_CHILD = frozenset("女婴幼少孤胎健宠男生育托弃患小低血产")
# A single character before one of these is somebody's name.
_TITLE = re.compile("先生|女士|小姐|太太|氏|某")
# With one of these the name is a foreign one, whose 查 or 盖 stands for its sound: 查尔斯.
_FOREIGN = frozenset("尔斯茨姆顿普洛韦勒")
# Who is called so has a surname: 他姓查, 老曲, 叫仇建国, 董事长翟东升表示.
_CALLED = re.compile(
    rf"(?:姓|(?:(?<!{HAN})|人称|叫|喊)(?:小(?![区车曲])|老(?![区车])))"
    rf"(?=({HAN})(?:[，。、；：的]|$|某|名|先生|女士|说))"
)
_NAMED = re.compile(rf"(?:叫|叫做|名叫|名为)(?=({HAN}{{2,3}})(?:[，。、；：的]|$))")
_TITLED = re.compile(
    rf"(?:CEO|董事长|总裁|总经理|创始人|合伙人|经理|主任|主席|局长|部长|教授|院士|博士|律师|医生|导演"
    rf"|演员|作家|记者|分析师|是)(?=({HAN}{{2,3}}?)(?:[，。、；：]|$|认为|表示|称|告诉|指出|坦言|透露"
    rf"|强调|介绍|解释|说|看来|在接受|和|与))"
)
_LONGEST = 8
_loading = threading.Lock()


@dataclass(frozen=True, slots=True)
class Word:
    """A word with its place; `syllables` is empty where nothing is read as Chinese."""

    text: str
    start: int
    syllables: tuple[str, ...] = ()


def words_of(text: str, forced: Sequence[Match]) -> tuple[Word, ...]:
    """The words of normalised `text` with their readings; `forced` ones as the lexicon says."""
    tokens = _tokens(text)
    readings = _read(text, tokens, forced)
    return tuple(_joined(text, tokens, readings, forced))


@cache
def _word_table() -> dict[str, Entry]:
    return {entry.term: entry for entry in _table("words.tsv")}


@cache
def _surname_table() -> Mapping[str, tuple[tuple[str, ...], int]]:
    """The syllables of a surname and how long a name must be for it."""
    rows = (line.split("\t") for line in _lines("surnames.tsv"))
    return {term: (tuple(said.split()), int("".join(long) or 2)) for term, said, *long in rows}


@cache
def readings_in_use() -> Mapping[str, tuple[str, ...]]:
    """The Han of which modern Chinese uses several readings, the commonest first."""
    return MappingProxyType({entry.term: entry.syllables for entry in _table("polyphones.tsv")})


def _table(name: str) -> Iterable[Entry]:
    for line in _lines(name):
        term, reading = line.split("\t")
        yield Entry(term, reading)


def _lines(name: str) -> Iterable[str]:
    for line in (_DATA / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line


def _tokens(text: str) -> list[Token]:
    """Every word of `text` with its part of speech; joined they are `text` again."""
    with _loading:
        # The dictionary takes 30 MB, which a web process never needs.
        import rjieba
    tokens, start = [], 0
    for word, part in rjieba.tag(text):
        tokens.append(Token(start, word, part))
        start += len(word)
    return tokens


def _known(text: str, tokens: Sequence[Token]) -> Iterable[Match]:
    """Words of a dictionary where they stand as words, the longest at each place; ours first."""
    borders = {token.start for token in tokens} | {len(text)}
    reached = 0
    for start in sorted(borders):
        for end in range(min(len(text), start + _LONGEST), max(start, reached) + 1, -1):
            whole = end in borders or borders.isdisjoint(range(start + 1, end))
            if start >= reached and whole and (entry := _entry(text[start:end])):
                yield Match(start, end, entry)
                reached = end
                break


def _entry(word: str) -> Entry | None:
    if (entry := _word_table().get(word)) or word not in _phrase_dictionary():
        return entry
    return Entry(word, " ".join(_dictionary(word)))


def _is_sure(known: Match) -> bool:
    """Our own words and set phrases need no look at what stands beside them."""
    return known.end - known.start > 2 or known.entry.term in _word_table()


def _surnames(text: str, tokens: Sequence[Token]) -> Iterable[Match]:
    for token in tokens:
        # The tagger takes 朴素 for a name too; what the dictionary knows is read as it says.
        is_name = token.part.startswith("nr") and 2 <= len(token.text) <= 4
        is_known = _entry(token.text) is not None or not _FOREIGN.isdisjoint(token.text)
        if is_name and not is_known:
            yield from _surname(token.start, token.text, len(token.text))
        elif len(token.text) == 1 and _TITLE.match(text, token.end):
            yield from _surname(token.start, token.text, 3)
    yield from _called(text, {token.start: token for token in tokens})


def _called(text: str, starting: Mapping[int, Token]) -> Iterable[Match]:
    for found in _CALLED.finditer(text):
        yield from _surname(found.end(), found[1], 3, is_told=True)
    for found in (*_NAMED.finditer(text), *_TITLED.finditer(text)):
        name, token = found[1], starting.get(found.end())
        # A manager may also 曾表示, a thing be called 曲线, and it may be 那一张.
        is_word = token and (token.text == name or token.part[:1] in "cdmprtv")
        if not is_word and not any(_entry(name[:end]) for end in (2, 3)):
            yield from _surname(found.end(), name, len(name))


def _surname(start: int, name: str, length: int, *, is_told: bool = False) -> Iterable[Match]:
    for surname in (name[:2], name[0]):
        syllables, shortest = _surname_table().get(surname, ((), 0))
        # The tagger also takes 解到县里 for a name.
        if syllables and (is_told or shortest <= length < len(surname) + 3):
            yield Match(start, start + len(surname), Entry(surname, " ".join(syllables)))
            return


def _read(text: str, tokens: Sequence[Token], forced: Sequence[Match]) -> dict[int, str]:
    """The syllable of each Han by its place in `text`."""
    said: dict[int, str] = {}
    for token in tokens:
        for run in _HAN.finditer(token.text):
            places = range(token.start + run.start(), token.start + run.end())
            said.update(zip(places, _dictionary(run[0]), strict=True))
    known = list(_known(text, tokens))
    _override(text, said, known)
    inside = {place for one in known for place in range(one.start, one.end)}
    sure = {place for one in known if _is_sure(one) for place in range(one.start, one.end)}
    by_context = readings_by_context(text, tokens, inside)
    said.update((place, one) for place, one in by_context if place not in sure)
    _erhua(tokens, said)
    ours = [one for one in known if one.entry.term in _word_table()]
    settled = {place for one in ours for place in range(one.start, one.end)}
    # The tagger takes the 车保帅 of 丢车保帅 for a name.
    names = [one for one in _surnames(text, tokens) if one.start not in settled]
    _override(text, said, names)
    _override(text, said, forced)
    fixed = {place: said[place] for one in (*ours, *forced) for place in _han_of(text, one)}
    ends = {token.end - 1: token.text for token in tokens if len(token.text) > 1}
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


def _phrase_dictionary() -> Mapping[str, object]:
    from pypinyin.constants import PHRASES_DICT

    return cast(Mapping[str, object], PHRASES_DICT)


def _erhua(tokens: Sequence[Token], said: dict[int, str]) -> None:
    for token in tokens:
        word = token.text
        if len(word) > 1 and word.endswith("儿") and word[-2] not in _CHILD:
            said[token.end - 1] = "er5"


def _han_of(text: str, match: Match) -> list[int]:
    return [place for place in range(match.start, match.end) if _HAN.match(text[place])]


def _override(text: str, said: dict[int, str], matches: Iterable[Match]) -> None:
    for match in matches:
        # A term of Latin letters has no Han to read: its syllables are the word's own.
        if places := _han_of(text, match):
            said.update(zip(places, match.entry.syllables, strict=True))


def _joined(
    text: str,
    tokens: Sequence[Token],
    said: dict[int, str],
    forced: Sequence[Match],
) -> Iterable[Word]:
    """Words cut again at the ends of forced terms, each of which is one word."""
    inside = {place for one in forced for place in range(one.start + 1, one.end)}
    cuts = {token.start for token in tokens} - inside
    cuts |= {one.start for one in forced} | {one.end for one in forced} | {len(text)}
    whole = {one.start: one.entry.syllables for one in forced}
    edges = sorted(cuts | {0})
    for start, end in pairwise(edges):
        syllables = tuple(said[place] for place in range(start, end) if said.get(place))
        yield Word(text[start:end], start, whole.get(start, syllables))
