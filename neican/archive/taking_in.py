"""Makes an empty house equal to an archive: all rows and files, or none."""

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from zipfile import ZipFile

from django.core.management.color import no_style
from django.db import DataError, IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from columns.search import services as search
from neican.archive.bounds import Bounds, damaged
from neican.archive.checking import lines_in, opened
from neican.archive.files import wanted
from neican.archive.manifest import Manifest, key_fingerprint
from neican.archive.placing import files_of
from neican.archive.refusals import Refused
from neican.archive.rows import lines_of, write_rows
from neican.archive.tables import FURNISHED, travelling


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What the house holds now; `same_key`: codes and links of the old house still open doors."""

    manifest: Manifest
    same_key: bool
    findable: int


def take_in(path: Path, *, bounds: Bounds, dry_run: bool = False) -> TakenIn:
    """
    Check the archive, write its rows with their numbers, read them back, put the files in place.

    A dry run ends after the checks. Running it twice is refused: the house is no longer empty.

    :raises Refused: if anything is amiss; then nothing is written.
    """
    with opened(path, bounds) as (archive, manifest):
        _check_empty()
        findable = 0
        if not dry_run:
            _fill(archive, manifest)
            findable = search.rebuild()
    return TakenIn(manifest, manifest.key == key_fingerprint(), findable)


def _fill(archive: ZipFile, manifest: Manifest) -> None:
    with files_of(archive, manifest) as placing, _in_words(), transaction.atomic(durable=True):
        _take_time()
        _check_empty()
        _write(archive, manifest)
        _check_equal(manifest)
        placing.place()


def _check_empty() -> None:
    full = [
        str(model._meta.verbose_name)
        for model in travelling(sound=True)
        if model._base_manager.count() > (model._meta.label in FURNISHED)
    ]
    if full:
        text = _("这里不是空站，已经有：%(tables)s。请导入到刚建好、只跑过 migrate 的站。")
        raise Refused(text % {"tables": "、".join(full)})


def _take_time() -> None:
    """The limits that keep pages quick are none for a move."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = 0")
            cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")


def _write(archive: ZipFile, manifest: Manifest) -> None:
    """Rows in any order: who points at whom is checked when all are in."""
    models = travelling(sound=manifest.sound)
    for model in reversed(models):
        if model._meta.label in FURNISHED:
            model._base_manager.all().delete()
    for model, member in zip(models, manifest.tables, strict=True):
        with closing(lines_in(archive, member)) as lines:
            write_rows(model, lines)
    connection.check_constraints()
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)


@contextmanager
def _in_words() -> Iterator[None]:
    """What the database refuses, as a sentence."""
    try:
        yield
    except (IntegrityError, DataError, OverflowError, UnicodeError) as problem:
        text = _("档案里的行互相对不上，数据库没有接受。请用原站重新导出。")
        raise Refused(text) from problem


def _check_equal(manifest: Manifest) -> None:
    """What was written reads as what was exported, byte for byte, and names the same files."""
    models = travelling(sound=manifest.sound)
    for model, member in zip(models, manifest.tables, strict=True):
        hashed = sha256()
        for line in lines_of(model):
            hashed.update(line)
        if hashed.hexdigest() != member.sha256:
            raise Refused(damaged(member.name))
    _check_files(manifest)


def _check_files(manifest: Manifest) -> None:
    """A file that no row names has no business in our folders."""
    told: Sequence[str] = [*(member.name for member in manifest.files), *manifest.missing]
    named = [kept.member for kept in wanted(sound=manifest.sound)]
    if sorted(told) != named:
        strange = sorted(set(told) ^ set(named))[0]
        text = _("档案里的文件与行对不上：%(name)s。请用原站重新导出。")
        raise Refused(text % {"name": strange})
