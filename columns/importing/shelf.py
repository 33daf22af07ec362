"""Pictures that came within a file: bounded, written anew, put into the library once."""

from __future__ import annotations

import re
from datetime import datetime
from hashlib import sha256
from html import escape
from io import BytesIO

from django.utils.translation import gettext as _

from columns import pictures, services
from columns.importing.parsed import ParsedIssue, ParsedPicture
from columns.models import Image
from columns.pictures.reading import opened
from neican.accounts.models import User

PIXELS_AT_MOST = 240_000_000  # of one issue, decoded within one request
PLACE = re.compile(r'<img src="(?P<mark>import:\d+)"[^>]*>')


class Shelf:
    """
    Where the pictures of one issue go.

    :param writes: False on a dry run: the picture is checked, but no file is written.
    """

    def __init__(self, *, by: User | None, at: datetime, writes: bool) -> None:
        self.by = by
        self.at = at
        self.writes = writes
        self.remarks: list[str] = []
        self.room = PIXELS_AT_MOST
        self._known: dict[str, Image] = {}

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
        """:raises PictureRefused: if it is too large, or no picture that we take."""
        key = sha256(picture.content).hexdigest()
        if key not in self._known:
            self._take_room(picture.content)
            self._known[key] = self._kept(picture)
        return self._known[key]

    def _take_room(self, content: bytes) -> None:
        """A small file may unfold to many pixels, and a document may hold many such files."""
        with opened(BytesIO(content)) as seen:
            self.room -= seen.width * seen.height
        if self.room < 0:
            raise pictures.PictureRefused(_("这一期的图片加起来太大，请在编辑器里单独添加。"))

    def _kept(self, picture: ParsedPicture) -> Image:
        upload = BytesIO(picture.content)
        if self.writes:
            return services.keep_image(upload=upload, by=self.by, at=self.at, alt=picture.alt).image
        written = pictures.rewrite(upload)
        known = Image.objects.filter(digest=written.digest).first()
        return known or self._rehearsed(written, picture)

    def _rehearsed(self, written: pictures.Picture, picture: ParsedPicture) -> Image:
        """A row that is taken back with everything else; it has no files."""
        image = Image(digest=written.digest, alt=picture.alt, uploaded_by=self.by)
        image.width, image.height = written.width, written.height
        image.file.name = str(image.file.field.generate_filename(image, str(written.file.name)))
        image.save()
        return image
