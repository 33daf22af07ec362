"""The library of pictures: taking one in, describing it, giving it away."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import IO, Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from columns import pictures
from columns.facts import cleaned
from columns.models import Image, Revision
from columns.services import picture_files
from neican.accounts.models import User
from neican.accounts.permissions import require

WORDS = ("alt", "caption", "credit", "focal_x", "focal_y")


class StillUsed(Exception):
    """A picture that stands somewhere; `uses` says where."""

    def __init__(self, uses: list[pictures.Use]) -> None:
        super().__init__(_("这张图还在用，不能删除。"))
        self.uses = uses


@dataclass(frozen=True, slots=True)
class Arrival:
    """A picture that was brought; `was_moving`: only the first of an animation was kept."""

    image: Image
    is_new: bool
    was_moving: bool


def keep_image(*, upload: IO[bytes], by: User | None, at: datetime, **words: Any) -> Arrival:
    """
    Take a picture into the library, or find it there: the same pixels are stored once.

    `words`: alt, caption, credit, focal_x and focal_y of a new one; one that is known keeps its
    own.

    :raises pictures.PictureRefused: if it is too large, or no picture that we take.
    """
    require(by, "columns.add_image")
    written = pictures.rewrite(upload)
    known = _known(written.digest)
    if known is None:
        try:
            image = _kept(written, by=by, at=at, words=words)
            return Arrival(image, is_new=True, was_moving=written.was_moving)
        except IntegrityError:
            # Somebody brought the same picture at the same moment.
            known = Image.objects.get(digest=written.digest)
    return Arrival(known, is_new=False, was_moving=written.was_moving)


def may_describe(user: User, images: Iterable[Image]) -> set[int]:
    """
    Ids of those among these pictures that this person may describe; one query at most.

    Editors describe all pictures, authors their own until readers see them, or an editor has
    passed a text that shows them.
    """
    asked = list(images)
    if user.has_perm("columns.change_image"):
        return {image.pk for image in asked}
    may_add = user.has_perm("columns.add_image")
    his = [image for image in asked if may_add and image.uploaded_by_id == user.pk]
    return {image.pk for image in his} - _settled(his)


def _settled(images: Collection[Image]) -> set[int]:
    """Ids of those that lead, or stand in, a text that is live or approved."""
    if not images:
        return set()
    shown = Q(facts__head_image__in=[image.pk for image in images])
    for image in images:
        shown |= Q(body__contains=_in_text(image)) if image.stem else Q()
    texts = Revision.objects.filter(Q(live_for__isnull=False) | Q(approved_for__isnull=False))
    found = list(texts.filter(shown).values_list("facts__head_image", "body"))
    heads = {head for head, _body in found}
    return {
        image.pk
        for image in images
        if image.pk in heads or any(_in_text(image) in body for _head, body in found if image.stem)
    }


def _in_text(image: Image) -> str:
    return f"/{image.stem}."


@transaction.atomic
def describe_image(*, image_id: int, words: Mapping[str, Any], by: User | None) -> Image:
    """
    Say what must stand beside a picture, and what must stay in sight when it is cropped.

    :param words: some of `WORDS`.
    :raises PermissionDenied: for anybody who may not.
    """
    image = Image.objects.select_for_update().get(pk=image_id)
    if by is not None and not may_describe(by, [image]):
        raise PermissionDenied("columns.change_image")
    focus = (image.focal_x, image.focal_y)
    for name in WORDS:
        setattr(image, name, cleaned(words.get(name, getattr(image, name))))
    image.save(update_fields=WORDS)
    if (image.focal_x, image.focal_y) != focus and image.share:
        picture_files.cut_card(image)
    return image


@transaction.atomic
def delete_image(*, image_id: int, by: User | None, at: datetime) -> None:
    """
    Take a picture that stands nowhere out of the library, its files with it.

    :raises StillUsed: if an issue, a working copy or a kept text holds it.
    """
    require(by, "columns.delete_image")
    image = Image.objects.select_for_update().get(pk=image_id)
    if uses := pictures.uses_of(image, at):
        raise StillUsed(uses)
    names = image.file_names
    image.delete()
    picture_files.forget(image, names)


def render_image(*, image_id: int) -> bool:
    """Make what an older picture lacks: its other widths, its card; whether there was anything."""
    with transaction.atomic():
        image = Image.objects.select_for_update().get(pk=image_id)
        if not image.file or picture_files.is_complete(image):
            return False
        with image.file.open("rb") as stored:
            digest = sha256(stored.read()).hexdigest()
            stored.seek(0)
            narrower = pictures.narrowed(stored, image.stem)
        image.digest = image.digest or ("" if _known(digest) else digest)
        image.save(update_fields=["digest"])
        picture_files.write_narrower(image, narrower)
        picture_files.cut_card(image)
    return True


def _known(digest: str) -> Image | None:
    return Image.objects.filter(digest=digest).first()


def _kept(
    written: pictures.Picture, *, by: User | None, at: datetime, words: Mapping[str, Any]
) -> Image:
    """
    The row first, the files while its digest is ours alone: nobody else then counts on files that
    a failure takes away again.
    """
    with transaction.atomic():
        image = Image(digest=written.digest, uploaded_by=by, **cleaned(dict(words)))
        image.width, image.height = written.width, written.height
        image.file.name = picture_files.name_of(image, written.file)
        image.save()
        # The field takes the clock's time on creation; what is told is what was handed in.
        image.uploaded_at = at
        fresh: list[str] = []
        try:
            picture_files.write(image, written, fresh)
        except Exception:
            picture_files.delete(image.file.storage, fresh)
            raise
    return image
