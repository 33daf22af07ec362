"""Which files belong to the rows: pictures and sound. Clips do not: they are said again."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.core.files.storage import FileSystemStorage, Storage, storages
from django.db.models import FileField

from columns.audio.models import Narration, Recording
from columns.models import Image
from neican.archive.tables import travelling

# Folder in the archive → storage.
SHELVES = {"media": "default", "audio": "audio"}


@dataclass(frozen=True, slots=True, order=True)
class Kept:
    """A file that a row names: its shelf and its name in that shelf's storage."""

    shelf: str
    name: str

    @property
    def member(self) -> str:
        """Its name in the archive."""
        return f"{self.shelf}/{self.name}"

    @classmethod
    def of(cls, member: str) -> "Kept":
        """The file of a name in the archive."""
        shelf, _slash, name = member.partition("/")
        return cls(shelf, name)


def wanted(*, sound: bool) -> list[Kept]:
    """Every file that a row names, each once, in order."""
    found = set(_pictures()) | (set(_sounds()) if sound else set())
    return sorted(kept for kept in found if kept.name)


def storage_of(shelf: str) -> Storage:
    """Where a shelf's files lie."""
    return storages[SHELVES[shelf]]


def folder_of(shelf: str) -> FileSystemStorage:
    """
    The same, where a finished file can be moved to.

    :raises TypeError: for a storage that is no folder; there is none in our settings.
    """
    storage = storage_of(shelf)
    if not isinstance(storage, FileSystemStorage):
        raise TypeError(f"{shelf} is not kept in a folder")
    return storage


def _pictures() -> Iterator[Kept]:
    for model in travelling(sound=True):
        for field in model._meta.concrete_fields:
            if isinstance(field, FileField):
                names = model._base_manager.values_list(field.attname, flat=True)
                yield from (Kept("media", name or "") for name in names.iterator())
    for renditions, share in Image.objects.values_list("renditions", "share").iterator():
        yield from (Kept("media", name) for name in (*(one["name"] for one in renditions), share))


def _sounds() -> Iterator[Kept]:
    for names in Recording.objects.values_list("file", "preview_file", "light_file").iterator():
        yield from (Kept("audio", name) for name in names)
    for name in Narration.objects.values_list("upload", flat=True).iterator():
        yield Kept("audio", name)
