"""The one door for rich text: the editor's widget, cleaning on save, marking up for reading."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

import lxml.html
import nh3
from ckeditor.widgets import CKEditorWidget
from django import forms
from lxml.html import HtmlElement

from neican.kernel import sentences
from neican.kernel.document import Block, Kind, Piece, Sentence

TAGS = frozenset(
    "p h2 h3 h4 strong em s sub sup a ul ol li blockquote figure figcaption img table caption"
    " thead tbody tr th td hr br pre code".split()
)
ATTRIBUTES = {
    "a": {"href", "title"},
    "img": {"src", "alt", "width", "height"},
    "ol": {"start"},
    "th": {"colspan", "rowspan", "scope"},
    "td": {"colspan", "rowspan"},
}
CLASSES = {"hr": {"paywall-cut"}, "p": {"source"}}
# Their content is no text for readers, so it goes with them.
DROPPED_WHOLE = frozenset(
    "script style iframe object embed noscript template svg math textarea select title".split()
)
_ADDRESSES = {
    "href": re.compile(r"(?:https?://|mailto:|/(?!/)|#)[^\x00-\x20]*", re.IGNORECASE),
    "src": re.compile(r"/media/[\w./-]+"),
}
CUT = '<hr class="paywall-cut">'
_TAG = re.compile(r"<[^>]*>")
_RENAMED = (("b", "strong"), ("i", "em"), ("h1", "h2"), ("strike", "s"), ("del", "s"))
# All but the joiner, which holds emoji together.
_INVISIBLE = re.compile(
    "[\u00ad\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]"
)
# What no XML may hold; a soft line break from a word processor becomes a blank.
_SOFT_BREAK = re.compile("[\x0b\x0c]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_TEXT_BLOCKS = {
    "p": Kind.PARAGRAPH,
    "h2": Kind.HEADING,
    "h3": Kind.HEADING,
    "h4": Kind.HEADING,
    "li": Kind.ITEM,
    "blockquote": Kind.QUOTE,
    "figcaption": Kind.CAPTION,
    "caption": Kind.CAPTION,
    "th": Kind.CELL,
    "td": Kind.CELL,
    "pre": Kind.CODE,
}
_CONTAINERS = frozenset(
    {*_TEXT_BLOCKS, "ul", "ol", "table", "thead", "tbody", "tr", "figure", "hr"}
)


class BodyField(forms.CharField):
    """The article editor; what it hands on is cleaned."""

    widget = CKEditorWidget

    def clean(self, value: Any) -> str:
        """Allowed mark-up only."""
        return sanitise(super().clean(value))


def sanitise(html: str) -> str:
    """
    Allowed mark-up only, in the house's own spelling; cleaning twice changes nothing.

    The editor's filter is a convenience. This is the guard, on save and again on freezing.
    """
    spelled = _printable(html)
    for old, new in _RENAMED:
        spelled = re.sub(rf"<(/?){old}(?=[\s>/])", rf"<\1{new}", spelled, flags=re.IGNORECASE)
    clean = nh3.clean(
        spelled,
        tags=set(TAGS),
        attributes=ATTRIBUTES,
        allowed_classes=CLASSES,
        clean_content_tags=set(DROPPED_WHOLE),
        attribute_filter=_keep_attribute,
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer",
    )
    # Again: a character written as a number is one only now.
    return from_blocks(_tidy(_printable(clean)))


def blocks_of(body: str) -> list[str]:
    """The top-level elements of a body, cleaned; :func:`from_blocks` joins them again."""
    return [_serialise(node) for node in _top_level(sanitise(body))]


def from_blocks(blocks: Iterable[str]) -> str:
    """A body of these top-level elements, one a line."""
    return "\n".join(blocks)


def _printable(html: str) -> str:
    """Without characters that are not seen; blanks of every kind are plain ones."""
    seen = _CONTROL.sub("", _SOFT_BREAK.sub(" ", _INVISIBLE.sub("", html)))
    return seen.replace("\u00a0", " ").replace("&nbsp;", " ")


def has_content(body: str) -> bool:
    """Whether there is a word or a picture in it."""
    return "<img" in body or any(character.isalnum() for character in _TAG.sub("", body))


def _keep_attribute(tag: str, name: str, value: str) -> str | None:
    pattern = _ADDRESSES.get(name)
    if pattern is None or pattern.fullmatch(value.strip()):
        return value
    return None


def _tidy(html: str) -> Iterator[str]:
    """Top-level elements, one a line; stray text becomes a paragraph, empty ones go."""
    for node in _top_level(html):
        if node.tag not in _CONTAINERS:
            node = _wrapped(node)
        if _is_cut(node) or _hoist_cuts(node):
            yield CUT
        if _is_cut(node):
            continue
        if node.tag == "hr" or node.text_content().strip() or node.find(".//img") is not None:
            yield _serialise(node)


def _is_cut(node: HtmlElement) -> bool:
    return node.tag == "hr" and "paywall-cut" in (node.get("class") or "").split()


def _hoist_cuts(node: HtmlElement) -> bool:
    """
    Take the cuts out of an element; whether there was one.

    It stands between blocks. Set down within a list or a quote it comes to stand before the whole:
    what the editor meant to sell must never turn out free.
    """
    cuts = [inner for inner in node.iterdescendants("hr") if _is_cut(inner)]
    for cut in cuts:
        cut.drop_tree()
    return bool(cuts)


def _top_level(html: str) -> Iterator[HtmlElement]:
    """Elements of a fragment; loose text comes as paragraphs."""
    root = lxml.html.fragment_fromstring(html, create_parent="div")
    if root.text and root.text.strip():
        yield _paragraph(root.text.strip())
    for node in list(root):
        tail, node.tail = node.tail, None
        yield node
        if tail and tail.strip():
            yield _paragraph(tail.strip())


def _paragraph(text: str) -> HtmlElement:
    element = lxml.html.Element("p")
    element.text = text
    return element


def _wrapped(node: HtmlElement) -> HtmlElement:
    paragraph = lxml.html.Element("p")
    paragraph.append(node)
    return paragraph


def _serialise(node: HtmlElement) -> str:
    return str(lxml.html.tostring(node, encoding="unicode", with_tail=False)).strip()


def pieces(body: str, names: sentences.Names) -> list[Piece]:
    """
    The body's top-level elements with every sentence in a `span data-s=ID`.

    A sentence that runs through a link or emphasis is several spans with one ID. Blocks carry
    their ID as `id`, so sections can be linked to.
    """
    return [_piece(node, names) for node in _top_level(sanitise(body))]


def _piece(node: HtmlElement, names: sentences.Names) -> Piece:
    if node.tag == "hr":
        is_cut = _is_cut(node)
        return Piece(html="" if is_cut else "<hr>", blocks=(), is_cut=is_cut)
    blocks = tuple(_mark_blocks(node, names, within=None, depth=0))
    return Piece(html=_serialise(node), blocks=blocks)


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
        yield Block(id=block_id, kind=kind, sentences=marked, level=level)
    deeper = depth + 1 if node.tag in ("ul", "ol") else depth
    for child in children:
        yield from _mark_blocks(child, names, within=inner, depth=deeper)


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
        elif child.tag not in _CONTAINERS:
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
