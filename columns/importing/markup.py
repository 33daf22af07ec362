"""Mark-up of an article from elsewhere, made plain: paragraphs, headings, lists, the cut."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import lxml.html
from lxml import etree
from lxml.html import HtmlElement

from columns.importing.bounds import refuse_shape

BLOCKS = frozenset(
    "p h1 h2 h3 h4 h5 h6 ul ol li blockquote pre table caption thead tbody tfoot tr th td figure"
    " figcaption hr dl dt dd".split()
)
# They only part what is in them.
WRAPPERS = frozenset(
    "div section article main center header footer details summary address body form fieldset"
    " hgroup aside".split()
)
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
KEPT_INLINE = frozenset("a strong em b i s del strike sub sup code br img cite".split())
KEPT_ATTRIBUTES = frozenset("href src alt start colspan rowspan scope class".split())
KEPT_CLASSES = frozenset({"paywall-cut", "note"})
BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
CUT_COMMENT = re.compile(r"\s*(?:members-only|paywall|more)\s*", re.IGNORECASE)
CUT_LINE = re.compile(r"[\[【]\s*付费墙(?:位置)?\s*[】\]]")


def fragment(html: str) -> HtmlElement:
    """
    A `div` that holds the mark-up.

    :raises NotUnderstood: if it is nested beyond what can be walked.
    """
    parser = lxml.html.HTMLParser(encoding=None, no_network=True, huge_tree=False, remove_pis=True)
    document = lxml.html.document_fromstring(f"<html><body>{html}</body></html>", parser=parser)
    refuse_shape(document)
    body = document.find("body")
    root = document if body is None else body
    root.tag = "div"
    return root


def line_of(node: HtmlElement) -> int:
    """The line that a node comes from, where it or one around it says so; else 0."""
    here: HtmlElement | None = node
    while here is not None:
        if (line := here.get("data-line", "")).isdecimal():
            return int(line)
        here = here.getparent()
    return 0


def words(node: HtmlElement) -> str:
    """The words of an element, blanks run together."""
    return " ".join(str(node.text_content()).split())


def mark_cuts(root: HtmlElement) -> int:
    """Put the house's cut where the source ends its free part; how many there were."""
    cuts = []
    for node in list(root.iter()):
        if node.tag is etree.Comment:
            if CUT_COMMENT.fullmatch(node.text or ""):
                cuts.append(_replace_by_cut(node))
            else:
                _drop(node)
        elif node.tag == "p" and CUT_LINE.fullmatch(words(node)):
            cuts.append(_replace_by_cut(node))
        elif node.tag == "hr" and "paywall-cut" in (node.get("class") or ""):
            cuts.append(node)
    for cut in cuts[1:]:
        cut.drop_tree()
    return len(cuts)


def _replace_by_cut(node: etree._Element) -> HtmlElement:
    cut = lxml.html.Element("hr", {"class": "paywall-cut"})
    cut.tail, node.tail = node.tail, None
    parent = node.getparent()
    assert parent is not None, "a cut stands within the article"
    parent.replace(node, cut)
    return cut


def _drop(node: etree._Element) -> None:
    """A comment goes, the words behind it stay."""
    parent, before = node.getparent(), node.getprevious()
    assert parent is not None, "a comment stands within the article"
    if node.tail and before is not None:
        before.tail = (before.tail or "") + node.tail
    elif node.tail:
        parent.text = (parent.text or "") + node.tail
    parent.remove(node)


def settle(root: HtmlElement) -> None:
    """Nothing but blocks at the top, nothing but words and emphasis in paragraphs."""
    for node in reversed(list(root.iterdescendants())):
        _settle_inline(node)
    for node in reversed(list(root.iterdescendants())):
        if node.tag in WRAPPERS:
            _open(node)
    for node in list(root.iterdescendants("li", "td", "th", "dd", "figcaption", "caption")):
        _join_paragraphs(node)
    for node in list(root.iterdescendants("blockquote")):
        wrap_loose(node)
    wrap_loose(root)
    for node in list(root.iterdescendants("p")):
        if not words(node) and node.find(".//img") is None:
            node.drop_tree()


def _settle_inline(node: HtmlElement) -> None:
    tag = node.tag
    if not isinstance(tag, str) or tag in BLOCKS or tag in WRAPPERS or node.get("class") == "note":
        return
    if tag in ("span", "font") and BOLD.search(node.get("style") or "") and words(node):
        node.tag = "strong"
    elif tag not in KEPT_INLINE or (tag == "b" and "normal" in (node.get("style") or "")):
        node.drop_tag()


def _open(node: HtmlElement) -> None:
    """A wrapper of words alone is a paragraph; one of blocks goes, and its blocks stay."""
    if node.getparent() is None:
        return
    if any(child.tag in BLOCKS for child in node):
        wrap_loose(node)
        node.drop_tag()
    elif words(node) or node.find(".//img") is not None:
        node.tag = "p"
    else:
        node.drop_tag()


def wrap_loose(node: HtmlElement) -> None:
    """Words and emphasis that stand between blocks become paragraphs."""
    text, node.text = node.text, None
    run: list[HtmlElement] = []
    parts: list[HtmlElement] = []
    lead = text or ""
    for child in list(node):
        node.remove(child)
        if child.tag in BLOCKS:
            tail, child.tail = child.tail, None
            parts += [*_paragraph(lead, run), child]
            lead, run = tail or "", []
        else:
            run.append(child)
    node.extend([*parts, *_paragraph(lead, run)])


def _paragraph(lead: str, run: Sequence[HtmlElement]) -> Iterable[HtmlElement]:
    paragraph = lxml.html.Element("p")
    paragraph.text = lead.lstrip()
    paragraph.extend(run)
    if words(paragraph) or paragraph.find(".//img") is not None:
        yield paragraph


def _join_paragraphs(node: HtmlElement) -> None:
    """A cell or an item holds words; what were paragraphs there become lines."""
    for place, paragraph in enumerate(node.findall("p")):
        if place and (words(paragraph) or len(paragraph)):
            paragraph.addprevious(lxml.html.Element("br"))
        paragraph.drop_tag()
    if node.text:
        node.text = node.text.lstrip()


def level_headings(root: HtmlElement) -> None:
    """The highest heading in use is h2, the next h3, all below h4, without steps left out."""
    used = [tag for tag in HEADINGS if root.find(f".//{tag}") is not None]
    levels = {tag: f"h{min(4, place)}" for place, tag in enumerate(used, start=2)}
    for node in list(root.iterdescendants(*used)) if used else []:
        node.tag = levels[node.tag]
        if not words(node):
            node.drop_tag()


def inner_html(root: HtmlElement) -> str:
    """The blocks, one a line, with no more attributes than an article needs."""
    for node in root.iterdescendants():
        for name in set(node.attrib) - KEPT_ATTRIBUTES:
            del node.attrib[name]
        if node.get("class") not in KEPT_CLASSES:
            node.attrib.pop("class", None)
    blocks = (lxml.html.tostring(node, encoding="unicode", with_tail=False) for node in root)
    return "\n".join(str(block) for block in blocks)
