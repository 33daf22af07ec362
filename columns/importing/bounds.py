"""How much a file may hold, asked before any of it is unpacked or built up in memory."""

from __future__ import annotations

import json
import re
import stat
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile, ZipInfo

from django.utils.translation import gettext as _
from lxml import etree

from columns.importing.parsed import NotUnderstood

TEXT_AT_MOST = 2_000_000  # bytes; the longest issue is a tenth of it
FILE_AT_MOST = 64_000_000  # bytes; a site's whole export, or a manuscript with its pictures
ENTRIES_AT_MOST = 2_000
UNPACKED_AT_MOST = 200_000_000  # bytes
RATIO_AT_MOST = 100  # unpacked to packed
RATIO_COUNTS_FROM = 1_000_000  # bytes; a little text that says one thing often is no bomb
XML_AT_MOST = 32_000_000  # bytes of one part
JSON_DEPTH_AT_MOST = 60
ELEMENTS_AT_MOST = 50_000  # of one article; a long one has a thousand
DEPTH_AT_MOST = 200  # elements of a page within one another; what recursion bears
ENCRYPTED = 0x1
JSON_STEPS_AT_MOST = 3_000_000  # strings, lists, objects; what memory bears
# The closing quote may be missing: the whole rest is then one step, not a search from every quote.
_STEPS = re.compile(r'"(?:[^"\\]|\\.)*+"?|[\[\]{}]', re.DOTALL)


class Archive:
    """A zip file whose size was asked for before it was believed."""

    def __init__(self, data: bytes) -> None:
        """:raises NotUnderstood: if it is broken, locked, or more than we unpack."""
        try:
            self._zip = ZipFile(BytesIO(data))
        except (BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise _refusal(_("文件是坏的，解不开。请重新导出或另存一份，再导入。")) from error
        self._entries = {}
        _refuse_bombs(self._zip.infolist())
        for entry in self._zip.infolist():
            _refuse_slips(entry)
            self._entries[entry.filename] = entry

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def read(self, name: str, *, at_most: int) -> bytes:
        """
        One part. What the header says is not trusted: no more than `at_most` bytes are unpacked.

        :raises NotUnderstood: if there is more, or it is broken.
        """
        try:
            with self._zip.open(self._entries[name]) as part:
                content = part.read(at_most + 1)
        except (BadZipFile, RuntimeError, OSError, EOFError, ValueError, NotImplementedError) as no:
            raise _refusal(_("文件是坏的，解不开。请重新导出或另存一份，再导入。")) from no
        if len(content) > at_most:
            raise _refusal(_("文件里的“%(name)s”大得不正常，没有解开。") % {"name": name[:80]})
        return content


def _refuse_bombs(entries: list[ZipInfo]) -> None:
    if len(entries) > ENTRIES_AT_MOST:
        reason = _("压缩包里有 %(count)d 个文件，最多 %(limit)d 个。请检查是不是选错了文件。")
        raise _refusal(reason % {"count": len(entries), "limit": ENTRIES_AT_MOST})
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    is_dense = unpacked > RATIO_AT_MOST * max(1, packed) and unpacked > RATIO_COUNTS_FROM
    if unpacked > UNPACKED_AT_MOST or is_dense:
        raise _refusal(_("压缩包解开后大得不正常，没有解开。请检查文件的来源。"))


def _refuse_slips(entry: ZipInfo) -> None:
    """Nothing is ever written under an entry's name; but a file that tries is not to be trusted."""
    name = entry.filename.replace("\\", "/")
    is_slip = name.startswith("/") or ".." in name.split("/") or name[1:2] == ":"
    if is_slip or stat.S_ISLNK(entry.external_attr >> 16):
        raise _refusal(_("压缩包里的路径不正常，没有解开。请检查文件的来源。"))
    if entry.flag_bits & ENCRYPTED:
        raise _refusal(_("文件加了密码。请去掉密码，另存一份，再导入。"))


def read_xml(content: bytes) -> etree._Element:
    """
    The root of an XML part. Entities are not followed, nothing is fetched.

    :raises NotUnderstood: if it declares a document type, is nested too deeply or is broken.
    """
    parser = etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise _refusal(_("文件是坏的，读不出内容。请重新导出或另存一份，再导入。")) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise _refusal(_("文件里有不该有的声明（DOCTYPE），没有读取。请检查文件的来源。"))
    return root


def read_json(text: str) -> Any:
    """
    The value of a JSON text.

    :raises NotUnderstood: with the line, if it is broken or nested too deeply.
    """
    _refuse_json_bombs(text)
    try:
        return json.loads(text, parse_constant=lambda _name: None)
    except json.JSONDecodeError as error:
        reason = _("这里不合 JSON 的写法，文件可能没有下载完整。请重新导出，再导入。")
        raise NotUnderstood(error.lineno, reason) from error
    except (ValueError, RecursionError) as error:
        raise _refusal(_("文件里有读不出的数字。请重新导出，再导入。")) from error


def _refuse_json_bombs(text: str) -> None:
    depth = 0
    for count, step in enumerate(_STEPS.finditer(text)):
        depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(step[0], 0)
        if depth > JSON_DEPTH_AT_MOST:
            raise _refusal(_("文件里一层套一层，套得太深，没有读取。请检查文件的来源。"))
        if count > JSON_STEPS_AT_MOST:
            raise _refusal(_("文件里的内容太碎太多，没有读取。请检查是不是选错了文件。"))


def refuse_shape(root: etree._Element) -> None:
    """:raises NotUnderstood: if there is more, or more within one another, than can be walked."""
    depth = count = 0
    for event, _node in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        count += event == "start"
        if count > ELEMENTS_AT_MOST:
            raise _refusal(_("网页里的内容太碎太多，没有读取。请只复制正文部分，再导入。"))
        if depth > DEPTH_AT_MOST:
            raise _refusal(_("网页里一层套一层，套得太深，没有读取。请只复制正文部分，再导入。"))


def refuse_size(data: bytes, at_most: int) -> None:
    """:raises NotUnderstood: if there is more than a file of its kind can sensibly hold."""
    if len(data) > at_most:
        reason = _("文件太大：%(size)d MB，最多 %(limit)d MB。请检查是不是选错了文件。")
        values = {"size": -(-len(data) // 1_000_000), "limit": at_most // 1_000_000}
        raise _refusal(reason % values)


def _refusal(reason: str) -> NotUnderstood:
    return NotUnderstood(0, reason)
