"""How lines are read, found out by a worker for the desk: words, syllables, polyphones."""

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from hashlib import sha256

from django.conf import settings

from columns import facts
from columns.audio.models import ReadLine
from columns.audio.queries import lexicon_for, settings_for
from columns.audio.script import Line, lines, pages
from columns.audio.spoken import Spoken, polyphones, speak
from columns.audio.spoken.lexicon import Lexicon
from columns.freezing import freeze
from columns.models import Revision

KEPT = timedelta(days=7)
_AT_ONCE = 20  # lines; then the page can show them


def script_of(revision: Revision) -> list[Line]:
    """What is said of a text, also of one that is not frozen yet."""
    manner = settings_for(revision.issue.season.column_id)
    return lines(laid_out(revision), manner, disclosure=settings.NARRATION_DISCLOSURE)


def laid_out(revision: Revision) -> Revision:
    """The revision with its blocks as approval would freeze them; nothing is saved."""
    if revision.frozen_at is None:
        made = freeze(revision.body, facts.topics_of(revision.issue, revision.facts))
        revision.blocks, revision.free_blocks = made["blocks"], made["free_blocks"]
    return revision


def line_key(said: str, lexicon: Lexicon) -> str:
    """Names a line as it is read: its words, and the pronunciations that shape it."""
    shaped = [
        [one.term, one.reading, one.kind, one.case_sensitive] for one in lexicon.applying_to(said)
    ]
    return sha256(json.dumps([said, shaped]).encode()).hexdigest()


def read_page(*, revision_id: int, page: int, now: datetime) -> int:
    """
    Find out how the lines of one page of a text's script are read; how many were new.

    Asking twice costs nothing: what is known is not looked at again.
    """
    ReadLine.objects.filter(made_at__lt=now - KEPT).delete()
    revision = Revision.objects.select_related("issue__season__column").get(pk=revision_id)
    parts = pages(script_of(revision))
    part = parts[min(max(page, 1), len(parts)) - 1]
    lexicon = lexicon_for(revision.issue)
    wanted = {line_key(line.said, lexicon): line.said for line in part}
    there = set(ReadLine.objects.filter(key__in=wanted).values_list("key", flat=True))
    missing = [(key, said) for key, said in wanted.items() if key not in there]
    for start in range(0, len(missing), _AT_ONCE):
        _read(missing[start : start + _AT_ONCE], lexicon, now)
    return len(missing)


def _read(missing: Sequence[tuple[str, str]], lexicon: Lexicon, now: datetime) -> None:
    rows = [_row(key, speak(said, lexicon), now) for key, said in missing]
    ReadLine.objects.bulk_create(rows, ignore_conflicts=True)


def _row(key: str, said: Spoken, now: datetime) -> ReadLine:
    words = [(word.start, word.start + len(word.text)) for word in said.words]
    return ReadLine(
        key=key,
        spoken=said.text,
        pinyin=list(said.pinyin),
        readings=[
            [one.offset, one.syllable, start, end]
            for one in polyphones(said)
            for start, end in words
            if start <= one.offset < end
        ],
        made_at=now,
    )
