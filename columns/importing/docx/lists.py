"""Lists: Word knows only paragraphs with a level; pages know lists within lists."""

from __future__ import annotations

import lxml.html
from lxml import etree
from lxml.html import HtmlElement

from columns.importing.docx.numbering import Numbering
from columns.importing.docx.package import W, value
from columns.importing.docx.styles import Style

LEVEL_AT_MOST = 8


class Lists:
    """Builds lists below `root` from paragraphs that come one by one."""

    def __init__(self, root: HtmlElement, numbering: Numbering) -> None:
        self.root = root
        self.numbering = numbering
        self._open: list[tuple[int, HtmlElement]] = []

    def close(self) -> None:
        """What follows is no item."""
        self._open = []

    def take(self, made: HtmlElement, properties: etree._Element | None, style: Style) -> bool:
        """Whether the paragraph is an item of a list; then it stands in it."""
        list_id = value(properties, f"{W}numPr/{W}numId") or style.list_id
        said = value(properties, f"{W}numPr/{W}ilvl") or style.list_level or "0"
        if not list_id or list_id == "0":
            return False
        level = min(int(said), LEVEL_AT_MOST) if said.isdecimal() and said.isascii() else 0
        mark = self.numbering.mark(list_id, level)
        if not mark:
            return False
        made.tag = "li"
        self._list(level, mark).append(made)
        return True

    def _list(self, level: int, mark: str) -> HtmlElement:
        """The open list at this level, or a new one within the item before."""
        while self._open and self._is_over(level, mark):
            self._open.pop()
        if not self._open or self._open[-1][0] < level:
            made = lxml.html.Element(mark)
            parent = self._open[-1][1][-1] if self._open else self.root
            parent.append(made)
            self._open.append((level, made))
        return self._open[-1][1]

    def _is_over(self, level: int, mark: str) -> bool:
        open_level, node = self._open[-1]
        return open_level > level or (open_level == level and node.tag != mark)
