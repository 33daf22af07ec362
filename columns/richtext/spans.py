"""Marking the sentences of a body for reading aloud, listening along and searching."""

from collections.abc import Iterator
from itertools import count

import lxml.html
from django.utils.translation import gettext as _
from lxml.html import HtmlElement

from columns.richtext.building import element, emptied, serialised
from columns.richtext.cleaning import CUT, blocks_of
from neican.kernel import sentences
from neican.kernel.document import Block, Kind, Piece, Sentence

_TEXT_BLOCKS = {
    "p": Kind.PARAGRAPH,
    "h2": Kind.HEADING,
    "h3": Kind.HEADING,
    "h4": Kind.HEADING,
    "li": Kind.ITEM,
    "blockquote": Kind.QUOTE,
    "figcaption": Kind.CAPTION,
    "cite": Kind.CAPTION,
    "caption": Kind.CAPTION,
    "th": Kind.CELL,
    "td": Kind.CELL,
    "pre": Kind.CODE,
}
_CONTAINERS = frozenset(
    {*_TEXT_BLOCKS, "ul", "ol", "table", "thead", "tbody", "tr", "figure", "hr"}
)


def pieces(body: str, names: sentences.Names) -> list[Piece]:
    """
    The body's top-level elements with every sentence in a `span data-s=ID`.

    A sentence that runs through a link or emphasis is several spans with one ID. Blocks carry
    their ID as `id`, so sections can be linked to. Notes are numbered through; each stands below
    the element it belongs to, so that the free part holds its own and no others.
    """
    numbers = count(1)
    return [_piece(block, names, numbers) for block in blocks_of(body)]


def _piece(html: str, names: sentences.Names, numbers: Iterator[int]) -> Piece:
    if html == CUT:
        return Piece(html="", blocks=(), is_cut=True)
    node = lxml.html.fragment_fromstring(html)
    if node.tag == "hr":
        return Piece(html=html, blocks=())
    notes = _lift_notes(node, numbers)
    blocks = list(_mark_blocks(node, names, within=None, depth=0))
    marked = serialised(node)
    if notes is not None:
        blocks += _mark_blocks(notes, names, within=Kind.NOTE, depth=0)
        _link_back(notes)
        marked += "\n" + serialised(notes)
    return Piece(html=marked, blocks=tuple(blocks))


def _lift_notes(node: HtmlElement, numbers: Iterator[int]) -> HtmlElement | None:
    """Leave a number where each note stood; the list of what they say, if there are any."""
    found = [span for span in node.iter("span") if span.get("class") == "note"]
    if not found:
        return None
    items = [_note_item(span, next(numbers)) for span in found]
    return element("ol", items, class_="notes", start=items[0].get("value", "1"))


def _note_item(span: HtmlElement, number: int) -> HtmlElement:
    item = element("li", emptied(span), class_="note-text", value=str(number))
    link = element("a", [str(number)], href=f"#note-{number}", id=f"note-mark-{number}")
    link.set("role", "doc-noteref")
    span.tag = "sup"
    span.set("class", "note-mark")
    span.append(link)
    return item


def _link_back(notes: HtmlElement) -> None:
    for item in notes:
        number = item.get("value")
        # The block's own name gives way to the one that the mark links to.
        item.set("id", f"note-{number}")
        back = element("a", ["↩"], class_="note-back", href=f"#note-mark-{number}")
        back.set("role", "doc-backlink")
        back.set("aria-label", _("回到正文"))
        item.append(back)


def _mark_blocks(
    node: HtmlElement, names: sentences.Names, *, within: Kind | None, depth: int
) -> Iterator[Block]:
    """Blocks of an element in reading order; what stands in a quote is quote all through."""
    kind = within or _TEXT_BLOCKS.get(node.tag)
    inner = Kind.QUOTE if node.tag == "blockquote" else within
    level = int(node.tag[1]) if kind is Kind.HEADING else depth
    children = [child for child in node if child.tag in _CONTAINERS]
    if kind is not None and (marked := _mark_sentences(node, names)):
        block_id = names.of("".join(sentence.text for sentence in marked), "b")
        node.set("id", block_id)
        ordinal = _ordinal(node) if kind is Kind.ITEM else 0
        yield Block(id=block_id, kind=kind, sentences=marked, level=level, ordinal=ordinal)
    deeper = depth + 1 if node.tag in ("ul", "ol") else depth
    for child in children:
        yield from _mark_blocks(child, names, within=inner, depth=deeper)


def _ordinal(item: HtmlElement) -> int:
    """The number of an item in its list; 0 where the list has none."""
    parent = item.getparent()
    if parent is None or parent.tag != "ol":
        return 0
    start = parent.get("start", "")
    first = int(start) if start.isascii() and start.isdecimal() else 1
    return first + sum(1 for one in item.itersiblings("li", preceding=True))


def _mark_sentences(node: HtmlElement, names: sentences.Names) -> tuple[Sentence, ...]:
    """Wrap the sentences of an element's own text (not of blocks within it) in spans."""
    slots = list(_text_slots(node))
    whole = "".join(text for _owner, _place, text in slots)
    if not whole.strip():
        return ()
    found = [
        (Sentence(id=names.of(text), text=text.strip()), len(text))
        for text in sentences.split(whole)
    ]
    marks = _character_owners(found)
    offset = 0
    for owner, place, text in slots:
        _fill(owner, place, text, marks[offset : offset + len(text)])
        offset += len(text)
    return tuple(sentence for sentence, _length in found)


def _text_slots(node: HtmlElement) -> Iterator[tuple[HtmlElement, str, str]]:
    """(owner, "text" or "tail", string) for all inline text of a block, in order."""
    if node.text:
        yield node, "text", node.text
    for child in list(node):
        if child.tag == "br":
            yield child, "br", "\n"
        elif child.tag not in _CONTAINERS and child.get("class") != "note-mark":
            yield from _text_slots(child)
        if child.tail:
            yield child, "tail", child.tail


def _character_owners(found: list[tuple[Sentence, int]]) -> list[str]:
    return [sentence.id for sentence, length in found for _ in range(length)]


def _fill(owner: HtmlElement, place: str, text: str, marks: list[str]) -> None:
    """Put a string back as spans, one for each sentence that has a part in it."""
    if place == "br" or not text.strip():
        return
    spans = list(_spans(text, marks))
    if place == "text":
        owner.text = None
        for index, span in enumerate(spans):
            owner.insert(index, span)
        return
    owner.tail = None
    parent = owner.getparent()
    assert parent is not None, "a tail stands inside a block"
    index = parent.index(owner) + 1
    for step, span in enumerate(spans):
        parent.insert(index + step, span)


def _spans(text: str, marks: list[str]) -> Iterator[HtmlElement]:
    start = 0
    for end in range(1, len(text) + 1):
        if end == len(text) or marks[end] != marks[start]:
            span = lxml.html.Element("span")
            span.set("data-s", marks[start])
            span.text = text[start:end]
            yield span
            start = end
