"""The editors' own 播讲稿 as lines: what is said, as which sentence of the page, how free."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from neican.kernel.document import Block, Kind
from neican.kernel.pairing import likeness, pairs
from neican.kernel.sentences import Names, split

LONGEST = 60_000  # characters
CHAPTER, QUOTE = "# ", "> "
_WALL = re.compile(r"={3,}")
# From this likeness on a line says a sentence of the page, and lights it up.
_SAYS = 0.5
# A run of a paid sentence's words that is too long to stand elsewhere by chance.
_TELLING = 8


@dataclass(frozen=True, slots=True)
class Place:
    """A sentence of the page: its ids, its words, whether everybody may read it."""

    sentence_id: str
    block_id: str
    text: str
    is_free: bool


@dataclass(frozen=True, slots=True)
class OwnLine:
    """
    A sentence of the script.

    `place`: the sentence of the page that it says, if any; `sentence_id`, `block_id`: that one's,
    else names that no page knows. `is_offered`: whether it stands before the wall.
    """

    kind: Kind
    text: str
    chapter: str
    sentence_id: str
    block_id: str
    is_offered: bool
    is_free: bool = False
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class _Passage:
    kind: Kind
    text: str
    is_before_wall: bool


def own_lines(
    text: str, blocks: Sequence[Block], *, opening: str, is_settled: bool
) -> list[OwnLine]:
    """
    The script's sentences in order.

    What stands before the wall (`===`) is free by the editor's word; but nothing is that says a
    sentence which the page keeps behind its own wall, nor anything behind such a sentence. Where
    the page's free part is not what it was when the script was written (`is_settled` is false),
    the editor's word about lines that are his own holds no more.
    """
    page = list(places(blocks))
    lines = list(_named(_passages(text), page, opening))
    paid = _Paid(place.text for place in page if not place.is_free)
    is_open, made = True, []
    for line in lines:
        is_open = is_open and line.is_offered and _may_be_free(line, paid, is_settled)
        made.append(replace(line, is_free=is_open))
    return made


def places(blocks: Iterable[Block]) -> Iterator[Place]:
    """Every sentence of the page."""
    for block in blocks:
        for one in block.sentences:
            yield Place(one.id, block.id, one.text, block.is_free)


def has_wall(text: str) -> bool:
    """Whether the script says where its free part ends."""
    return any(_WALL.fullmatch(line.strip()) for line in text.splitlines())


def _may_be_free(line: OwnLine, paid: "_Paid", is_settled: bool) -> bool:
    if paid.tells(line.text):
        return False
    return is_settled if line.place is None else line.place.is_free


class _Paid:
    """The page's paid words, to be asked whether a line gives some of them away."""

    def __init__(self, sentences: Iterable[str]) -> None:
        self._sentences = {bare(one) for one in sentences}
        self._whole = "\n".join(sorted(self._sentences))

    def tells(self, text: str) -> bool:
        """Whether the line is a paid sentence, a good part of one, or holds one."""
        words = bare(text)
        if words in self._sentences:
            return True
        is_part = len(words) >= _TELLING and words in self._whole
        return is_part or any(len(one) >= _TELLING and one in words for one in self._sentences)


def bare(text: str) -> str:
    """The letters and figures alone, so that a comma makes no difference."""
    return "".join(mark for mark in text if mark.isalnum())


def _passages(text: str) -> Iterator[_Passage]:
    """Paragraphs, chapters and quotes, each before or behind the wall."""
    is_before = has_wall(text)
    waiting: list[str] = []
    kind = Kind.PARAGRAPH
    for line in [*text.splitlines(), ""]:
        stripped = line.strip()
        is_wall, is_chapter = bool(_WALL.fullmatch(stripped)), stripped.startswith(CHAPTER)
        said_as = Kind.QUOTE if stripped.startswith(">") else Kind.PARAGRAPH
        if waiting and (not stripped or is_wall or is_chapter or said_as is not kind):
            yield _Passage(kind, "\n".join(waiting), is_before)
            waiting = []
        if is_wall:
            is_before = False
        elif is_chapter:
            yield _Passage(Kind.HEADING, stripped.removeprefix(CHAPTER).strip(), is_before)
        elif stripped:
            kind = said_as
            waiting.append(stripped.removeprefix(">").strip() if kind is Kind.QUOTE else stripped)


def _named(passages: Iterable[_Passage], page: Sequence[Place], opening: str) -> Iterator[OwnLine]:
    said = [(passage, one) for passage in passages for one in _sentences(passage)]
    ties = _ties([one for _passage, one in said], page)
    names, chapter, block = Names(), opening, ""
    last: _Passage | None = None
    for number, (passage, text) in enumerate(said):
        place = ties.get(number)
        if passage is not last:
            last, block = passage, names.of(passage.text, "own-b")
        if passage.kind is Kind.HEADING:
            # A heading that the page has too is called as it is there.
            chapter = place.text.strip() if place else text.strip()
        yield OwnLine(
            kind=passage.kind,
            text=text,
            chapter=chapter,
            sentence_id=place.sentence_id if place else names.of(text, "own-"),
            block_id=place.block_id if place else block,
            is_offered=passage.is_before_wall,
            place=place,
        )


def _sentences(passage: _Passage) -> list[str]:
    said = [passage.text] if passage.kind is Kind.HEADING else split(passage.text)
    return [one.strip() for one in said if any(mark.isalnum() for mark in one)]


def _ties(said: Sequence[str], page: Sequence[Place]) -> dict[int, Place]:
    """Which line says which sentence: equal or much alike, each at most once, in order."""
    before = ["".join(place.text.split()) for place in page]
    after = ["".join(one.split()) for one in said]
    return {
        new: page[old]
        for old, new in pairs(before, after)
        if before[old] == after[new] or likeness(before[old], after[new]) >= _SAYS
    }
