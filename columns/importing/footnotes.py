"""Notes below the line: found where a mark in the text leads to them."""

from __future__ import annotations

import copy
import re

import lxml.html
from lxml.html import HtmlElement

from columns.importing.markup import words

MARK = re.compile(r"[\[(（【]?\s*(?:\d{1,3}|[*†‡①-⑳]|[ivx]{1,5}|[a-z])\s*[\])）】]?")
PLACES = frozenset({"li", "p", "div", "aside", "dd", "section"})
NOTES_AT_MOST = 500


def gather(root: HtmlElement) -> int:
    """
    Bring every note to its mark, in the house's own spelling; how many there were.

    Pages write a mark as a link to the note and the note as the target, with a link back.
    """
    targets = {node.get("id"): node for node in root.iterdescendants(*PLACES) if node.get("id")}
    found: list[tuple[HtmlElement, HtmlElement]] = []
    for link in list(root.iterdescendants("a")):
        target = targets.get((link.get("href") or "").removeprefix("#"))
        is_mark = (link.get("href") or "").startswith("#") and MARK.fullmatch(words(link))
        if is_mark and target is not None and target not in link.iterancestors():
            found.append((link, target))
    for link, target in found[:NOTES_AT_MOST]:
        _bring(link, target)
    for _link, target in found[:NOTES_AT_MOST]:
        _remove(target)
    return len(found[:NOTES_AT_MOST])


def _bring(link: HtmlElement, target: HtmlElement) -> None:
    """Put the note where its mark stands."""
    note = copy.deepcopy(target)
    note.tail = None
    for back in [a for a in note.iterdescendants("a") if (a.get("href") or "").startswith("#")]:
        back.drop_tree()
    for place, paragraph in enumerate(note.findall(".//p")):
        if place:
            paragraph.addprevious(lxml.html.Element("br"))
        paragraph.drop_tag()
    note.text = (note.text or "").lstrip()
    note.tag = "span"
    for name in list(note.attrib):
        del note.attrib[name]
    note.set("class", "note")
    parent = link.getparent()
    mark = parent if parent is not None and parent.tag == "sup" else link
    mark.addnext(note)
    note.tail, mark.tail = mark.tail, None
    mark.drop_tree()


def _remove(target: HtmlElement) -> None:
    """Take a note away from the foot, with the list and the rule that it leaves empty."""
    parent = target.getparent()
    if parent is None:
        return
    target.drop_tree()
    while parent is not None and _is_empty(parent) and parent.getparent() is not None:
        above, before = parent.getparent(), parent.getprevious()
        if before is not None and before.tag == "hr":
            before.drop_tree()
        parent.drop_tree()
        parent = above


def _is_empty(node: HtmlElement) -> bool:
    return not any(str(text).strip() for text in node.itertext())
