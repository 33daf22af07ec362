"""Bytes of a text file to text: UTF-8 as a rule, UTF-16 by its mark, else GB18030."""

from __future__ import annotations

import codecs
import re

from django.utils.translation import gettext as _

from columns.importing.parsed import NotUnderstood

UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# Nearly any bytes can be read as GB18030. Chinese in another encoding then shows itself by private
# characters, or by few from the rows in which GB2312 keeps the 3,755 everyday ones.
PRIVATE = re.compile("[\ue000-\uf8ff]")
EVERYDAY_ROWS = range(0xB0, 0xD8)
EVERYDAY_SHARE = 0.5  # traditional characters leave about two thirds


def decode(data: bytes) -> tuple[str, str]:
    """
    The text, and the name of its encoding: "UTF-8", "UTF-16" or "GB18030".

    :raises NotUnderstood: with the line at which the bytes stop making sense.
    """
    if data.startswith(UTF16_MARKS):
        return _strictly(data, "utf-16"), "UTF-16"
    try:
        return data.decode("utf-8-sig"), "UTF-8"
    except UnicodeDecodeError as error:
        text = _gb18030(data)
        if text is None:
            raise _unknown(data, error.start) from error
        return text, "GB18030"


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise _unknown(data, error.start) from error


def _gb18030(data: bytes) -> str | None:
    """The text, or None where it would only look like Chinese."""
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        return None
    han = [char for char in text if "\u3400" <= char <= "\u9fff"]
    everyday = sum(char.encode("gb18030")[0] in EVERYDAY_ROWS for char in han)
    is_likely = bool(han) and everyday >= EVERYDAY_SHARE * len(han) and not PRIVATE.search(text)
    return text if is_likely else None


def _unknown(data: bytes, start: int) -> NotUnderstood:
    reason = _("认不出文件的编码。请用文本编辑器打开，另存为 UTF-8，再导入。")
    return NotUnderstood(data[:start].count(b"\n") + 1, reason)
