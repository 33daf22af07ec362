"""From cleaned mark-up of any make to the few shapes an article is made of."""

from collections.abc import Iterable, Iterator

import lxml.etree
from lxml.html import HtmlElement

from columns.richtext import allowed, figures, tables
from columns.richtext.building import Item, element, emptied, extend, is_blank, items_of, opened_up
from columns.richtext.inline import name_of, paragraphs, text_block, words

_BLOCKS = allowed.BLOCKS | {allowed.EDGE, "img", "footer"} | allowed.TABLE_PARTS
_DEEPEST = 40
"""Elements nested deeper are opened up: no article needs it, and every step costs a frame."""


def shaped(root: HtmlElement) -> Iterator[HtmlElement]:
    """The top-level elements of an article, built anew; nothing of the given ones is passed on."""
    _flatten(root)
    _hoist_cut(root)
    return flow(items_of(root))


def _flatten(root: HtmlElement) -> None:
    for node in list(root.iterdescendants()):
        if not isinstance(node.tag, str):
            node.drop_tree()
        elif sum(1 for _ in node.iterancestors()) == _DEEPEST:
            _open_all_within(node)
    for node in list(root.iterdescendants()):
        if name_of(node) in _BLOCKS:
            _open_inline(node)


def _open_all_within(node: HtmlElement) -> None:
    """All at once: one by one, their words would be joined anew for each. A cut comes out."""
    if any(_is_cut(rule) for rule in node.iterdescendants("hr")):
        node.addprevious(element("hr", class_="paywall-cut"))
    lxml.etree.strip_tags(node, "*")


def _open_inline(node: HtmlElement) -> None:
    """Words may stand in blocks, not blocks in words."""
    for outer in list(node.iterancestors()):
        if name_of(outer) in _BLOCKS or outer.getparent() is None:
            return
        opened_up(outer)


def _is_cut(node: HtmlElement) -> bool:
    return node.tag == "hr" and "paywall-cut" in (node.get("class") or "").split()


def _hoist_cut(root: HtmlElement) -> None:
    """
    There is one cut and it stands between blocks; set down within one it comes to stand before it.

    Of several the first stays: what the editor meant to sell must never turn out free.
    """
    cuts = [node for node in root.iter("hr") if _is_cut(node)]
    for other in cuts[1:]:
        other.drop_tree()
    if cuts and cuts[0].getparent() is not root:
        before = next(outer for outer in cuts[0].iterancestors() if outer.getparent() is root)
        cuts[0].drop_tree()
        before.addprevious(element("hr", class_="paywall-cut"))


def flow(items: Iterable[Item], *, is_inner: bool = False) -> Iterator[HtmlElement]:
    """Blocks of mixed content; loose words become paragraphs, loose list items a list."""
    run: list[Item] = []
    strays: list[HtmlElement] = []
    for item in items:
        if isinstance(item, HtmlElement) and item.tag == "li":
            yield from _loose(run)
            run = []
            strays.append(item)
        elif isinstance(item, str) or name_of(item) not in _BLOCKS:
            if strays and is_blank([item]):
                continue
            yield from _listed("ul", strays)
            strays = []
            run.append(item)
        else:
            yield from _loose(run)
            yield from _listed("ul", strays)
            run, strays = [], []
            yield from _block(item, is_inner)
    yield from _loose(run)
    yield from _listed("ul", strays)


def _block(node: HtmlElement, is_inner: bool) -> Iterator[HtmlElement]:
    name = name_of(node)
    if name in ("h2", "h3", "h4"):
        yield from _heading(node, name, is_inner)
    elif name in ("ul", "ol"):
        yield from _listed(name, items_of(node), start=node.get("start"))
    elif name in _BUILDERS:
        yield from _BUILDERS[name](node, is_inner)
    else:
        yield from flow(items_of(node), is_inner=is_inner)


def _loose(run: list[Item], **attributes: str) -> Iterator[HtmlElement]:
    for part in paragraphs(words(run)):
        block = text_block("p", part, **attributes)
        if block is not None:
            yield block


def _paragraph(node: HtmlElement, is_inner: bool) -> Iterator[HtmlElement]:
    """A paragraph; a picture within it stands by itself."""
    attributes = {"class_": "source"} if node.get("class") == "source" else {}
    run: list[Item] = []
    for item in items_of(node):
        if isinstance(item, str) or name_of(item) not in _BLOCKS:
            run.append(item)
            continue
        yield from _loose(run, **attributes)
        run = []
        yield from _block(item, is_inner)
    yield from _loose(run, **attributes)


def _heading(node: HtmlElement, name: str, is_inner: bool) -> Iterator[HtmlElement]:
    """Only the article itself has headings; within a quote or a list it is a bold line."""
    content = words(items_of(node), without=frozenset({"strong", "img"}), breaks=False)
    if is_inner:
        block = text_block("p", [] if is_blank(content) else [element("strong", content)])
    else:
        block = text_block(name, content)
    if block is not None:
        yield block
    yield from figures.pictures(node)


def _listed(name: str, items: Iterable[Item], *, start: str | None = None) -> Iterator[HtmlElement]:
    """A list; what stands between its items belongs to the one before."""
    made = element(name, **({"start": start} if start and start != "1" and name == "ol" else {}))
    run: list[Item] = []
    for item in items:
        if isinstance(item, HtmlElement) and item.tag == "li":
            _add_to_last(made, run)
            run = []
            _add_item(made, flow(items_of(item), is_inner=True))
        else:
            run.append(item)
    _add_to_last(made, run)
    if len(made):
        yield made


def _add_item(made: HtmlElement, blocks: Iterable[HtmlElement]) -> None:
    content = list(blocks)
    if content and content[0].tag == "p" and content[0].get("class") is None:
        first = content.pop(0)
        item = element("li")
        extend(item, emptied(first))
        extend(item, content)
        made.append(item)
    elif content and all(block.tag in ("ul", "ol") for block in content):
        _add_lists(made, content)
    elif content:
        made.append(element("li", content))


def _add_to_last(made: HtmlElement, run: list[Item]) -> None:
    # Between two items there is mostly nothing; without this an empty list would ask for another.
    blocks = list(flow(run, is_inner=True)) if run else []
    if blocks and len(made):
        extend(made[-1], blocks)
    elif blocks:
        _add_item(made, blocks)


def _add_lists(made: HtmlElement, lists: list[HtmlElement]) -> None:
    """Lists without an item of their own: below the last item, or else in its place."""
    for inner in lists:
        if len(made):
            made[-1].append(inner)
        else:
            extend(made, emptied(inner))


def _quote(node: HtmlElement, is_inner: bool) -> Iterator[HtmlElement]:
    """Paragraphs and, last, `p.source` saying whose words they are; no quote within a quote."""
    blocks: list[Item] = []
    for block in flow(_with_sources(node), is_inner=True):
        blocks += emptied(block) if block.tag == "blockquote" else [block]
    if blocks:
        yield element("blockquote", blocks)


def _with_sources(node: HtmlElement) -> Iterator[Item]:
    for item in items_of(node):
        if isinstance(item, HtmlElement) and item.tag in ("cite", "footer"):
            yield element("p", words(items_of(item)), class_="source")
        else:
            yield item


def _rule(node: HtmlElement, is_inner: bool) -> Iterator[HtmlElement]:
    yield element("hr", **({"class_": "paywall-cut"} if _is_cut(node) else {}))


def _code(node: HtmlElement, is_inner: bool) -> Iterator[HtmlElement]:
    """Plain lines: within code no mark-up has a meaning."""
    for line_end in list(node.iter("br", allowed.EDGE)):
        line_end.tail = "\n" + (line_end.tail or "")
    text = node.text_content().strip("\r\n").rstrip()
    if text.strip():
        yield element("pre", [text])


def _picture(node: HtmlElement, is_inner: bool) -> Iterator[HtmlElement]:
    return figures.pictures(node)


def _nothing(node: HtmlElement, is_inner: bool) -> Iterator[HtmlElement]:
    return iter(())


def _table(node: HtmlElement, is_inner: bool) -> Iterator[HtmlElement]:
    """A table of data; one that only holds others in place is opened up."""
    if tables.is_layout(node):
        for cell in tables.cells(node):
            yield from flow(items_of(cell), is_inner=is_inner)
    else:
        yield from tables.built(node)


def _figure(node: HtmlElement, is_inner: bool) -> Iterator[HtmlElement]:
    """Pictures with a caption; whatever else stood in it follows."""
    if next(node.iter("img"), None) is None:
        yield from flow(items_of(node), is_inner=is_inner)
        return
    yield from figures.built(node)
    yield from flow(figures.rest(node), is_inner=is_inner)


_BUILDERS = {
    "p": _paragraph,
    "figcaption": _paragraph,
    "caption": _paragraph,
    "blockquote": _quote,
    "hr": _rule,
    "pre": _code,
    "table": _table,
    "figure": _figure,
    "img": _picture,
    allowed.EDGE: _nothing,
}
