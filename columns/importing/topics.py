"""The opening list of topics, and which section of the article treats each of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from columns.importing.lines import COLONS, PIPES, Line
from columns.importing.numerals import NUMERAL, read_numeral
from columns.importing.parsed import Notes, ParsedTopic

LEAD = re.compile(
    rf"(?=.{{2,40}}$)(?:.*?(?P<count>{NUMERAL})\s*[个大条项]\S{{0,8}}?|.*?)"
    rf"(?:话题|议题|看点|主题|(?<=本期)要点|(?<=今日)要点)\S{{0,6}}[{COLONS}]"
)
LABEL = re.compile(
    rf"(?P<label>[^{COLONS}{PIPES}]{{1,16}}?)\s*[{COLONS}{PIPES}]\s*(?P<question>.+)"
)
PLAIN_AT_MOST = 60  # characters of a topic that has lost its bullet
TOPICS_AT_MOST = 12  # more is some other list
NEAR_TOP = 3  # lines of the article before which the list must open
# Characters too common to show that a label and a heading mean the same thing.
COMMON = frozenset("的了与和及在之是不有一二三个上下中大小新这那从到为对")
CLOSE = 2  # kinship from which a pair is certain by itself


@dataclass(frozen=True, slots=True)
class Opening:
    """The topics as listed, and how many the page says there are."""

    topics: tuple[ParsedTopic, ...] = ()
    count_claimed: int | None = None
    lines: tuple[int, ...] = ()


def take_topics(lines: list[Line], notes: Notes) -> tuple[Opening, list[Line]]:
    """The opening list, and the lines of the article without it."""
    for at, line in enumerate(lines[:NEAR_TOP]):
        match = None if line.mark else LEAD.fullmatch(line.text)
        if not match:
            continue
        count = read_numeral(match["count"]) if match["count"] else None
        items = _items(lines[at + 1 :], count)
        topics = [_topic(item) for item in items]
        if 0 < len(topics) <= TOPICS_AT_MOST and all(topics):
            found = tuple(topic for topic in topics if topic)
            opening = Opening(found, count, tuple(item.number for item in items))
            _note(line, opening, notes)
            return opening, lines[:at] + lines[at + 1 + len(items) :]
        notes.found(line.number, _("像话题列表，但不是“标签：问题”的写法，留在正文里"), line.text)
    return Opening(), lines


def map_to_sections(opening: Opening, sections: Sequence[str], notes: Notes) -> Opening:
    """The same topics, each with its section where that is beyond doubt."""
    chosen = _align([topic.label for topic in opening.topics], sections)
    topics = []
    for topic, line, section in zip(opening.topics, opening.lines, chosen, strict=True):
        topics.append(ParsedTopic(topic.label, topic.question, section or ""))
        what = _("话题对应的小节") if section else _("话题没有对应的小节，请在编辑器里选择")
        notes.found(line, what, f"{topic.label} → {section}" if section else topic.label)
    return Opening(tuple(topics), opening.count_claimed, opening.lines)


def kinship(label: str, heading: str) -> int:
    """How surely two names mean one thing: 3 equal, 2 one within the other, 1 shared, 0 not."""
    ours, theirs = _letters(label), _letters(heading)
    if not ours or not theirs:
        return 0
    if ours == theirs:
        return 3
    if ours in theirs or theirs in ours:
        return CLOSE
    return int(bool(_signs(label) & _signs(heading)))


def _items(lines: list[Line], count: int | None) -> list[Line]:
    """The marked lines; where no marks survived, the short labelled lines, if counted out."""
    marked = _leading(lines, [bool(line.mark) for line in lines])
    if marked:
        return marked
    plain = _leading(lines, [len(x.text) <= PLAIN_AT_MOST and _topic(x) is not None for x in lines])
    return plain if count and len(plain) >= count else []


def _leading(lines: list[Line], flags: list[bool]) -> list[Line]:
    return lines[: flags.index(False)] if False in flags else lines


def _topic(item: Line) -> ParsedTopic | None:
    match = LABEL.fullmatch(item.text)
    return ParsedTopic(match["label"], match["question"]) if match else None


def _note(lead: Line, opening: Opening, notes: Notes) -> None:
    for topic, line in zip(opening.topics, opening.lines, strict=True):
        notes.found(line, _("话题"), f"{topic.label}：{topic.question}")
    notes.drop(lead.number, lead.text, _("话题列表的引导句，由话题自动生成"))
    claimed, found = opening.count_claimed, len(opening.topics)
    if claimed is not None and claimed != found:
        value = _("写着 %(claimed)d 个，实际 %(found)d 个") % {"claimed": claimed, "found": found}
        notes.found(lead.number, _("话题数不符，请核对"), value)


def _align(labels: Sequence[str], sections: Sequence[str]) -> list[str | None]:
    """Certain pairs first, in whatever order; the rest only where page order leaves one answer."""
    kin = [[kinship(label, section) for section in sections] for label in labels]
    chosen = {t: s for t, row in enumerate(kin) if (s := _only_close(row)) is not None}
    while new := _forced(kin, chosen):
        chosen |= new
    return [sections[chosen[t]] if t in chosen else None for t in range(len(labels))]


def _forced(kin: Sequence[Sequence[int]], chosen: dict[int, int]) -> dict[int, int]:
    """Open topics with a single free kindred section in their place, which no rival claims too."""
    single: dict[int, int] = {}
    for t, row in enumerate(kin):
        fits = [s for s, close in enumerate(row) if close and _has_room(t, s, chosen)]
        if t not in chosen and len(fits) == 1:
            single[t] = fits[0]
    claims = list(single.values())
    return {t: s for t, s in single.items() if claims.count(s) == 1}


def _has_room(topic: int, section: int, chosen: dict[int, int]) -> bool:
    """Whether the pair crosses no chosen pair and shares no section with one."""
    return all((topic - t) * (section - s) > 0 for t, s in chosen.items())


def _only_close(row: Sequence[int]) -> int | None:
    """The one section that is certainly meant: the only equal one, else the only containing one."""
    for degree in (3, CLOSE):
        hits = [s for s, close in enumerate(row) if close == degree]
        if hits:
            return hits[0] if len(hits) == 1 else None
    return None


def _letters(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())


def _signs(text: str) -> set[str]:
    """Telling Han characters and whole Latin words."""
    words = set(re.findall(r"[a-z0-9]{2,}", text.casefold()))
    return words | {char for char in text if char >= "\u3400" and char.isalnum()} - COMMON
