"""The parts of a .docx file and how they point at each other."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass

from django.utils.translation import gettext as _
from lxml import etree

from columns.importing.bounds import XML_AT_MOST, Archive, read_xml
from columns.importing.parsed import NotUnderstood
from columns.pictures.reading import MAX_BYTES

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
DC = "{http://purl.org/dc/elements/1.1/}"
STRICT = b"http://purl.oclc.org/ooxml/"
OFFICE = "/officeDocument"  # what the type of the relationship to the main part ends with
OFF = frozenset({"0", "false", "off", "none"})


@dataclass(frozen=True, slots=True)
class Target:
    """Where a relationship leads: a part of the file, or an address outside."""

    address: str
    is_outside: bool


class Package:
    """One document's parts, each read when it is asked for and never beyond its bound."""

    def __init__(self, data: bytes) -> None:
        """:raises NotUnderstood: if it is no .docx file, broken, or a bomb."""
        self._archive = Archive(data)
        # One that is shown a hundred times is held once.
        self._pictures: dict[str, bytes | None] = {}
        self.main = self._find_main()
        if self.main not in self._archive:
            reason = _("这个压缩包不是 Word 文档。请先解压，把里面的文件一个一个导入。")
            raise NotUnderstood(0, reason)
        folder, name = posixpath.split(self.main)
        self._targets = self._read_targets(f"{folder}/_rels/{name}.rels", f"/{folder}")

    def part(self, name: str) -> etree._Element | None:
        """The root of an XML part; None where the document has no such part."""
        if name not in self._archive:
            return None
        content = self._archive.read(name, at_most=XML_AT_MOST)
        if STRICT in content[:4096]:
            reason = _("文档是“Strict Open XML”格式。请在 Word 里另存为普通的 .docx，再导入。")
            raise NotUnderstood(0, reason)
        return read_xml(content)

    def target(self, key: str) -> Target | None:
        """What a relationship of the main part points at."""
        return self._targets.get(key)

    def picture(self, target: Target) -> bytes | None:
        """The bytes of a picture; None where it is not in the file, or larger than we take."""
        if target.is_outside or target.address not in self._archive:
            return None
        if target.address not in self._pictures:
            self._pictures[target.address] = self._read_picture(target.address)
        return self._pictures[target.address]

    def _read_picture(self, name: str) -> bytes | None:
        try:
            return self._archive.read(name, at_most=MAX_BYTES)
        except NotUnderstood:
            return None

    def _find_main(self) -> str:
        """Where the text is: nearly always in one place, but the file may say another."""
        root = self.part("_rels/.rels")
        for node in [] if root is None else root:
            if node.get("Type", "").endswith(OFFICE):
                return posixpath.normpath(f"/{node.get('Target', '')}").lstrip("/")
        return "word/document.xml"

    def _read_targets(self, name: str, folder: str) -> dict[str, Target]:
        root = self.part(name)
        targets = {}
        for node in [] if root is None else root:
            address, is_outside = node.get("Target", ""), node.get("TargetMode") == "External"
            if not is_outside:
                address = posixpath.normpath(posixpath.join(folder, address)).lstrip("/")
            targets[node.get("Id", "")] = Target(address, is_outside)
        return targets


def value(node: etree._Element | None, path: str, name: str = "val") -> str | None:
    """An attribute of a node further down, where both are there."""
    found = None if node is None else node.find(path)
    return None if found is None else found.get(f"{W}{name}")


def switch(node: etree._Element | None, path: str) -> bool | None:
    """On, off, or None where nothing is said."""
    found = None if node is None else node.find(path)
    return None if found is None else (found.get(f"{W}val") or "1").lower() not in OFF
