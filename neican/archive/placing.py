"""Puts files where they belong: all of them when the rows are in, or none."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZipFile

from django.utils.translation import gettext as _

from neican.archive.checking import pieces_of
from neican.archive.files import SHELVES, Kept, folder_of
from neican.archive.manifest import Manifest, Member
from neican.archive.refusals import Refused

UNFINISHED = ".importing-"


class Placing:
    """Files that wait in a hidden folder of their storage for a rename."""

    def __init__(self, folders: dict[str, Path]) -> None:
        self._folders = folders
        self._waiting: list[tuple[Path, Path]] = []
        self._placed: list[Path] = []

    def unpack(self, archive: ZipFile, member: Member) -> None:
        """:raises Refused: if another file has that name already."""
        kept = Kept.of(member.name)
        storage, made = folder_of(kept.shelf), self._folders[kept.shelf] / str(len(self._waiting))
        target = Path(storage.path(kept.name))
        with archive.open(member.name) as stream, made.open("xb") as file:
            for piece in pieces_of(stream):
                file.write(piece)
        if storage.file_permissions_mode is not None:
            made.chmod(storage.file_permissions_mode)
        if target.exists():
            _check_same(made, target, member)
        else:
            self._waiting.append((made, target))

    def place(self) -> None:
        """Give each its name."""
        for made, target in self._waiting:
            target.parent.mkdir(parents=True, exist_ok=True)
            self._placed.append(target)
            made.replace(target)

    def take_back(self) -> None:
        """Remove what was placed; what had been there before stays."""
        for target in self._placed:
            target.unlink(missing_ok=True)


@contextmanager
def files_of(archive: ZipFile, manifest: Manifest) -> Iterator[Placing]:
    """All files unpacked and waiting; taken back if what follows fails."""
    with ExitStack() as stack:
        placing = Placing({shelf: stack.enter_context(_folder(shelf)) for shelf in SHELVES})
        for member in manifest.files:
            placing.unpack(archive, member)
        try:
            yield placing
        except BaseException:
            placing.take_back()
            raise


@contextmanager
def _folder(shelf: str) -> Iterator[Path]:
    """Beside the finished files, so that a rename suffices."""
    beside = Path(folder_of(shelf).location)
    beside.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=UNFINISHED, dir=beside) as folder:
        yield Path(folder)


def _check_same(made: Path, target: Path, member: Member) -> None:
    """Files are named by their content: what an earlier attempt left is the same, or not ours."""
    if made.stat().st_size != target.stat().st_size or made.read_bytes() != target.read_bytes():
        text = _("%(name)s 已经有一个内容不同的文件。请清空图片和声音目录再导入。")
        raise Refused(text % {"name": member.name})
