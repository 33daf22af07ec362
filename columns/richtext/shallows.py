"""A bound on how deep elements stand within each other, before any parser sees them."""

import re
from collections import Counter

DEEPEST = 1000
"""The cleaner takes quadratic time over the depth; shaping keeps forty of it."""

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
# Those that hold nothing, and those that the next of their kind ends, need no end of their own.
_ENDLESS = frozenset(
    "area base br col embed hr img input link meta source track wbr"
    " p li td th tr dd dt option optgroup thead tbody tfoot colgroup caption rb rt rp".split()
)
_NOTHING = "wbr"


def shallow(html: str) -> str:
    """The HTML; where elements stand deeper than `DEEPEST`, the inner ones become nothing."""
    return _TAG.sub(_Depth().kept, html) if html.count("<") > DEEPEST else html


class _Depth:
    """How many elements are open, those that were dropped apart; an end with no start is none."""

    def __init__(self) -> None:
        self.depth = 0
        self.open_ones: Counter[str] = Counter()
        self.dropped: Counter[str] = Counter()

    def kept(self, tag: re.Match[str]) -> str:
        """What stands in the place of a start or an end."""
        slash, name = tag[1], tag[2].lower()
        if name in _ENDLESS:
            return tag[0]
        is_dropped = self._ended(name) if slash else self._begun(name)
        return f"<{slash}{_NOTHING}" if is_dropped else tag[0]

    def _begun(self, name: str) -> bool:
        is_dropped = self.depth >= DEEPEST
        (self.dropped if is_dropped else self.open_ones)[name] += 1
        self.depth += not is_dropped
        return is_dropped

    def _ended(self, name: str) -> bool:
        if self.dropped[name]:
            self.dropped[name] -= 1
            return True
        if self.open_ones[name]:
            self.open_ones[name] -= 1
            self.depth -= 1
        return False
