"""An import in two steps: a rehearsal that is looked at, then the import of the same bytes."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from columns.importing.bounds import refuse_size
from columns.importing.formats import read_file
from columns.importing.models import ImportJob
from columns.importing.parsed import NotUnderstood
from columns.importing.services import Orders, import_file
from columns.importing.summary import summarise
from columns.models import Column
from neican.accounts.models import User

KEPT = timedelta(hours=2)
UPLOAD_AT_MOST = 12_000_000  # bytes; nginx lets no more through to the admin
ISSUES_AT_MOST = 200  # within one request; a whole site goes through the command
WAITING_AT_MOST = 5  # of one person: the bytes lie in the database


class JobGone(Exception):
    """A file that is no longer there; the message says what to do."""


@transaction.atomic
def rehearse(
    *,
    name: str,
    data: bytes,
    column: Column | None,
    season_number: int | None,
    by: User,
    at: datetime,
) -> ImportJob:
    """
    Keep an uploaded file with a report of what its import would do.

    :raises NotUnderstood: if nothing of it can be read.
    :raises PermissionDenied: to whoever may not open issues.
    """
    refuse_size(data, UPLOAD_AT_MOST)
    file = read_file(name, data)
    if len(file.issues) > ISSUES_AT_MOST:
        reason = _("文件里有 %(count)d 期，这里一次最多 %(limit)d 期。请让运维用命令行导入。")
        raise NotUnderstood(0, reason % {"count": len(file.issues), "limit": ISSUES_AT_MOST})
    orders = _orders(column, season_number)
    report = import_file(file=file, orders=orders, by=by, at=at, dry_run=True)
    _make_room(by, at)
    return ImportJob.objects.create(
        by=by,
        name=name[-200:],
        content=data,
        column=column,
        season_number=season_number,
        uploaded_at=at,
        expires_at=at + KEPT,
        rehearsal=summarise(report),
    )


@transaction.atomic
def run(*, job_id: int, by: User, at: datetime) -> ImportJob:
    """
    Import the file of a job. A second confirmation finds it done and changes nothing.

    The newest words of the tables count, not those of the rehearsal.

    :raises ImportJob.DoesNotExist: to anybody but the one who uploaded it.
    :raises JobGone: if it was not confirmed in time.
    """
    job = ImportJob.objects.select_for_update(of=("self",)).get(pk=job_id, by=by)
    if job.is_done:
        return job
    if job.has_expired(at):
        raise JobGone(_("这个文件上传太久，已经不留了。请重新上传。"))
    orders = _orders(job.column, job.season_number)
    file = read_file(job.name, bytes(job.content))
    job.result = summarise(import_file(file=file, orders=orders, by=by, at=at))
    job.done_at = at
    job.content = b""
    job.save(update_fields=["result", "done_at", "content"])
    return job


def forget_stale(*, now: datetime) -> int:
    """Let go of files that nobody confirmed in time; how many."""
    gone, _by_table = ImportJob.objects.stale(now).delete()
    return gone


def _orders(column: Column | None, season_number: int | None) -> Orders:
    """What comes in from the desk is a draft: it goes the way of every text."""
    return Orders(column.slug if column else "", season_number, publish=False)


def _make_room(by: User, at: datetime) -> None:
    """Let go of what nobody confirmed in time, and of a person's oldest beyond a handful."""
    forget_stale(now=at)
    waiting = ImportJob.objects.filter(by=by, done_at__isnull=True).order_by("-uploaded_at", "-pk")
    surplus = list(waiting.values_list("pk", flat=True)[WAITING_AT_MOST - 1 :])
    ImportJob.objects.filter(pk__in=surplus).delete()
