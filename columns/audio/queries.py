"""What readers and editors may ask about narrations."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from django.core.files import File
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from columns.audio import store
from columns.audio.models import (
    Narration,
    NarrationQuerySet,
    NarrationSettings,
    Pronunciation,
    Recording,
    Segment,
)
from columns.audio.spoken.lexicon import Lexicon
from columns.audio.timings import Chapter, Cue
from columns.checklist import Finding, Weight
from columns.models import Issue, Revision

NOTHING_OWED = "none"
# What readers are told: what is blocked still comes, what was taken out of the queue does not.
TOLD_AS: Mapping[str, str] = {
    Narration.State.BLOCKED: Narration.State.QUEUED.value,
    Narration.State.CANCELLED: Narration.State.FAILED.value,
}
# Spoken before the text, always free; `columns.audio.script` writes them.
HEAD_LINES = frozenset({"column", "headline", "byline", "disclosure"})


def narration_for(issue: Issue) -> Narration | None:
    """
    The one that readers get, with its recording.

    While a changed text is being narrated, the sound of the text before it goes on serving.
    """
    narrations: NarrationQuerySet = Narration.objects.filter(revision__issue=issue)
    return narrations.out().audible().first()


def _newest(revision_id: int | None) -> Narration | None:
    """The one that speaks for a text: people's own before the machine's."""
    rows = Narration.objects.filter(revision=revision_id).select_related("recording")
    return rows.order_by("origin", "-queued_at", "-pk").first()


def cues(recording: Recording, *, free_only: bool) -> list[Cue]:
    """When each sentence is spoken; of a preview only what the preview file holds."""
    return _cues(_segments(recording, free_only=free_only))


def _cues(spoken: Sequence[Segment]) -> list[Cue]:
    return [
        Cue(
            sentence_id=segment.sentence_id,
            block_id=segment.block_id,
            start_ms=segment.start_ms,
            end_ms=segment.end_ms,
            text=segment.text,
        )
        for segment in spoken
    ]


def chapters(recording: Recording, *, free_only: bool) -> list[Chapter]:
    """Where each section begins and ends, in order."""
    return _chapters(_segments(recording, free_only=free_only))


def timings(recording: Recording, *, free_only: bool) -> tuple[list[Cue], list[Chapter]]:
    """Cues and chapters together, in one query."""
    spoken = _segments(recording, free_only=free_only)
    return _cues(spoken), _chapters(spoken)


def _chapters(spoken: Sequence[Segment]) -> list[Chapter]:
    runs = [list(run) for _title, run in groupby(spoken, key=lambda segment: segment.chapter)]
    ends = [run[0].start_ms for run in runs[1:]] + [spoken[-1].end_ms] if runs else []
    return [
        Chapter(title=run[0].chapter, start_ms=run[0].start_ms, end_ms=end)
        for run, end in zip(runs, ends, strict=True)
    ]


def _segments(recording: Recording, *, free_only: bool) -> list[Segment]:
    rows = recording.segments.all()
    if free_only:
        rows = rows.filter(is_free=True, end_ms__lte=recording.preview_duration_ms)
    return list(rows)


def is_still_free(recording: Recording, live_id: int | None) -> bool:
    """
    Whether all that its preview says may be read by everybody in the live revision.

    The sound of an older text goes on serving after an edit; but a sentence that was taken behind
    the wall, or away, since then must not go on being heard by strangers.
    """
    if live_id is None or not recording.preview_file:
        return False
    if recording.revision_id == live_id:
        return True
    if recording.is_synthetic and recording.narrations.filter(revision=live_id).exists():
        return True
    return _said_freely(recording) <= _free_sentences(live_id) | HEAD_LINES


def _said_freely(recording: Recording) -> set[str]:
    """
    Ids of the sentences that a preview may say.

    Of a person's own reading all that were free then: which of them the aligner found says
    nothing about which are heard.
    """
    if not recording.is_synthetic:
        return _free_sentences(recording.revision_id)
    return {segment.sentence_id for segment in _segments(recording, free_only=True)}


def _free_sentences(revision_id: int) -> set[str]:
    blocks = Revision.objects.values_list("free_blocks", flat=True).get(pk=revision_id)
    return {sentence["id"] for block in blocks for sentence in block["sentences"]}


def open_file(recording: Recording, *, preview: bool) -> File:
    """The encoded file's bytes; the caller closes it."""
    return store.sounds().open(recording.preview_file if preview else recording.file)


def settings_for(column_id: int) -> NarrationSettings:
    """How a column is read: its own settings, else the site's."""
    row = NarrationSettings.objects.for_column(column_id).first()
    assert row is not None, "a migration makes the site's settings, and nobody may delete them"
    return row


def lexicon_for(issue: Issue) -> Lexicon:
    """The site's, the column's and the issue's pronunciations, the nearest scope winning."""
    rows = Pronunciation.objects.filter(
        Q(column__isnull=True, issue__isnull=True)
        | Q(column=issue.season.column_id)
        | Q(issue=issue.pk)
    )
    by_term = {row.term: row for row in sorted(rows, key=_nearness)}
    return Lexicon.of(by_term.values())


def _nearness(row: Pronunciation) -> int:
    return 2 if row.issue_id else 1 if row.column_id else 0


def sound_is_reviewed(issue: Issue, text: Revision) -> Iterable[Finding]:
    """Where the column asks for it, nothing goes out whose sound nobody has listened to."""
    if not issue.season.column.reviews_audio or text.frozen_at is None:
        return
    newest = _newest(text.pk)
    if newest is None or newest.state != Narration.State.READY:
        state = newest.get_state_display() if newest else _("还没有开始")
        said = _("朗读还没有准备好（%(state)s），这个专栏要听过再发布") % {"state": state}
    elif newest.recording is None or newest.recording.reviewed_at is None:
        said = _("朗读还没有人听过，请听一遍，点“听过，可以”")
    else:
        return
    yield Finding(Weight.BLOCKING, "audio", said, _page_of(newest))


def _page_of(narration: Narration | None) -> str:
    if narration is None:
        return reverse("admin:audio_narration_changelist")
    return reverse("admin:audio_narration_change", args=[narration.pk])
