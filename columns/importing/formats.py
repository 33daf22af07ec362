"""What kind of file it is, by what is in it first and by its name second; then what it holds."""

from __future__ import annotations

import re
from pathlib import PurePath

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from columns.importing.bounds import FILE_AT_MOST, TEXT_AT_MOST, refuse_size
from columns.importing.decoding import decode
from columns.importing.docx.document import read_docx
from columns.importing.front_matter import RULE
from columns.importing.ghost import read_ghost
from columns.importing.html_file import decode_html, read_html
from columns.importing.markdown_file import read_markdown
from columns.importing.page_text import MARKUP, parse
from columns.importing.parsed import Format, NotUnderstood, ParsedFile

ZIP_MARKS = (b"PK\x03\x04", b"PK\x05\x06")
MARKDOWN = frozenset({".md", ".markdown", ".mdown"})
WEB = frozenset({".html", ".htm", ".xhtml"})
TEXTS = frozenset({".txt", ".text", "", ".log"})
# First bytes of what people choose by mistake, and what to do instead.
STRANGERS = (
    (b"\xd0\xcf\x11\xe0", gettext_lazy("这是旧版 Word 文档（.doc）。请另存为 .docx，再导入。")),
    (b"{\\rtf", gettext_lazy("这是 RTF 文档。请用 Word 或 WPS 另存为 .docx，再导入。")),
    (b"%PDF", gettext_lazy("这是 PDF。请导入原来的 Word 文档，或从网页复制文字。")),
    (b"\x1f\x8b", gettext_lazy("这是压缩文件。请先解压，再导入里面的文件。")),
    (b"Rar!", gettext_lazy("这是压缩文件。请先解压，再导入里面的文件。")),
    (b"7z\xbc\xaf", gettext_lazy("这是压缩文件。请先解压，再导入里面的文件。")),
    (b"\xff\xd8\xff", gettext_lazy("这是图片。请导入文字，图片在编辑器里添加。")),
    (b"\x89PNG", gettext_lazy("这是图片。请导入文字，图片在编辑器里添加。")),
    (b"GIF8", gettext_lazy("这是图片。请导入文字，图片在编辑器里添加。")),
)
JSON_START = re.compile(rb"(?:\xef\xbb\xbf)?\s*\{")


def read_file(name: str, data: bytes) -> ParsedFile:
    """
    Read a file of any format that we know.

    :param name: what the person calls it; only its extension matters.
    :raises NotUnderstood: if nothing of it can come in; a bad post of many is only listed.
    """
    refuse_size(data, FILE_AT_MOST)
    for mark, advice in STRANGERS:
        if data.startswith(mark):
            raise NotUnderstood(0, advice)
    suffix = PurePath(name).suffix.lower()
    if data.startswith(ZIP_MARKS):
        return ParsedFile(Format.DOCX, "", (read_docx(data),))
    if suffix == ".json" or JSON_START.match(data[:200]):
        return read_ghost(decode(data)[0])
    refuse_size(data, TEXT_AT_MOST)
    if suffix not in MARKDOWN | WEB | TEXTS:
        reason = _("不认识“%(suffix)s”文件。能导入的有 .txt、.md、.html、.docx 和 Ghost 的 .json。")
        raise NotUnderstood(0, reason % {"suffix": suffix[:20]})
    return _read_text(suffix, data)


def _read_text(suffix: str, data: bytes) -> ParsedFile:
    """By what is in it; the extension decides only what the words leave open."""
    text, encoding = decode_html(data) if suffix in WEB else decode(data)
    is_web = suffix in WEB or (suffix not in MARKDOWN and MARKUP.match(text))
    if is_web:
        return ParsedFile(Format.HTML, encoding, (read_html(text),))
    if suffix in MARKDOWN or RULE.match(text.split("\n", 1)[0]):
        return ParsedFile(Format.MARKDOWN, encoding, (read_markdown(text),))
    return ParsedFile(Format.TEXT, encoding, (parse(text),))
