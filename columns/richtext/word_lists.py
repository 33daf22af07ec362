"""Word's lists: paragraphs that only say in their style that they are items, and how deep."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import lxml.html
from lxml.html import HtmlElement

from columns.richtext.building import emptied, extend

_LEVEL = re.compile(r"mso-list\s*:[^;]{0,100}?\blevel(\d)", re.IGNORECASE)
_IGNORED = re.compile(r"mso-list\s*:\s*ignore", re.IGNORECASE)
_NUMBER = re.compile(r"[(（]?(\d{1,3}|[a-zA-Z]|[ivxIVX]+|[一二三四五六七八九十]+)[.．、)）]")


@dataclass(frozen=True, slots=True)
class _Entry:
    """One paragraph that is an item: how deep, whether numbered, from which number."""

    node: HtmlElement
    level: int
    is_numbered: bool
    number: str


def make_lists(root: HtmlElement) -> None:
    """Put real lists in the place of Word's paragraphs; neighbours with one parent are one list."""
    for run in list(_runs(root)):
        first = run[0].node
        # A number for the place would be counted anew for every run.
        place = lxml.html.Element("wbr")
        first.addprevious(place)
        for built in _built(run):
            place.addprevious(built)
        place.drop_tree()


def _runs(root: HtmlElement) -> Iterator[list[_Entry]]:
    run: list[_Entry] = []
    for node in root.iter("p"):
        entry = _entry(node)
        if run and (entry is None or not _follows(run[-1].node, node)):
            yield run
            run = []
        if entry is not None:
            run.append(entry)
    if run:
        yield run


def _follows(before: HtmlElement, node: HtmlElement) -> bool:
    return before.getnext() is node and not (before.tail or "").strip()


def _entry(node: HtmlElement) -> _Entry | None:
    found = _LEVEL.search(node.get("style") or "")
    if found is None:
        return None
    marker = next(
        (one for one in node.iter("span") if _IGNORED.search(one.get("style") or "")), None
    )
    said = "" if marker is None else "".join(marker.text_content().split())
    number = _NUMBER.fullmatch(said)
    return _Entry(node, int(found[1]), number is not None, number[1] if number else "")


def _built(run: list[_Entry]) -> Iterator[HtmlElement]:
    """Lists nested by level; the kind of the outer ones may change along the way."""
    open_lists: list[tuple[int, HtmlElement]] = []
    for entry in run:
        while open_lists and _closes(open_lists[-1], entry):
            open_lists.pop()
        if not open_lists or open_lists[-1][0] < entry.level:
            made = _list_for(entry)
            if open_lists:
                open_lists[-1][1][-1].append(made)
            else:
                yield made
            open_lists.append((entry.level, made))
        open_lists[-1][1].append(_item(entry))


def _closes(opened: tuple[int, HtmlElement], entry: _Entry) -> bool:
    level, made = opened
    is_other_kind = (made.tag == "ol") != entry.is_numbered
    return level > entry.level or (level == entry.level and is_other_kind)


def _list_for(entry: _Entry) -> HtmlElement:
    made = lxml.html.Element("ol" if entry.is_numbered else "ul")
    if entry.number.isdigit() and entry.number != "1":
        made.set("start", entry.number)
    return made


def _item(entry: _Entry) -> HtmlElement:
    node = entry.node
    for span in list(node.iter("span")):
        if _IGNORED.search(span.get("style") or ""):
            span.drop_tree()
    item = lxml.html.Element("li")
    tail, node.tail = node.tail, None
    extend(item, emptied(node))
    node.drop_tree()
    item.tail = tail
    return item
