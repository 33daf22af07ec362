"""Tables: rows and cells, merged ones too."""

from __future__ import annotations

from collections.abc import Iterator

import lxml.html
from lxml import etree
from lxml.html import HtmlElement

from columns.importing.docx.package import W, switch, value
from columns.importing.docx.runs import Runs, Shared
from columns.importing.docx.styles import Style

SPAN_AT_MOST = 100


def read_table(node: etree._Element, shared: Shared, line: int) -> HtmlElement:
    """The table; a row that Word repeats on every page heads it. Tables within cells are words."""
    table = lxml.html.Element("table")
    open_cells: dict[int, HtmlElement] = {}
    for row in _within(node, f"{W}tr"):
        is_head = switch(row.find(f"{W}trPr"), f"{W}tblHeader") is True
        line_of_cells = lxml.html.Element("tr")
        column = 0
        for cell in _within(row, f"{W}tc"):
            column += _read_cell(cell, line_of_cells, is_head, column, open_cells, shared, line)
        _part(table, is_head).append(line_of_cells)
    return table


def _within(node: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Rows or cells, those too that stand in a form's fields."""
    for child in node:
        if child.tag == tag:
            yield child
        elif child.tag in (f"{W}sdt", f"{W}sdtContent"):
            yield from _within(child, tag)


def _part(table: HtmlElement, is_head: bool) -> HtmlElement:
    name = "thead" if is_head and not table.findall("tbody") else "tbody"
    if not len(table) or table[-1].tag != name:
        table.append(lxml.html.Element(name))
    return table[-1]


def _read_cell(
    cell: etree._Element,
    row: HtmlElement,
    is_head: bool,
    column: int,
    open_cells: dict[int, HtmlElement],
    shared: Shared,
    line: int,
) -> int:
    """Add a cell, or lengthen the one above that it continues; how many columns it takes."""
    properties = cell.find(f"{W}tcPr")
    said = value(properties, f"{W}gridSpan") or "1"
    width = min(int(said), SPAN_AT_MOST) if said.isdecimal() and said.isascii() else 1
    merge = None if properties is None else properties.find(f"{W}vMerge")
    continues = merge is not None and merge.get(f"{W}val") != "restart"
    if continues and column in open_cells:
        above = open_cells[column]
        above.set("rowspan", str(int(above.get("rowspan", "1")) + 1))
        return max(1, width)
    made = lxml.html.Element("th" if is_head else "td")
    if width > 1:
        made.set("colspan", str(width))
    for paragraph in cell.iter(f"{W}p"):
        inner = lxml.html.Element("p")
        Runs(shared, inner, Style(), line).read(paragraph)
        made.append(inner)
    open_cells.pop(column, None)
    if merge is not None:
        open_cells[column] = made
    row.append(made)
    return max(1, width)
