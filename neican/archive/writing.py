"""Writes the house into one file, as it was at one moment."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from django.db import connection, transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from neican.archive import manifest as contents
from neican.archive.files import Kept, storage_of, wanted
from neican.archive.manifest import Manifest, Member
from neican.archive.refusals import Refused
from neican.archive.rows import lines_of
from neican.archive.tables import travelling

# The same for every member: the same site gives the same bytes.
MOMENT = (1980, 1, 1, 0, 0, 0)
_PIECE = 1024 * 1024


def write_archive(path: Path, *, sound: bool, at: datetime) -> Manifest:
    """
    Write all tables and files into a new file; half a file never has that name.

    Memory does not grow with the site. It holds addresses and the hashes of passwords, so only
    its owner may read it.

    :raises Refused: if the file exists.
    """
    if path.exists():
        raise Refused(_("%(path)s 已经在了。请换一个文件名。") % {"path": path})
    with TemporaryDirectory(dir=path.parent, prefix=".exporting-") as folder:
        made = Path(folder) / path.name
        made.touch(mode=0o600)
        with ZipFile(made, "w") as archive:
            written = _write(archive, sound=sound, at=at)
        made.replace(path)
    return written


def _write(archive: ZipFile, *, sound: bool, at: datetime) -> Manifest:
    with _one_moment():
        tables = [
            _table(archive, place, model)
            for place, model in enumerate(travelling(sound=sound), start=1)
        ]
        kept, shape = wanted(sound=sound), contents.migrations()
    files = {one: _file(archive, one) for one in kept}
    manifest = Manifest(
        format=contents.FORMAT,
        version=contents.version(),
        written_at=at.isoformat(),
        migrations=shape,
        key=contents.key_fingerprint(),
        sound=sound,
        tables=tables,
        files=[member for member in files.values() if member],
        missing=[one.member for one, member in files.items() if member is None],
    )
    _put(archive, contents.NAME, [manifest.as_bytes()], ZIP_DEFLATED)
    return manifest


@contextmanager
def _one_moment() -> Iterator[None]:
    """
    All tables as they are now, whatever is written meanwhile.

    SQLite's transaction is that already; it lets writers wait until the rows are read.
    """
    with transaction.atomic(durable=True):
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield


def _table(archive: ZipFile, place: int, model: type[Model]) -> Member:
    label = model._meta.label
    name, rows = f"tables/{place:02}-{label}.jsonl", 0

    def counted() -> Iterator[bytes]:
        nonlocal rows
        for line in lines_of(model):
            rows += 1
            yield line

    size, digest = _put(archive, name, counted(), ZIP_DEFLATED)
    return Member(name, size, digest, model=label, rows=rows)


def _file(archive: ZipFile, kept: Kept) -> Member | None:
    """None where the site has lost it: a lost picture must not keep the rest from moving."""
    try:
        stream = storage_of(kept.shelf).open(kept.name)
    except FileNotFoundError:
        return None
    with stream:
        read: Callable[[], bytes] = lambda: stream.read(_PIECE)  # noqa: E731
        size, digest = _put(archive, kept.member, iter(read, b""), ZIP_STORED)
    return Member(kept.member, size, digest)


def _put(archive: ZipFile, name: str, pieces: Iterable[bytes], method: int) -> tuple[int, str]:
    """Size in bytes and SHA-256 of what was written."""
    size, hashed, entry = 0, sha256(), ZipInfo(name, MOMENT)
    entry.compress_type = method
    with archive.open(entry, "w", force_zip64=True) as member:
        for piece in pieces:
            member.write(piece)
            hashed.update(piece)
            size += len(piece)
    return size, hashed.hexdigest()
