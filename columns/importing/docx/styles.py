"""What the names of styles mean: titles, headings, quotations, lists."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from lxml import etree

from columns.importing.docx.package import W, switch, value

ROLES = {
    "title": {"title", "标题"},
    "quote": {"quote", "intense quote", "block text", "quotations", "引用", "明显引用"},
    "code": {"html preformatted", "plain text", "source code", "preformatted text", "纯文本"},
    "caption": {"caption", "题注"},
}
HEADING = re.compile(r"(?:heading|标题)\s*(?P<level>[1-9])")
CONTENTS = re.compile(r"toc\s*\d|目录")
BASES_AT_MOST = 20  # a style may be based on a style; a circle of them may not hold us


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph's role, and what its characters and lists inherit. `level` is 1–9 or 0."""

    role: str = "p"
    level: int = 0
    is_bold: bool | None = None
    is_italic: bool | None = None
    list_id: str | None = None
    list_level: str | None = None


class Styles:
    """All styles of a document, by id."""

    def __init__(self, root: etree._Element | None) -> None:
        nodes = [] if root is None else root.findall(f"{W}style")
        self._nodes = {node.get(f"{W}styleId", ""): node for node in nodes}
        self._known: dict[str, Style] = {}

    def of(self, style_id: str | None) -> Style:
        """The style of an id; plain where there is none."""
        key = style_id or ""
        if key not in self._known:
            self._known[key] = self._read(key)
        return self._known[key]

    def _read(self, key: str) -> Style:
        """From the most basic style to this one, each adding what it says."""
        chain: list[etree._Element] = []
        node = self._nodes.get(key)
        while node is not None and len(chain) < BASES_AT_MOST:
            chain.append(node)
            node = self._nodes.get(value(node, f"{W}basedOn") or "")
        style = Style()
        for each in reversed(chain):
            style = _changed(style, each)
        return style


def _changed(style: Style, node: etree._Element) -> Style:
    name = (value(node, f"{W}name") or "").lower()
    paragraph, run = node.find(f"{W}pPr"), node.find(f"{W}rPr")
    bold, italic = switch(run, f"{W}b"), switch(run, f"{W}i")
    style = replace(
        style,
        is_bold=style.is_bold if bold is None else bold,
        is_italic=style.is_italic if italic is None else italic,
        list_id=value(paragraph, f"{W}numPr/{W}numId") or style.list_id,
        list_level=value(paragraph, f"{W}numPr/{W}ilvl") or style.list_level,
    )
    heading, outline = HEADING.match(name), value(paragraph, f"{W}outlineLvl")
    if heading:
        return replace(style, role="heading", level=int(heading["level"]))
    if CONTENTS.match(name):
        return replace(style, role="contents")
    for role, names in ROLES.items():
        if name in names:
            return replace(style, role=role)
    if outline is not None and outline in "012345678" and style.role == "p":
        return replace(style, role="heading", level=int(outline) + 1)
    return style
