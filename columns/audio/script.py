"""What is said of a revision, sentence by sentence, in order (播讲稿)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from columns.audio.models import NarrationSettings, OwnScript, ScriptLine
from columns.audio.own_script import own_lines
from columns.models import Author, Revision
from neican.kernel.document import Block, Kind, from_json

ALWAYS = frozenset({Kind.TOPIC, Kind.HEADING, Kind.PARAGRAPH, Kind.ITEM, Kind.QUOTE})
# Kinds that a column's settings decide about, by the field that does.
BY_SETTING: Mapping[Kind, str] = {
    Kind.CAPTION: "captions",
    Kind.CELL: "tables",
    Kind.NOTE: "notes",
}
# Said aloud, and kept with the sound: in the column's language, whoever looks at the page.
OPENING = "开场"
BYLINE = "作者，{names}。"
SECTION = "第{count}节，"
ITEM = "第{count}，"
KINDS: Mapping[Kind, str] = {Kind.CAPTION: "图注：", Kind.NOTE: "注释："}
# The spoken numbers of sections and items; beyond them nobody counts along.
_COUNT = "零一二三四五六七八九十"


@dataclass(frozen=True, slots=True)
class Line:
    """
    One sentence to be said; `chapter` is the section it stands in.

    `text` is what the page shows, `said` what is spoken in its place: the same unless something
    is announced before it, or the editor wants it otherwise. `take` counts up to have the same
    words synthesised anew. A line that is skipped is shown at the desk and not said;
    `is_left_out`: because an editor said so, else because of the column's settings.
    """

    sentence_id: str
    block_id: str
    kind: Kind
    text: str
    is_free: bool
    chapter: str
    said: str = ""
    level: int = 0
    speaker: Literal["main", "quote"] = "main"
    take: int = 1
    is_skipped: bool = False
    is_left_out: bool = False
    is_changed: bool = False


def lines(revision: Revision, settings: NarrationSettings, *, disclosure: str) -> list[Line]:
    """
    All that could be said: the head, then the editors' own script, else the text's sentences with
    the editors' changes.

    What the settings leave unread, and what an editor took out, is there and skipped. Code and
    notices are for the eye. The free lines come first and without a gap.
    """
    changes = {one.sentence_id: one for one in revision.issue.script_lines.all()}
    head = list(_head(revision, settings, disclosure))
    own = own_script_of(revision.issue_id)
    if own is not None:
        said = [
            _retaken(line, changes.get(line.sentence_id)) for line in own_lines_of(revision, own)
        ]
        return [*(_changed(line, changes.get(line.sentence_id)) for line in head), *said]
    derived = [*head, *_body(revision, settings)]
    return [_changed(line, changes.get(line.sentence_id)) for line in derived]


def own_script_of(issue_id: int) -> OwnScript | None:
    """The issue's own script, where it is what is read."""
    return OwnScript.objects.filter(issue=issue_id, is_used=True).first()


def derived_lines(revision: Revision, settings: NarrationSettings) -> list[Line]:
    """What is said of the text itself where there is no script of its own, with the changes."""
    changes = {one.sentence_id: one for one in revision.issue.script_lines.all()}
    return [_changed(one, changes.get(one.sentence_id)) for one in _body(revision, settings)]


def pages(script: Sequence[Line], most: int = 100) -> list[list[Line]]:
    """The script in parts for a screen: whole sections as long as they fit, else cut."""
    parts: list[list[Line]] = [[]]
    for line in script:
        here = parts[-1]
        begins = bool(here) and here[-1].chapter != line.chapter
        if len(here) >= most or (begins and len(here) >= most // 2):
            parts.append([])
        parts[-1].append(line)
    return parts


def spoken_lines(revision: Revision, settings: NarrationSettings, *, disclosure: str) -> list[Line]:
    """Those that are said."""
    return [one for one in lines(revision, settings, disclosure=disclosure) if not one.is_skipped]


def _changed(line: Line, change: ScriptLine | None) -> Line:
    if change is None:
        return line
    said = change.spoken or line.said
    return replace(
        line,
        said=said,
        take=change.take,
        is_skipped=line.is_skipped or change.is_skipped,
        is_left_out=change.is_skipped,
        is_changed=bool(change.spoken) or change.is_skipped or change.take > 1,
    )


def _retaken(line: Line, change: ScriptLine | None) -> Line:
    """One's own script says its words itself; only another take can be asked for."""
    if change is None or change.take == 1:
        return line
    return replace(line, take=change.take, is_changed=True)


def own_lines_of(revision: Revision, own: OwnScript) -> Iterator[Line]:
    free = set(free_ids(revision))
    lines = own_lines(
        own.text,
        from_json(revision.blocks),
        opening=OPENING,
        # A sentence that went behind the wall, or away, may be told in words of its own here.
        is_settled=free.issuperset(own.free_ids),
    )
    for one in lines:
        yield Line(
            sentence_id=one.sentence_id,
            block_id=one.block_id,
            kind=one.kind,
            text=one.text,
            said=one.text,
            is_free=one.is_free,
            chapter=one.chapter,
            level=2 if one.kind is Kind.HEADING else 0,
            speaker="quote" if one.kind is Kind.QUOTE else "main",
        )


def free_ids(revision: Revision) -> list[str]:
    """The sentences of the text's free part."""
    return [one["id"] for block in revision.free_blocks for one in block["sentences"]]


def _head(revision: Revision, settings: NarrationSettings, disclosure: str) -> Iterator[Line]:
    """As the revision says them: the issue's own rows still hold what is printed now."""
    said = {
        "column": revision.issue.season.column.full_name if settings.says_column else "",
        "headline": revision.facts["headline"] if settings.says_issue else "",
        "byline": _byline(revision) if settings.says_author else "",
        "disclosure": disclosure if settings.says_disclosure else "",
    }
    opening = OPENING
    for name, text in said.items():
        if text:
            yield Line(name, name, Kind.HEADING, text, is_free=True, chapter=opening, said=text)


def _byline(revision: Revision) -> str:
    ids: Sequence[int] = revision.facts["authors"]
    names = dict(Author.objects.filter(pk__in=ids).values_list("pk", "name"))
    printed = "、".join(names[one] for one in ids if one in names)
    return BYLINE.format(names=printed) if printed else ""


def _body(revision: Revision, settings: NarrationSettings) -> Iterator[Line]:
    chapter, sections = OPENING, 0
    for block in from_json(revision.blocks):
        if block.kind is Kind.HEADING and block.level == 2:
            chapter, sections = block.text.strip(), sections + 1
        before = _announcement(block, settings, sections)
        is_read = block.kind in ALWAYS or _is_wanted(block.kind, settings)
        if block.kind is not Kind.CODE:
            yield from _lines_of(block, chapter, before, is_skipped=not is_read)


def _is_wanted(kind: Kind, settings: NarrationSettings) -> bool:
    field = BY_SETTING.get(kind)
    return field is not None and getattr(settings, field) == NarrationSettings.Treatment.READ


def _announcement(block: Block, settings: NarrationSettings, sections: int) -> str:
    """What a listener must be told that a reader sees: which section, which item, what kind."""
    if block.kind is Kind.HEADING and block.level == 2 and settings.announces_sections:
        return SECTION.format(count=_spelled(sections))
    if block.kind is Kind.ITEM and block.ordinal:
        return ITEM.format(count=_spelled(block.ordinal))
    return KINDS.get(block.kind, "")


def _spelled(number: int) -> str:
    return _COUNT[number] if number < len(_COUNT) else str(number)


def _lines_of(block: Block, chapter: str, before: str, *, is_skipped: bool) -> Iterator[Line]:
    for sentence in block.sentences:
        if not any(character.isalnum() for character in sentence.text):
            continue
        yield Line(
            sentence_id=sentence.id,
            block_id=block.id,
            kind=block.kind,
            text=sentence.text,
            said=before + sentence.text,
            is_free=block.is_free,
            chapter=chapter,
            level=block.level,
            speaker="quote" if block.kind is Kind.QUOTE else "main",
            is_skipped=is_skipped,
        )
        before = ""
