"""What of a page cannot come along, named so that the editor can bring it by hand."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _
from lxml.html import HtmlElement

from columns.importing.markup import line_of, words
from columns.importing.parsed import Notes

SILENT = (
    "script", "style", "noscript", "template", "link", "meta", "title", "nav", "button", "input",
    "select", "textarea", "dialog", "svg",
)  # fmt: skip
EMBEDDED = {
    "iframe": "src", "embed": "src", "object": "data", "video": "src", "audio": "src",
    "canvas": "id", "math": "alttext", "mpvoice": "name", "mp-common-mpaudio": "name",
}  # fmt: skip
ADDRESS = re.compile(r"(?:https?://|mailto:)\S+", re.IGNORECASE)
PLACEHOLDER = "__GHOST_URL__"
HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)


def take_losses(root: HtmlElement, notes: Notes, *, keep: frozenset[str] = frozenset()) -> None:
    """
    Take out what we cannot show, noting what a reader would miss.

    :param keep: addresses of pictures that came within the file.
    """
    for node in list(root.iterdescendants(*SILENT)):
        node.drop_tree()
    for node in list(root.iterdescendants(*EMBEDDED)):
        _lose_embedded(node, notes)
    for node in list(root.iterdescendants("img")):
        if node.get("src") not in keep:
            _lose_picture(node, notes)
    for node in list(root.iterdescendants("figure")):
        if node.find(".//img") is None and node.find(".//table") is None:
            _lose_figure(node, notes)
    for node in list(root.iterdescendants("a")):
        _check_link(node, notes)


def _lose_embedded(node: HtmlElement, notes: Notes) -> None:
    if node.getparent() is None:
        return
    source = node.find(".//source")
    name = node.get(EMBEDDED[str(node.tag)]) or (source is not None and source.get("src")) or ""
    reason = _("嵌入的音视频或页面没有收，请需要时改成链接")
    notes.drop(line_of(node), _shortened(f"<{node.tag}> {name}".strip()), reason)
    node.drop_tree()


def _lose_picture(node: HtmlElement, notes: Notes) -> None:
    address = node.get("data-src") or node.get("src") or ""
    is_beacon = {node.get("width"), node.get("height")} & {"0", "1"}
    if not is_beacon and not HIDDEN.search(node.get("style") or ""):
        is_inline = address.startswith("data:")
        name = _("（内嵌图片）") if is_inline else address.replace(PLACEHOLDER, "")
        text = " ".join(filter(None, (_shortened(name), node.get("alt"))))
        notes.drop(line_of(node), text, _("图片没有随文件来，请在编辑器里补上"))
    node.drop_tree()


def _lose_figure(node: HtmlElement, notes: Notes) -> None:
    """A caption without its picture says nothing; a card keeps its link, a quotation its words."""
    link, caption = node.find(".//a[@href]"), node.find(".//figcaption")
    if caption is not None:
        notes.drop(line_of(node), words(caption), _("图说，随图片一起补上"))
        caption.drop_tree()
    if link is not None and ADDRESS.match(link.get("href") or ""):
        title = words(link)[:80] or link.get("href")
        for child in list(node):
            node.remove(child)
        link.attrib.pop("class", None)
        for child in list(link):
            link.remove(child)
        link.text, link.tail, node.text, node.tag = title, None, None, "p"
        node.append(link)
    else:
        node.tag = "div"


def _check_link(node: HtmlElement, notes: Notes) -> None:
    address = (node.get("href") or "").strip()
    if not node.get("href") or address.startswith("#"):
        node.drop_tag()
    elif not ADDRESS.fullmatch(address):
        text = f"{words(node)} → {_shortened(address.replace(PLACEHOLDER, ''))}"
        reason = _("链接用不了，或指向原来的网站内部；文字留下了，请在编辑器里补链接")
        notes.drop(line_of(node), text, reason)
        node.drop_tag()


def _shortened(text: str, most: int = 100) -> str:
    return text if len(text) <= most else f"{text[:most]}…"
