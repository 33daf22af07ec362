"""A Word document as one issue."""

from __future__ import annotations

from collections.abc import Iterator

import lxml.html
from lxml import etree
from lxml.html import HtmlElement

from columns.importing.article_markup import read_markup
from columns.importing.bounds import refuse_shape
from columns.importing.docx.lists import Lists
from columns.importing.docx.numbering import Numbering
from columns.importing.docx.package import DC, Package, W, value
from columns.importing.docx.runs import Runs, Shared, write
from columns.importing.docx.styles import Style, Styles
from columns.importing.docx.tables import read_table
from columns.importing.gathering import Facts
from columns.importing.headline import HEADLINE_AT_MOST, OPEN_END
from columns.importing.markup import line_of, words
from columns.importing.parsed import Notes, ParsedIssue

BLOCKS_THROUGH = frozenset({"sdt", "sdtContent", "ins", "customXml", "smartTag", "moveTo"})


def read_docx(data: bytes) -> ParsedIssue:
    """
    Read one .docx file; its pictures come along. Lines are counted by paragraph.

    :raises NotUnderstood: if it is no such file, hostile, or has no title or text.
    """
    package = Package(data)
    facts = Facts(Notes())
    shared = Shared(package, Styles(package.part("word/styles.xml")), facts.notes)
    root = _Body(shared, Numbering(package.part("word/numbering.xml"))).read()
    refuse_shape(root)
    _take_first_line(root, facts, package)
    marks = frozenset(picture.mark for picture in shared.pictures)
    read = read_markup(root, facts, pictures=marks)
    return facts.issue(read.html, read.sections, shared.pictures)


class _Body:
    """Turns the body's paragraphs and tables into blocks."""

    def __init__(self, shared: Shared, numbering: Numbering) -> None:
        self.shared = shared
        self.root = lxml.html.Element("div")
        self.lists = Lists(self.root, numbering)
        self.line = 0

    def read(self) -> HtmlElement:
        """All blocks below one `div`, the notes last."""
        document = self.shared.package.part(self.shared.package.main)
        body = None if document is None else document.find(f"{W}body")
        for node in [] if body is None else _blocks(body):
            self.line += 1
            if node.tag == f"{W}tbl":
                self.lists.close()
                self._append(read_table(node, self.shared, self.line))
            else:
                self._paragraph(node)
        self._read_notes()
        return self.root

    def _paragraph(self, node: etree._Element) -> None:
        properties = node.find(f"{W}pPr")
        style = self.shared.styles.of(value(properties, f"{W}pStyle"))
        made = lxml.html.Element("p")
        Runs(self.shared, made, style, self.line).read(node)
        is_empty = not words(made) and made.find(".//img") is None
        if is_empty or style.role == "contents":
            return
        made.set("data-line", str(self.line))
        is_item = style.role not in ("heading", "title")
        if is_item and self.lists.take(made, properties, style):
            return
        if self._take_caption(made, style):
            return
        self.lists.close()
        self._append(self._shaped(made, style))

    def _shaped(self, made: HtmlElement, style: Style) -> HtmlElement:
        if style.role == "title":
            made.tag = "h1"
        elif style.role == "heading":
            made.tag = f"h{min(6, style.level)}"
        elif style.role == "code":
            made.tag = "pre"
        elif style.role == "quote":
            quote = lxml.html.Element("blockquote")
            quote.append(made)
            return quote
        elif len(made) == 1 and made[0].tag == "img" and not words(made):
            made.tag = "figure"
        return made

    def _take_caption(self, made: HtmlElement, style: Style) -> bool:
        """Whether the paragraph is the caption of the picture before it; then it stands there."""
        last = self.root[-1] if len(self.root) else None
        if style.role != "caption" or last is None or last.tag != "figure" or len(last) > 1:
            return False
        made.tag = "figcaption"
        last.append(made)
        return True

    def _append(self, block: HtmlElement) -> None:
        """Quotations and lines of code that follow one another are one."""
        last = self.root[-1] if len(self.root) else None
        if last is not None and block.tag == "blockquote" == last.tag:
            last.extend(list(block))
        elif last is not None and block.tag == "pre" == last.tag:
            write(last, "\n")
            last.append(block)
            block.drop_tag()
        else:
            self.root.append(block)

    def _read_notes(self) -> None:
        """The notes that the text asked for, in the order in which it did."""
        parts = {kind: self.shared.package.part(f"word/{kind}s.xml") for kind in NOTE_KINDS}
        asked = lxml.html.Element("ol")
        for key in list(self.shared.footnotes):
            kind, _dash, number = key.partition("-")
            item = lxml.html.Element("li", {"id": f"note-{key}"})
            for paragraph in _note_paragraphs(parts[kind], kind, number):
                inner = lxml.html.Element("p")
                Runs(self.shared, inner, Style(), self.line).read(paragraph)
                item.append(inner)
            asked.append(item)
        if len(asked):
            self.root.append(asked)


NOTE_KINDS = ("footnote", "endnote")


def _note_paragraphs(
    part: etree._Element | None, kind: str, number: str
) -> Iterator[etree._Element]:
    for note in [] if part is None else part.findall(f"{W}{kind}"):
        if note.get(f"{W}id") == number:
            yield from note.iter(f"{W}p")


def _blocks(node: etree._Element) -> Iterator[etree._Element]:
    for child in node:
        if child.tag in (f"{W}p", f"{W}tbl"):
            yield child
        elif etree.QName(child).localname in BLOCKS_THROUGH:
            yield from _blocks(child)


def _take_first_line(root: HtmlElement, facts: Facts, package: Package) -> None:
    """A manuscript whose title has no style: its first line, or else the file's own title."""
    if root.find(".//h1") is not None:
        return
    first = root[0] if len(root) else None
    said = words(first) if first is not None else ""
    fits = 0 < len(said) <= HEADLINE_AT_MOST and not said.endswith(OPEN_END)
    if first is not None and first.tag in ("p", "h2") and fits:
        facts.take_headline(said, line_of(first))
        first.drop_tree()
        return
    core = package.part("docProps/core.xml")
    title = None if core is None else core.findtext(f"{DC}title")
    facts.take_headline(title or "", 0)
