"""What every issue must have before readers see it."""

from collections.abc import Iterable

import lxml.html
from django.utils.translation import gettext as _

from columns.checklist.findings import Finding, stop, warn
from columns.models import Image, Issue, Revision
from columns.richtext import has_content


def text_is_there(issue: Issue, text: Revision) -> Iterable[Finding]:
    """An empty page is nobody's issue."""
    if not has_content(text.body):
        yield stop("body", _("正文还是空的，请先写正文并保存"))


def headline_is_there(issue: Issue, text: Revision) -> Iterable[Finding]:
    """A headline of blanks is none."""
    if not text.facts["headline"].strip():
        yield stop("headline", _("还没有标题"))


def author_is_there(issue: Issue, text: Revision) -> Iterable[Finding]:
    """Somebody signs."""
    if not text.facts["authors"]:
        yield stop("authors", _("还没有署名，请至少选一位作者"))


def head_image_is_whole(issue: Issue, text: Revision) -> Iterable[Finding]:
    """Whose picture it is must stand there, and what it shows for those who do not see it."""
    image = Image.objects.filter(pk=text.facts["head_image"]).first()
    if image is None:
        return
    if not image.credit.strip():
        yield stop("head_image", _("头图缺少图源，请补上"))
    if not image.file:
        yield warn("head_image", _("头图只写了图源，还没有图片"))
    elif not image.alt.strip():
        yield stop("head_image", _("头图没有替代文字，请写一句图里有什么"))


def pictures_are_described(issue: Issue, text: Revision) -> Iterable[Finding]:
    """Pictures in the text likewise; their number tells the editor which."""
    if "<img" not in text.body:
        return
    root = lxml.html.fragment_fromstring(text.body, create_parent="div")
    for place, image in enumerate(root.iter("img"), start=1):
        if not (image.get("alt") or "").strip():
            said = _("正文第 %(place)s 张图没有替代文字，请写一句图里有什么")
            yield stop("body", said % {"place": place})
