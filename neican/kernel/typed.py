"""What people type, paste or send: without what no eye sees and no table, feed or page can hold."""

import re
from typing import Final

_LINE_ENDS: Final = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
# Controls; marks that turn a line around; halves of surrogate pairs; what is no character at all.
_UNSEEN: Final = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
    "\ud800-\udfff\ufffe\uffff]"
)


def plain(text: str) -> str:
    """The text, lines ended by LF, with nothing in it that is not seen; blanks stay."""
    return _UNSEEN.sub("", _LINE_ENDS.sub("\n", text))


def one_line(text: str) -> str:
    """As :func:`plain`, on one line: runs of blanks and line ends are one blank, none outside."""
    return " ".join(plain(text).split())
