"""The files of a picture in the store: written with its row, deleted with it."""

from collections.abc import Iterable
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from django.db import transaction

from columns import pictures
from columns.models import Image


def is_complete(image: Image) -> bool:
    """Whether it has every width that is narrower than itself, and its card."""
    wanted = [width for width in pictures.WIDTHS if width < (image.width or 0)]
    made = [row["width"] for row in image.renditions]
    return bool(image.share) and made == wanted


def write(image: Image, written: pictures.Picture, fresh: list[str]) -> None:
    """Store the picture in all its widths; the names of files that were not there go to `fresh`."""
    _store(image, written.file, fresh)
    image.renditions = [_row(one, _store(image, one.file, fresh)) for one in written.narrower]
    card = pictures.share_card(written.file, image.stem, (image.focal_x, image.focal_y))
    image.share = _store(image, card, fresh)
    image.save(update_fields=["renditions", "share", "uploaded_at"])


def write_narrower(image: Image, narrower: Iterable[pictures.Rendition]) -> None:
    """Store the other widths of a picture that has its file already."""
    image.renditions = [_row(one, _store(image, one.file)) for one in narrower]
    image.save(update_fields=["renditions"])


def cut_card(image: Image) -> None:
    """Cut the share card around the focus as it is now; the one before goes."""
    was = image.share
    with image.file.open("rb") as stored:
        card = pictures.share_card(stored, image.stem, (image.focal_x, image.focal_y))
    image.share = _store(image, card)
    image.save(update_fields=["share"])
    if was != image.share:
        forget(image, [was])


def _store(image: Image, file: ContentFile, fresh: list[str] | None = None) -> str:
    """
    The name under which it is kept. A file that is there has the same content, unless a full disk
    or a crash cut it off.
    """
    storage, name = image.file.storage, name_of(image, file)
    if storage.exists(name) and storage.size(name) == file.size:
        return name
    storage.delete(name)
    if fresh is not None:
        fresh.append(name)
    file.seek(0)
    storage.save(name, file)
    return name


def name_of(image: Image, file: ContentFile) -> str:
    """Where a file of it is kept, as the storage knows it."""
    return str(image.file.field.generate_filename(image, str(file.name)))


def _row(one: pictures.Rendition, name: str) -> dict[str, Any]:
    return {"width": one.width, "height": one.height, "name": name}


def forget(image: Image, names: list[str]) -> None:
    """Delete files, once it is sure; an older row may hold the same picture by the same names."""
    shared = Image.objects.exclude(pk=image.pk).filter(file=image.file.name).exclude(file="")
    gone = [name for name in names if name]
    if not shared.exists():
        transaction.on_commit(lambda: delete(image.file.storage, gone))


def delete(storage: Storage, names: list[str]) -> None:
    """Delete files at once."""
    for name in names:
        storage.delete(name)
