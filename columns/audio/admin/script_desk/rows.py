"""The script as the desk shows it: a row for each sentence, written and spoken."""

import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from columns.audio.affected import rules_of
from columns.audio.models import Narration, Pronunciation, ReadLine, ScriptLine, Segment
from columns.audio.queries import HEAD_LINES
from columns.audio.script import BY_SETTING, Line
from columns.audio.services.reading import line_key
from columns.audio.services.scripting import stamp
from columns.audio.spoken.lexicon import Lexicon
from columns.models import Revision
from neican.kernel.document import Kind

TONES = {"1": "\u0304", "2": "\u0301", "3": "\u030c", "4": "\u0300", "5": ""}


@dataclass(frozen=True, slots=True)
class Run:
    """Characters of a spoken line; a Han of several readings stands alone with its pinyin."""

    text: str
    start: int
    pinyin: str = ""
    word: str = ""


@dataclass(slots=True)
class Row:
    """A sentence at the desk. `seen`: what its form carries along; `block_ids`: its block's."""

    number: int
    line: Line
    spoken: str = ""
    runs: Sequence[Run] = ()
    syllables: Sequence[str] = ()
    rules: Sequence[Pronunciation] = ()
    change: ScriptLine | None = None
    seen: str = ""
    block_size: int = 1
    block_seen: str = ""
    segment: Segment | None = None
    is_known: bool = False
    typed: str = ""
    refusal: str = ""
    opens: bool = field(default=False)
    begins_chapter: bool = False
    begins_block: bool = False
    begins_wall: bool = False

    @property
    def is_head(self) -> bool:
        """Said before the text; nobody wrote it into a page."""
        return self.line.block_id in HEAD_LINES

    @property
    def why_skipped(self) -> str:
        """In words; empty for what is said."""
        if not self.line.is_skipped:
            return ""
        if self.line.is_left_out:
            return _("编辑不读")
        names = {Kind.CAPTION: _("图片说明"), Kind.CELL: _("表格"), Kind.NOTE: _("注释")}
        assert self.line.kind in BY_SETTING
        return _("朗读设置：不读%(kind)s") % {"kind": names[self.line.kind]}

    @property
    def is_playable(self) -> bool:
        """Whether the recording says the line as it is read now."""
        if self.segment is None or self.line.is_skipped:
            return False
        if not self.is_known:
            # What was just changed would be heard as it was before.
            return not (self.change or self.rules)
        return self.segment.spoken == self.spoken


def rows_of(revision: Revision, script: Sequence[Line], part: Sequence[Line]) -> list[Row]:
    """The rows of a part of the script, with all that is known of each."""
    issue = revision.issue
    rules = rules_of(
        Pronunciation.objects.select_related("column", "issue"),
        issue_id=issue.pk,
        column_id=issue.season.column_id,
    )
    lexicon = Lexicon.of(rules.values())
    keys = {line.sentence_id: line_key(line.said, lexicon) for line in part}
    known = {one.key: one for one in ReadLine.objects.filter(key__in=keys.values())}
    changes = {one.sentence_id: one for one in issue.script_lines.select_related("changed_by")}
    spoken = _segments(revision, part)
    first = script.index(part[0]) + 1 if part else 1
    rows = [
        _row(number, line, lexicon, rules, known.get(keys[line.sentence_id]), changes, spoken)
        for number, line in enumerate(part, start=first)
    ]
    return _placed(rows, script, changes)


def missing(rows: Sequence[Row]) -> int:
    """How many lines no worker has read yet."""
    return sum(not row.is_known for row in rows)


def _segments(revision: Revision, part: Sequence[Line]) -> dict[str, Segment]:
    """What the text's sound says of these sentences; a person's own reading has no clips."""
    narration = Narration.objects.filter(
        revision=revision, origin=Narration.Origin.SYNTHETIC, recording__isnull=False
    ).first()
    if narration is None or narration.recording is None:
        return {}
    ids = [line.sentence_id for line in part]
    said = narration.recording.segments.filter(sentence_id__in=ids)
    return {one.sentence_id: one for one in said}


def _row(
    number: int,
    line: Line,
    lexicon: Lexicon,
    rules: Mapping[str, Pronunciation],
    known: ReadLine | None,
    changes: Mapping[str, ScriptLine],
    spoken: Mapping[str, Segment],
) -> Row:
    change, segment = changes.get(line.sentence_id), spoken.get(line.sentence_id)
    row = Row(number, line, change=change, segment=segment)
    row.seen = stamp([change] if change else [])
    row.typed = change.spoken if change else ""
    applying = {(one.term, one.reading) for one in lexicon.applying_to(line.said)}
    row.rules = [
        one for one in rules.values() if (" ".join(one.term.split()), one.reading) in applying
    ]
    if known is not None:
        row.is_known, row.spoken, row.syllables = True, known.spoken, known.pinyin
        row.runs = runs_of(known.spoken, known.readings)
    elif segment is not None and not line.is_changed:
        row.spoken, row.runs = segment.spoken, runs_of(segment.spoken, segment.readings)
    return row


def _placed(
    rows: list[Row], script: Sequence[Line], changes: Mapping[str, ScriptLine]
) -> list[Row]:
    """Where chapters, blocks and the paid part begin."""
    sizes = Counter(line.block_id for line in script)
    of_block: dict[str, list[ScriptLine]] = {}
    for line in script:
        if (change := changes.get(line.sentence_id)) is not None:
            of_block.setdefault(line.block_id, []).append(change)
    start = rows[0].number - 1 if rows else 0
    before = script[start - 1] if start else None
    for row in rows:
        line = row.line
        row.begins_chapter = before is None or before.chapter != line.chapter
        row.begins_block = before is None or before.block_id != line.block_id
        row.begins_wall = before is not None and before.is_free and not line.is_free
        row.block_size = sizes[line.block_id]
        row.block_seen = stamp(of_block.get(line.block_id, []))
        before = line
    return rows


def runs_of(spoken: str, readings: Sequence[Sequence[object]]) -> list[Run]:
    """The words with those Han apart that could be misread."""
    runs, reached = [], 0
    for reading in readings:
        offset, syllable = int(str(reading[0])), str(reading[1])
        # A recording's own readings know of no words; a worker will tell.
        word = spoken[int(str(reading[2])) : int(str(reading[3]))] if len(reading) > 3 else ""
        if reached < offset:
            runs.append(Run(spoken[reached:offset], reached))
        runs.append(Run(spoken[offset], offset, with_tone(syllable), word))
        reached = offset + 1
    if reached < len(spoken):
        runs.append(Run(spoken[reached:], reached))
    return runs


def with_tone(syllable: str) -> str:
    """`hang2` as it is printed: háng."""
    letters, tone = syllable[:-1].replace("v", "ü"), syllable[-1:]
    if tone not in TONES:
        return syllable
    place = next(
        (letters.index(one) for one in ("a", "e", "ou") if one in letters),
        max((letters.rfind(one) for one in "iouü"), default=-1),
    )
    if place < 0:
        return letters
    marked = letters[: place + 1] + TONES[tone] + letters[place + 1 :]
    return unicodedata.normalize("NFC", marked)
