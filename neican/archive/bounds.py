"""What a file may be before anything in it is unpacked: no slips, no bombs, nothing unlisted."""

import stat
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from django.utils.translation import gettext as _

from neican.archive import manifest as contents
from neican.archive.files import SHELVES
from neican.archive.manifest import Manifest
from neican.archive.refusals import Refused

GIB = 1024**3
_ENCRYPTED = 0x1


@dataclass(frozen=True, slots=True)
class Bounds:
    """
    The most that is taken in: bytes unpacked, members, bytes of the manifest.

    `ratio`: unpacked bytes for each byte of the file; our own archives stay far below.
    """

    total: int = 20 * GIB
    members: int = 200_000
    manifest: int = 64 * 1024 * 1024
    ratio: int = 200


def listed(archive: ZipFile, bounds: Bounds) -> Manifest:
    """
    The manifest of an archive whose members are harmless and exactly those it lists.

    Only the list at the end of the file and the manifest are read.

    :raises Refused: otherwise.
    """
    entries = archive.infolist()
    _check_amount(archive, entries, bounds)
    for entry in entries:
        _check_entry(entry)
    names = [entry.filename for entry in entries]
    if len(set(names)) != len(names):
        raise Refused(_("档案里有重名的文件，不能导入。"))
    if contents.NAME not in names:
        raise Refused(_("这不是 export_site 写的档案：里面没有 manifest.json。"))
    if archive.getinfo(contents.NAME).file_size > bounds.manifest:
        raise Refused(_("档案的目录 manifest.json 太大，不能导入。"))
    manifest = Manifest.from_bytes(archive.read(contents.NAME))
    _check_listed(entries, manifest)
    return manifest


def _check_amount(archive: ZipFile, entries: Iterable[ZipInfo], bounds: Bounds) -> None:
    if len(archive.infolist()) > bounds.members:
        raise Refused(_("档案里的文件太多，超过 %(most)s 个。") % {"most": bounds.members})
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > bounds.total:
        text = _("档案展开后超过 %(most)s GiB。如果确实这么大，请用 --max-gib 放宽。")
        raise Refused(text % {"most": bounds.total // GIB})
    packed = archive.fp.seek(0, 2) if archive.fp else 0
    if unpacked > bounds.ratio * max(packed, 1):
        raise Refused(_("档案的压缩比不正常，像是压缩炸弹，不能导入。"))


def _check_entry(entry: ZipInfo) -> None:
    """:raises Refused: for what no export writes: a slip, a link, a folder, a locked member."""
    kind = stat.S_IFMT(entry.external_attr >> 16)
    plain = (
        entry.compress_type in (ZIP_STORED, ZIP_DEFLATED)
        and not entry.flag_bits & _ENCRYPTED
        and kind in (0, stat.S_IFREG)
    )
    # The name as it stands in the file: zipfile cuts names at NUL and turns some marks around.
    if not plain or entry.filename != entry.orig_filename or not _is_ours(entry.filename):
        text = _("档案里的 %(name)s 不是导出时写的东西，不能导入。")
        raise Refused(text % {"name": ascii(entry.orig_filename[:80])})


def _is_ours(name: str) -> bool:
    """The manifest, a table, or a file below one of the shelves; never outside of them."""
    folder, _slash, rest = name.partition("/")
    if not rest:
        return name == contents.NAME
    parts = rest.split("/")
    is_path = len(name) <= 255 and name.isprintable() and not {"\\", ":"} & set(name)
    harmless = all(part and not part.startswith(".") for part in parts)
    if folder == "tables":
        return is_path and harmless and len(parts) == 1 and PurePosixPath(rest).suffix == ".jsonl"
    return is_path and harmless and folder in SHELVES


def _check_listed(entries: Iterable[ZipInfo], manifest: Manifest) -> None:
    found = {entry.filename: entry.file_size for entry in entries}
    del found[contents.NAME]
    told = {name: member.size for name, member in manifest.members.items()}
    for name in manifest.missing:
        if not _is_ours(name):
            raise Refused(damaged(contents.NAME))
    if absent := sorted(told.keys() - found.keys()):
        raise Refused(_("档案里缺少 %(name)s。请重新拷贝或重新导出。") % {"name": absent[0]})
    if extra := sorted(found.keys() - told.keys()):
        raise Refused(_("档案里多出了目录里没有的 %(name)s，不能导入。") % {"name": extra[0]})
    if differing := sorted(name for name in told if told[name] != found[name]):
        raise Refused(damaged(differing[0]))


def damaged(name: str) -> str:
    """What is said of a member whose bytes are not those that were written."""
    text = _("档案里的 %(name)s 与目录对不上：文件坏了或被改过。请重新拷贝或重新导出。")
    return text % {"name": name}
