"""Reads an archive through, before anything is written: every hash, every count, every table."""

import zlib
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import IO
from zipfile import BadZipFile, ZipFile

from django.utils.translation import gettext as _

from neican.archive import manifest as contents
from neican.archive.bounds import Bounds, damaged, listed
from neican.archive.manifest import Manifest, Member
from neican.archive.refusals import Refused
from neican.archive.tables import travelling

LONGEST_LINE = 64 * 1024 * 1024
_PIECE = 1024 * 1024


@contextmanager
def opened(path: Path, bounds: Bounds) -> Iterator[tuple[ZipFile, Manifest]]:
    """
    An archive that is whole, harmless and of this version, and its manifest.

    :raises Refused: otherwise, and wherever reading it fails later on.
    """
    try:
        with ZipFile(path) as archive:
            manifest = listed(archive, bounds)
            _check_version(manifest)
            for member in manifest.members.values():
                _check_member(archive, member)
            yield archive, manifest
    except FileNotFoundError as problem:
        raise Refused(_("找不到文件 %(path)s。请检查路径。") % {"path": path}) from problem
    except (BadZipFile, zlib.error, EOFError, NotImplementedError) as problem:
        raise Refused(_("%(path)s 打不开，或者是坏的 zip 文件。") % {"path": path}) from problem


def lines_in(archive: ZipFile, member: Member) -> Generator[bytes]:
    """
    The rows of a table, each a line.

    :raises Refused: for a line that is longer than any we write.
    """
    with archive.open(member.name) as stream:
        while line := stream.readline(LONGEST_LINE + 1):
            if len(line) > LONGEST_LINE or not line.endswith(b"\n"):
                raise Refused(damaged(member.name))
            yield line


def pieces_of(stream: IO[bytes]) -> Iterator[bytes]:
    """A file in pieces of a mebibyte."""
    return iter(lambda: stream.read(_PIECE), b"")


def _check_version(manifest: Manifest) -> None:
    """The same tables with the same columns, as the migrations tell."""
    here = contents.migrations()
    if dict(manifest.migrations) != here:
        text = _(
            "档案出自 %(there)s 版，表的结构与这里（%(here)s 版）不同。"
            "请先装上同一版本的程序，导入之后再升级。"
        )
        raise Refused(text % {"there": manifest.version, "here": contents.version()})
    expected = [model._meta.label for model in travelling(sound=manifest.sound)]
    if [table.model for table in manifest.tables] != expected:
        raise Refused(_("档案里的表与这个版本的不同。请用原站重新导出。"))


def _check_member(archive: ZipFile, member: Member) -> None:
    hashed, rows = sha256(), 0
    with archive.open(member.name) as stream:
        for piece in pieces_of(stream):
            hashed.update(piece)
            rows += piece.count(b"\n") if member.model else 0
    if hashed.hexdigest() != member.sha256 or rows != member.rows:
        raise Refused(damaged(member.name))
