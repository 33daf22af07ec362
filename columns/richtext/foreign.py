"""Word, WeChat and Google say with styles what HTML has words for; here it is put into words."""

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from columns.richtext.building import element, inner_html, parsed
from columns.richtext.word_lists import make_lists

_FOREIGN = re.compile(r"style\s*=|class\s*=\s*[\"']?Mso|hidden", re.IGNORECASE)
_UNSEEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|font-size\s*:\s*0(?:px|pt)?\s*(?:;|$)",
    re.IGNORECASE,
)
_PLAIN = re.compile(r"font-weight\s*:\s*(?:normal|400)", re.IGNORECASE)
_MEANINGS = (
    (re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE), "strong"),
    (re.compile(r"font-style\s*:\s*italic", re.IGNORECASE), "em"),
    (re.compile(r"text-decoration[\w-]{0,20}\s*:[^;]{0,100}line-through", re.IGNORECASE), "s"),
    (re.compile(r"vertical-align\s*:\s*super", re.IGNORECASE), "sup"),
    (re.compile(r"vertical-align\s*:\s*sub\b", re.IGNORECASE), "sub"),
)


def translated(html: str) -> str:
    """
    The same text with meaning in elements; not cleaned yet, so only ever handed to the cleaner.

    Our own texts carry no styles and come back as they are.
    """
    if not _FOREIGN.search(html):
        return html
    root = parsed(html)
    for node in list(_elements(root)):
        _translate(node)
    make_lists(root)
    return inner_html(root)


def _elements(root: HtmlElement) -> Iterator[HtmlElement]:
    return (node for node in root.iterdescendants() if isinstance(node.tag, str))


def _translate(node: HtmlElement) -> None:
    style = node.get("style") or ""
    if node.get("hidden") is not None or _UNSEEN.search(style):
        # A cut that some filter hid is still a cut.
        if node.tag not in ("hr", "html", "body"):
            node.drop_tree()
    elif node.tag in ("b", "strong") and _PLAIN.search(style):
        node.tag = "span"  # Google wraps the whole text in a b that is not bold
    elif node.tag in ("span", "font"):
        _say_in_words(node, style)


def _say_in_words(node: HtmlElement, style: str) -> None:
    """`span` and its style to nested elements with the same meaning."""
    names = [name for pattern, name in _MEANINGS if pattern.search(style)]
    if not names or node.get("class") == "note":
        return
    node.tag = names[0]
    for name in names[1:]:
        inner = element(name)
        inner.text, node.text = node.text, None
        inner.extend(list(node))
        node.append(inner)
