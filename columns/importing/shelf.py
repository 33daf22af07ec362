"""Pictures that came within a file: bounded, written anew, put into the library once."""

from __future__ import annotations

import re
from hashlib import sha256
from html import escape
from io import BytesIO

from django.utils.translation import gettext as _

from columns import pictures
from columns.importing.parsed import ParsedIssue, ParsedPicture
from columns.models import Image
from neican.accounts.models import User

PLACE = re.compile(r'<img src="(?P<mark>import:\d+)"[^>]*>')


class Shelf:
    """
    Where the pictures of one issue go.

    :param writes: False on a dry run: the picture is checked, but no file is written.
    """

    def __init__(self, *, by: User | None, writes: bool) -> None:
        self.by = by
        self.writes = writes
        self.remarks: list[str] = []

    def body(self, page: ParsedIssue) -> str:
        """The article with every picture at its lasting address; what is no picture goes."""
        tags = {picture.mark: self._tag(picture) for picture in page.pictures}
        return PLACE.sub(lambda found: tags.get(found["mark"], ""), page.body_html)

    def _tag(self, picture: ParsedPicture) -> str:
        try:
            image = self._image(picture)
        except pictures.PictureRefused as refusal:
            values = {"name": picture.name, "reason": refusal}
            self.remarks.append(_("图片“%(name)s”没有收：%(reason)s") % values)
            return ""
        return (
            f'<img src="{image.file.url}" alt="{escape(picture.alt)}"'
            f' width="{image.width}" height="{image.height}" data-image="{image.pk}">'
        )

    def _image(self, picture: ParsedPicture) -> Image:
        """
        The library's picture of the same pixels, or a new one.

        :raises PictureRefused: if it is too large, or no picture that we take.
        """
        written = pictures.rewrite(BytesIO(picture.content))
        digest = sha256(written.file.read()).hexdigest()
        known = Image.objects.filter(digest=digest).first()
        return known or self._keep(written, digest, picture)

    def _keep(self, written: pictures.Rendition, digest: str, picture: ParsedPicture) -> Image:
        """A new row, and a file named by its content, so that one left over is found again."""
        image = Image(
            width=written.width,
            height=written.height,
            digest=digest,
            alt=picture.alt,
            uploaded_by=self.by,
        )
        image.file.name = str(image.file.field.generate_filename(image, str(written.file.name)))
        if self.writes and not image.file.storage.exists(image.file.name):
            image.file.storage.save(image.file.name, written.file)
        image.save()
        return image
