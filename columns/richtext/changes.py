"""A block before and after in its own mark-up, with what changed marked inside it."""

from collections.abc import Iterable, Iterator

from lxml.html import HtmlElement

from columns.richtext.building import Item, element, inner_html, parsed, text_slots
from neican.kernel.comparing import Change, Span, character_changes

# Stand for what is no character: the border of a block, and each picture by its address.
_BORDER = "\n"
_FIRST_PICTURE = 0xE000
_BLOCKS = frozenset({"p", "li", "td", "th", "caption", "figcaption", "cite", "pre"})


def marked(before_html: str, after_html: str) -> tuple[str, str]:
    """
    Both blocks with `<del class="gone">` and `<ins class="come">` around what differs.

    For the compare page: the marks stand inside the block's own mark-up, so it looks as printed.
    """
    before = parsed(before_html)
    after = parsed(after_html)
    _number_pictures([*before.iter("img"), *after.iter("img")])
    spans = character_changes(_text(before), _text(after))
    _mark(before, (span for span in spans if span.kind is not Change.ADDED), "del", "gone")
    _mark(after, (span for span in spans if span.kind is not Change.REMOVED), "ins", "come")
    return inner_html(before), inner_html(after)


def _number_pictures(images: list[HtmlElement]) -> None:
    """Give each picture a character of its own, equal ones the same."""
    numbers: dict[tuple[str, str], str] = {}
    for image in images:
        key = (image.get("src", ""), image.get("alt", ""))
        image.text = numbers.setdefault(key, chr(_FIRST_PICTURE + len(numbers)))


def _slots(root: HtmlElement) -> Iterator[tuple[HtmlElement, str]]:
    """
    As `text_slots`, with a border between two blocks.

    Without it the cells 2024 and 3 would read as the number 20243, and change as one.
    """
    last: HtmlElement | None = None
    for owner, place in text_slots(root):
        inside = owner if place == "text" else owner.getparent()
        block = next((node for node in _upwards(inside) if node.tag in _BLOCKS), None)
        if last is not None and block is not last:
            yield owner, "border"
        last = block
        yield owner, place


def _upwards(node: HtmlElement | None) -> Iterator[HtmlElement]:
    while node is not None:
        yield node
        node = node.getparent()


def _string(owner: HtmlElement, place: str) -> str:
    return _BORDER if place in ("break", "border") else str(getattr(owner, place))


def _text(root: HtmlElement) -> str:
    return "".join(_string(owner, place) for owner, place in _slots(root))


def _mark(root: HtmlElement, spans: Iterable[Span], tag: str, name: str) -> None:
    is_changed = [
        span.kind is not Change.SAME for span in spans for _character in range(len(span.text))
    ]
    offset = 0
    for owner, place in list(_slots(root)):
        text = _string(owner, place)
        changed = is_changed[offset : offset + len(text)]
        offset += len(text)
        if place in ("break", "border") or not any(changed):
            continue
        if owner.tag == "img" and place == "text":
            _wrap(owner, tag, name)
        else:
            _put(owner, place, _runs(text, changed, tag, name))
    for image in root.iter("img"):
        image.text = None


def _runs(text: str, changed: list[bool], tag: str, name: str) -> Iterator[Item]:
    start = 0
    for end in range(1, len(text) + 1):
        if end == len(text) or changed[end] != changed[start]:
            run = text[start:end]
            yield element(tag, [run], class_=name) if changed[start] and run.strip() else run
            start = end


def _put(owner: HtmlElement, place: str, items: Iterable[Item]) -> None:
    """Put these in the place of a string: before the first child, or behind the element."""
    parent, index = (owner, 0) if place == "text" else (owner.getparent(), _behind(owner))
    assert parent is not None, "a tail stands inside a block"
    setattr(owner, place, None)
    last: HtmlElement | None = None if place == "text" else owner
    for item in items:
        if not isinstance(item, str):
            parent.insert(index, item)
            last, index = item, index + 1
        elif last is None:
            parent.text = item
        else:
            last.tail = item


def _behind(owner: HtmlElement) -> int:
    parent = owner.getparent()
    return 0 if parent is None else parent.index(owner) + 1


def _wrap(image: HtmlElement, tag: str, name: str) -> None:
    parent = image.getparent()
    assert parent is not None, "a picture stands inside a block"
    frame = element(tag, class_=name)
    frame.tail, image.tail = image.tail, None
    parent.replace(image, frame)
    frame.append(image)
