"""What a body may hold. Whatever is not named here does not reach a reader."""

import re

# Stands for the edge of a paragraph; no such element gets past the cleaner by itself.
EDGE = "input"
BLOCKS = frozenset("p h2 h3 h4 ul ol li blockquote figure figcaption table hr pre".split())
INLINE = frozenset("strong em s sub sup a br code img cite span footer".split())
TABLE_PARTS = frozenset("caption thead tbody tr th td".split())

# Old or foreign names of what we have.
RENAMED = {
    "b": "strong",
    "i": "em",
    "h1": "h2",
    "h5": "h4",
    "h6": "h4",
    "strike": "s",
    "del": "s",
    "tt": "code",
    "kbd": "code",
    "samp": "code",
    "tfoot": "tbody",
    "listing": "pre",
    "menu": "ul",
    "dir": "ul",
}
# They only say where a paragraph ends.
EDGES = frozenset(
    "div section article aside main header center address dl dt dd details summary form"
    " fieldset legend hgroup".split()
)
# Their content is no text for readers, so it goes with them.
DROPPED_WHOLE = frozenset(
    "script style iframe frame frameset object embed applet noscript noframes noembed template svg"
    " math textarea select option button nav dialog audio video canvas map title xmp plaintext"
    " datalist".split()
)
TAGS = (BLOCKS | INLINE | TABLE_PARTS | EDGES | frozenset(RENAMED)) - DROPPED_WHOLE
ATTRIBUTES: dict[str, set[str]] = {
    "*": set(),
    "a": {"href", "title"},
    "img": {"src", "alt", "width", "height", "data-image"},
    "ol": {"start"},
    "th": {"colspan", "rowspan", "scope"},
    "td": {"colspan", "rowspan"},
}
CLASSES = {"hr": {"paywall-cut"}, "p": {"source"}, "span": {"note"}}
SCHEMES = {"http", "https", "mailto"}
REL = "noopener noreferrer"

_SHORT = re.compile(r"[1-9]\d?")
VALUES = {
    "href": re.compile(r"(?:https?://|mailto:|/(?!/)|#)[^\x00-\x20\\]*", re.IGNORECASE),
    "src": re.compile(r"/media/(?!.*\.\.)[\w./-]+"),
    "width": re.compile(r"[1-9]\d{0,4}"),
    "height": re.compile(r"[1-9]\d{0,4}"),
    "data-image": re.compile(r"\d{1,18}"),
    "start": re.compile(r"[1-9]\d{0,3}"),
    "colspan": _SHORT,
    "rowspan": _SHORT,
    "scope": re.compile(r"row|col"),
}


def value_of(name: str, value: str) -> str | None:
    """An attribute's value as it is kept, or None if it may not stay."""
    pattern = VALUES.get(name)
    if pattern is None:
        return value
    trimmed = value.strip(" \t\r\n")
    return trimmed if pattern.fullmatch(trimmed) else None
