"""Pictures: `figure > img + figcaption`, the caption ending with whose picture it is in `cite`."""

from collections.abc import Iterator

from lxml.html import HtmlElement

from columns.richtext import allowed
from columns.richtext.building import Item, element, extend, items_of
from columns.richtext.inline import picture, text_block, words

_NO_PICTURES = frozenset({"img"})


def pictures(node: HtmlElement) -> Iterator[HtmlElement]:
    """A figure for each picture of ours in an element, or for the picture that it is."""
    for image in node.iter("img"):
        made = picture(image)
        if made is not None:
            yield element("figure", [made])


def built(node: HtmlElement) -> Iterator[HtmlElement]:
    """The figures of one; its caption goes with the last."""
    found = list(pictures(node))
    caption = _caption(node)
    if found and caption is not None:
        found[-1].append(caption)
    yield from found
    if not found and caption is not None:
        # The picture was a foreign one; what was said of it is text all the same.
        said = text_block("p", words(_spaced(caption)))
        yield from [] if said is None else [said]


def rest(node: HtmlElement) -> list[Item]:
    """What stands in a figure besides pictures and the caption."""
    return [
        item
        for item in items_of(node)
        if isinstance(item, str) or item.tag not in ("img", "figcaption")
    ]


def _caption(node: HtmlElement) -> HtmlElement | None:
    """One line of words and then the credit, each only where there is one."""
    said: list[Item] = []
    credit: list[Item] = []
    for caption in node.iter("figcaption"):
        for item in _opened(caption):
            is_credit = isinstance(item, HtmlElement) and item.tag == "cite"
            (credit if is_credit else said).append(item)
    line = text_block("figcaption", words(said, without=_NO_PICTURES, breaks=False))
    source = text_block("cite", words(credit, without=_NO_PICTURES, breaks=False))
    if source is None:
        return line
    line = element("figcaption") if line is None else line
    extend(line, [source])
    return line


def _spaced(caption: HtmlElement) -> Iterator[Item]:
    for item in items_of(caption):
        yield from [item] if isinstance(item, str) else [" ", item]


def _opened(caption: HtmlElement) -> Iterator[Item]:
    """Content of a caption, blocks in it opened up: a caption is one line."""
    for item in items_of(caption):
        if isinstance(item, HtmlElement) and item.tag in ("p", allowed.EDGE):
            yield " "
            yield from _opened(item)
        else:
            yield item
