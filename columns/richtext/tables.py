"""Tables of data: caption, head, body; a cell holds words and line breaks."""

from collections.abc import Iterator

from lxml.html import HtmlElement

from columns.richtext import allowed
from columns.richtext.building import Item, element, is_blank, items_of
from columns.richtext.inline import before, is_break, name_of, text_block, words

_BREAKING = frozenset(
    "p h2 h3 h4 ul ol li blockquote figure figcaption footer pre hr table tr td th caption".split()
) | {allowed.EDGE}


def is_layout(table: HtmlElement) -> bool:
    """Whether it only puts things side by side: it holds another table, or has a single cell."""
    return len(list(table.iter("table"))) > 1 or len(list(cells(table))) == 1


def cells(table: HtmlElement) -> Iterator[HtmlElement]:
    """Its own cells, not those of a table within."""
    for row in _rows(table):
        yield from (cell for cell in row if cell.tag in ("td", "th"))


def built(table: HtmlElement) -> Iterator[HtmlElement]:
    """The table anew, without rows that hold nothing."""
    head = [row for row in _rows(table) if row.getparent().tag == "thead"]
    body = [row for row in _rows(table) if row.getparent().tag != "thead"]
    parts = [_part("thead", head), _part("tbody", body)]
    kept = [part for part in parts if part is not None]
    if kept:
        caption = next((node for node in table if node.tag == "caption"), None)
        line = None if caption is None else _cell_like(caption, "caption")
        yield element("table", [*([] if line is None else [line]), *kept])


def _rows(table: HtmlElement) -> Iterator[HtmlElement]:
    for node in table:
        if node.tag == "tr":
            yield node
        elif name_of(node) in ("thead", "tbody"):
            yield from (row for row in node if row.tag == "tr")


def _part(name: str, rows: list[HtmlElement]) -> HtmlElement | None:
    made = [element("tr", _cells(row)) for row in rows]
    kept = [row for row in made if not is_blank([row])]
    return element(name, kept) if kept else None


def _cells(row: HtmlElement) -> Iterator[HtmlElement]:
    for cell in row:
        if cell.tag in ("td", "th"):
            made = _cell_like(cell, cell.tag)
            made = element(cell.tag) if made is None else made
            for name in ("colspan", "rowspan", "scope"):
                if cell.get(name) and cell.get(name) != "1":
                    made.set(name, cell.get(name))
            yield made


def _cell_like(cell: HtmlElement, tag: str) -> HtmlElement | None:
    return text_block(tag, _one_break_each(words(_lines(cell))))


def _lines(node: HtmlElement) -> Iterator[Item]:
    """Content with blocks opened up into lines."""
    for item in items_of(node):
        if isinstance(item, str) or name_of(item) not in _BREAKING:
            yield item
        else:
            yield element("br")
            yield from _lines(item)
            yield element("br")


def _one_break_each(items: list[Item]) -> list[Item]:
    kept: list[Item] = []
    for item in items:
        last = before(kept)
        if not is_break(item) or not (last is None or is_break(last)):
            kept.append(item)
    return kept
