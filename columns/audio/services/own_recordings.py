"""Readings that people recorded: brought, confirmed, taken away."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from typing import IO, Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from columns.audio import store
from columns.audio.human.listening import glimpse
from columns.audio.human.opening import EXTENSIONS, HEAD_BYTES, format_of
from columns.audio.human.placing import Mark
from columns.audio.models import NO_PREVIEW, Narration, NarrationQuerySet, Recording
from columns.audio.services.narrating import supersede
from columns.models import Event, Issue, Revision
from columns.services import steps
from neican.accounts.models import User
from neican.accounts.permissions import require

_BLOCK = 1 << 20
_OWN = Narration.Origin.OWN


class NotForThisText(Exception):
    """A text that is not settled, so that nobody can read it aloud yet."""


class NotWhatWasHeard(Exception):
    """Another recording was brought after somebody had listened to this one."""


def texts_to_read(issue: Issue) -> Sequence[Revision]:
    """What a person may have read: the texts that go out, the newest first."""
    heard = Revision.objects.to_be_heard().filter(issue=issue.pk)
    return list(heard.defer(*Revision.PAID_FIELDS, "free_blocks", "preview_html").distinct())


def own_of(issue: Issue) -> Narration | None:
    """The newest reading that somebody brought, finished or not."""
    return _rows(issue.pk).select_related("recording", "revision").first()


def _rows(issue_id: int) -> NarrationQuerySet:
    rows: NarrationQuerySet = Narration.objects.filter(revision__issue=issue_id, origin=_OWN)
    return rows.order_by("-revision__number")


def bring_own(
    *, revision_id: int, file: IO[bytes], reader: str, by: User | None, at: datetime
) -> Narration:
    """
    Take a file that somebody read this text for; a former one serves until it is ready.

    :raises Unusable: if it is no sound that we take. :raises NotForThisText: if the text does not
        go out. :raises OSError: if there is no room for it.
    """
    require(by, "columns.change_issue")
    glimpse(file)
    upload = _kept(file)
    with transaction.atomic():
        text = Revision.objects.to_be_heard().filter(pk=revision_id).first()
        if text is None:
            raise NotForThisText
        issue = steps.lock(text.issue_id, at)
        plan = {"reader": reader, "chapters": None, "free_until_ms": None}
        _forget_replaced(issue, at)
        narration = _asked_for(text, upload, plan, at)
        steps.record(issue, Event.Kind.RECORDED, by=by, at=at, note=_said_of(reader))
    return narration


def _said_of(reader: str) -> str:
    return _("朗读者：%(name)s") % {"name": reader} if reader else ""


def _kept(file: IO[bytes]) -> str:
    """The file under the name of its content; it is copied a piece at a time."""
    file.seek(0)
    kind = format_of(file.read(HEAD_BYTES))
    file.seek(0)
    digest = sha256()
    with store.workshop() as folder:
        made = folder / "upload"
        with made.open("wb") as copy:
            while block := file.read(_BLOCK):
                digest.update(block)
                copy.write(block)
        name = f"uploads/{digest.hexdigest()}.{EXTENSIONS[kind]}"
        store.put(made, name)
    # One that lay there already may be old, and nothing names it before the row is written.
    store.touch(name)
    return name


def _asked_for(text: Revision, upload: str, plan: Mapping[str, Any], at: datetime) -> Narration:
    """The row of this text, whatever it was at: work on what was there before is out of date."""
    narration, _made = Narration.objects.select_for_update(of=("self",)).get_or_create(
        revision=text, origin=_OWN, defaults={"queued_at": at, "upload": upload, "plan": plan}
    )
    Narration.objects.filter(pk=narration.pk).update(
        upload=upload,
        plan=plan,
        state=Narration.State.QUEUED,
        reason="",
        urgency=Narration.Urgency.GOES_OUT,
        queued_at=at,
        asked=F("asked") + 1,
        claim=None,
        lease_until=None,
        attempts=0,
        setbacks=0,
        done=0,
    )
    narration.refresh_from_db()
    return narration


@transaction.atomic
def confirm_own(
    *,
    narration_id: int,
    heard: str,
    reader: str,
    marks: Sequence[Mark],
    free_until_ms: int | None,
    by: User | None,
    at: datetime,
) -> Narration:
    """
    Say where the chapters begin and how far everybody may listen; the files are made anew.

    `heard`: the upload that was listened to; a word about one opens no other to strangers.
    `free_until_ms`: None where nobody has listened for it: then there is no preview.

    :raises NotWhatWasHeard: if there is another one by now.
    """
    require(by, "columns.change_issue")
    former = Narration.objects.select_related("revision").get(pk=narration_id, origin=_OWN)
    issue = steps.lock(former.revision.issue_id, at)
    former.refresh_from_db(fields=["upload"])  # whoever brings another one holds the issue, too
    if former.upload != heard:
        raise NotWhatWasHeard
    chapters = [{"title": mark.title, "start_ms": mark.start_ms} for mark in marks] or None
    plan = {"reader": reader, "chapters": chapters, "free_until_ms": free_until_ms}
    text = former.revision
    narration = _asked_for(text, former.upload, plan, at)
    if len(text.free_blocks) != len(text.blocks):
        _close_previews(issue, beyond_ms=free_until_ms or 0)
    _forget_replaced(issue, at)
    steps.record(issue, Event.Kind.RECORDED, by=by, at=at, note=_("改了章节或试听的终点"))
    return narration


@transaction.atomic
def remove_own(*, issue_id: int, by: User | None, at: datetime) -> int:
    """
    Take all that people read for this issue away; the voice that reads it serves at once.

    :returns: how many there were.
    """
    require(by, "columns.change_issue")
    issue = steps.lock(issue_id, at)
    rows = list(_rows(issue_id).select_for_update(of=("self",)).select_related("recording"))
    if rows:
        _delete(rows, at)
        _close_previews(issue, beyond_ms=0)
        steps.record(issue, Event.Kind.RECORDED, by=by, at=at, note=_("撤下了录音"))
    return len(rows)


def _close_previews(issue: Issue, *, beyond_ms: int) -> None:
    """
    Take openings back that go further than was confirmed last.

    Also of readings that were replaced: their addresses live on for whoever is listening.
    """
    recordings = Recording.objects.filter(issue=issue, origin=_OWN)
    recordings.filter(preview_duration_ms__gt=beyond_ms).update(**NO_PREVIEW)


def _forget_replaced(issue: Issue, at: datetime) -> None:
    """Readings of texts before the one whose reading readers hear are nobody's any more."""
    finished = _rows(issue.pk).filter(recording__isnull=False, revision__out_at__isnull=False)
    heard = finished.select_related("revision").first()
    if heard is not None:
        former = _rows(issue.pk).filter(revision__number__lt=heard.revision.number)
        _delete(list(former.select_related("recording")), at)


def _delete(rows: Sequence[Narration], at: datetime) -> None:
    recordings = [row.recording for row in rows]
    Narration.objects.filter(pk__in=[row.pk for row in rows]).delete()
    for recording in recordings:
        supersede(recording, at)
