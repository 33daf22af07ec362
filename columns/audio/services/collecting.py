"""Old sound that nobody asks for any more is thrown away, after a grace and never before."""

import logging
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from columns.audio import store
from columns.audio.models import Narration, Recording, Segment
from columns.audio.queries import narration_for
from columns.models import Issue, Revision

logger = logging.getLogger(__name__)

# Encoded pieces are named by no row. Without them an edit costs the encoding of the whole issue.
CUTS_KEPT = timedelta(days=30)
_AT_ONCE = 500  # keys asked for in one query


@dataclass(frozen=True, slots=True)
class Collected:
    """What was thrown away, or would be."""

    recordings: int
    files: int
    bytes: int


def mark_superseded(*, now: datetime) -> int:
    """
    Begin the grace of recordings that no reader gets, now or from what is approved.

    Whoever listens to one goes on: its address works until the grace is over.
    """
    begun = 0
    for issue in Issue.objects.filter(recordings__superseded_at=None).distinct():
        needed = _needed(issue)
        idle = issue.recordings.filter(superseded_at=None).exclude(pk__in=needed)
        begun += idle.update(superseded_at=now)
        issue.recordings.filter(pk__in=needed).update(superseded_at=None)
    return begun


def _needed(issue: Issue) -> set[int]:
    """Ids of the recordings that readers get, or will when what is approved goes out."""
    heard = narration_for(issue)
    texts = Revision.objects.to_be_heard().filter(issue=issue)
    ahead = Narration.objects.filter(revision__in=texts, recording__isnull=False)
    needed = {pk for pk in ahead.values_list("recording", flat=True) if pk is not None}
    return needed | ({heard.recording_id} if heard and heard.recording_id else set())


def collect(*, now: datetime) -> Collected:
    """Throw away what has been idle longer than the grace: rows first, then files without a row."""
    mark_superseded(now=now)
    gone = sum(_forgotten(pk, now) for pk in list(_idle(now)))
    thrown = [kept for kept in list(unneeded(now=now)) if _thrown(kept)]
    collected = Collected(gone, len(thrown), sum(kept.size for kept in thrown))
    logger.info("collected %s", collected)
    return collected


def collectable(*, now: datetime) -> Collected:
    """What `collect` would throw away now of what is marked already; nothing is changed."""
    rows = Recording.objects.select_related("issue").in_bulk(list(_idle(now)))
    gone = [pk for pk, one in rows.items() if pk not in _needed(one.issue)]
    sizes = [kept.size for kept in unneeded(now=now, without=gone)]
    return Collected(len(gone), len(sizes), sum(sizes))


def _thrown(kept: store.Kept) -> bool:
    """Delete it, unless a worker has come upon it since it was listed."""
    if _is_named(kept.name) or not _is_old(kept.name, kept.modified_at):
        return False
    store.delete(kept.name)
    return True


def _grace() -> timedelta:
    return timedelta(hours=settings.AUDIO_GRACE_HOURS)


def _idle(now: datetime) -> Iterator[int]:
    rows = Recording.objects.filter(superseded_at__lte=now - _grace())
    yield from rows.values_list("pk", flat=True)


@transaction.atomic
def _forgotten(recording_id: int, now: datetime) -> bool:
    """Take its row and the work that made it away, unless it is needed again."""
    rows = Recording.objects.select_for_update(of=("self",)).select_related("issue")
    recording = rows.filter(pk=recording_id, superseded_at__lte=now - _grace()).first()
    if recording is None or recording.pk in _needed(recording.issue):
        return False
    recording.narrations.all().delete()
    recording.delete()
    return True


def unneeded(*, now: datetime, without: Collection[int] = ()) -> Iterator[store.Kept]:
    """
    Files that no row names and nobody has used for as long as the grace.

    :param without: recordings that are looked upon as gone.
    """
    clips: list[store.Kept] = []
    for kept in store.names():
        limit = CUTS_KEPT if kept.name.startswith("cuts/") else _grace()
        if kept.modified_at > now - limit:
            continue
        if kept.name.startswith("clips/"):
            clips.append(kept)
        elif not _is_named(kept.name, without):
            yield kept
        if len(clips) >= _AT_ONCE:
            yield from _unsaid(clips, without)
            clips = []
    yield from _unsaid(clips, without)


def _unsaid(clips: list[store.Kept], without: Collection[int]) -> Iterator[store.Kept]:
    """Those of the clips, and of the notes beside them, that no recording is made of."""
    keys = {_key(kept.name) for kept in clips}
    segments = Segment.objects.filter(clip_key__in=keys).exclude(recording__in=without)
    said = set(segments.values_list("clip_key", flat=True))
    yield from (kept for kept in clips if _key(kept.name) not in said)


def _key(name: str) -> str:
    return name.rpartition("/")[2].partition(".")[0]


def _is_named(name: str, without: Collection[int] = ()) -> bool:
    """Whether a row names this file."""
    if name.startswith("clips/"):
        return Segment.objects.filter(clip_key=_key(name)).exists()
    files = ("file", "preview_file", "light_file")
    recordings = Recording.objects.exclude(pk__in=without)
    return (
        any(recordings.filter(**{one: name}).exists() for one in files)
        or Narration.objects.filter(upload=name).exists()
    )


def _is_old(name: str, modified_at: datetime) -> bool:
    """Whether nobody has touched it since it was listed."""
    try:
        return store.sounds().get_modified_time(name) <= modified_at
    except FileNotFoundError:
        return False
