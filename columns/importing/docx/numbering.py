"""Whether a list's items carry bullets or numbers."""

from __future__ import annotations

from lxml import etree

from columns.importing.docx.package import W, value


class Numbering:
    """The lists of a document."""

    def __init__(self, root: etree._Element | None) -> None:
        self._abstract: dict[str, str] = {}
        self._marks: dict[tuple[str, str], str] = {}
        if root is None:
            return
        for node in root.findall(f"{W}abstractNum"):
            for level in node.findall(f"{W}lvl"):
                key = (node.get(f"{W}abstractNumId", ""), level.get(f"{W}ilvl", "0"))
                self._marks[key] = value(level, f"{W}numFmt") or "decimal"
        for node in root.findall(f"{W}num"):
            self._abstract[node.get(f"{W}numId", "")] = value(node, f"{W}abstractNumId") or ""

    def mark(self, list_id: str, level: int) -> str:
        """ "ul", "ol", or "" where the level shows no mark."""
        form = self._marks.get((self._abstract.get(list_id, ""), str(level)), "bullet")
        return {"bullet": "ul", "none": ""}.get(form, "ol")
