"""The words within a block: emphasis, links, notes — nothing empty, doubled or foreign."""

from collections.abc import Iterable, Iterator

from lxml.html import HtmlElement

from columns.richtext import allowed
from columns.richtext.building import (
    Item,
    element,
    emptied,
    extend,
    is_blank,
    items_of,
    tidy_blanks,
)

_KEPT = frozenset("strong em s sub sup a br code".split())


def name_of(node: HtmlElement) -> str:
    """The element's name in the house's spelling."""
    return allowed.RENAMED.get(str(node.tag), str(node.tag))


def words(
    items: Iterable[Item], *, without: frozenset[str] = frozenset(), breaks: bool = True
) -> list[Item]:
    """The inline content of a block; with `breaks` off a line break is a blank."""
    found: list[Item] = []
    for item in items:
        for piece in [item] if isinstance(item, str) else _rebuilt(item, without, breaks):
            _append(found, piece)
    return found


def text_block(tag: str, items: Iterable[Item], **attributes: str) -> HtmlElement | None:
    """A block of words with its blanks tidied; None if nothing is left to read."""
    content = _without_outer_breaks(list(items))
    if is_blank(content):
        return None
    block = element(tag, content, **attributes)
    tidy_blanks(block)
    return block


def _rebuilt(node: HtmlElement, without: frozenset[str], breaks: bool) -> list[Item]:
    name = name_of(node)
    if name == "br":
        return [element("br")] if breaks else [" "]
    if name == allowed.EDGE:
        return [" "]
    if name == "img":
        made = None if "img" in without else picture(node)
        return [] if made is None else [made]
    if _is_note(node) and "span" not in without:
        return _note(node)
    attributes = _attributes(node, name)
    if name not in _KEPT or name in without or (name == "a" and "href" not in attributes):
        return words(items_of(node), without=without, breaks=breaks)
    content = words(items_of(node), without=without | {name}, breaks=breaks)
    if is_blank(content):
        return content
    made = element(name, content)
    for key, value in attributes.items():
        made.set(key, value)
    return [made]


def _is_note(node: HtmlElement) -> bool:
    return bool(node.tag == "span" and node.get("class") == "note")


def _note(node: HtmlElement) -> list[Item]:
    """A note stays one line of words, whatever it was pasted with."""
    content = words(items_of(node), without=frozenset({"span", "img"}), breaks=False)
    made = text_block("span", content, class_="note")
    return [] if made is None else [made]


def _attributes(node: HtmlElement, name: str) -> dict[str, str]:
    if name != "a":
        return {}
    kept = {key: node.get(key) for key in ("href", "title")}
    found = {key: value for key, value in kept.items() if value}
    return {**found, "rel": allowed.REL} if "href" in found else {}


def picture(image: HtmlElement) -> HtmlElement | None:
    """The picture anew; None if it is not from our own store."""
    if not image.get("src"):
        return None
    made = element("img", src=image.get("src"), alt=" ".join((image.get("alt") or "").split()))
    for name in ("width", "height", "data-image"):
        if image.get(name):
            made.set(name, image.get(name))
    return made


def _append(found: list[Item], piece: Item) -> None:
    """Add a piece; two equal elements side by side are one, as word processors cut them up."""
    last = found[-1] if found else None
    if isinstance(piece, HtmlElement) and isinstance(last, HtmlElement) and _alike(last, piece):
        content: list[Item] = []
        for item in [*emptied(last), *emptied(piece)]:
            _append(content, item)
        extend(last, content)
    elif isinstance(piece, str) and isinstance(last, str):
        found[-1] = last + piece
    elif piece != "":
        found.append(piece)


def _alike(one: HtmlElement, other: HtmlElement) -> bool:
    is_merged = one.tag in _KEPT and one.tag != "br"
    return is_merged and one.tag == other.tag and dict(one.attrib) == dict(other.attrib)


def _without_outer_breaks(items: list[Item]) -> list[Item]:
    seen = [place for place, item in enumerate(items) if not _shows_nothing(item)]
    return items[seen[0] : seen[-1] + 1] if seen else []


def _shows_nothing(item: Item) -> bool:
    return is_break(item) or (isinstance(item, str) and not item.strip())


def paragraphs(items: list[Item]) -> Iterator[list[Item]]:
    """Runs of words; two line breaks in a row were meant as the end of a paragraph."""
    run: list[Item] = []
    shows = False  # asked of the whole run, it would be asked anew at every break
    for item in items:
        if shows and is_break(item) and is_break(before(run)):
            yield run
            run, shows = [], False
        run.append(item)
        shows = shows or not is_blank([item])
    yield run


def before(items: list[Item]) -> Item | None:
    """The last one that is more than blanks."""
    seen = (one for one in reversed(items) if not isinstance(one, str) or one.strip())
    return next(seen, None)


def is_break(item: Item | None) -> bool:
    """Whether it is a line break."""
    return isinstance(item, HtmlElement) and item.tag == "br"
