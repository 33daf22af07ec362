"""Section headings, recognised by their shape and by their kinship with the topics."""

from __future__ import annotations

import re
from collections.abc import Sequence

from columns.importing.lines import Line
from columns.importing.topics import CLOSE, kinship

PLAIN_AT_MOST = 15  # characters of a heading that nothing but its shape speaks for
KIN_AT_MOST = 26  # characters of one that also names a topic
END = re.compile(r"[。！？!?；;，,、：:…”』」.~～]$")
INNER = re.compile(r"[。；;]|[!?！？](?=.)")
NUMBER = re.compile(
    r"(第?[一二三四五六七八九十]{1,3}[、.．章节部]|\d{1,2}[、.．)]?\s|[Pp]art\s*\d)"
)
LEAD_IN = re.compile(r"(如下|几个|几点|几条|以下|下面|一览|包括|分别是)")


def find_headings(lines: Sequence[Line], labels: Sequence[str]) -> frozenset[int]:
    """Numbers of the lines that head a section; `labels` are those of the topics, if any."""
    is_spaced = any(line.blanks for line in lines[1:])
    found: set[int] = set()
    for at, line in enumerate(lines[:-1]):
        apart = not is_spaced or ((at == 0 or line.blanks > 0) and lines[at + 1].blanks > 0)
        if apart and _is_heading(line, lines[at + 1], labels):
            found.add(line.number)
    return frozenset(found)


def _is_heading(line: Line, following: Line, labels: Sequence[str]) -> bool:
    kin = max((kinship(label, line.text) for label in labels), default=0)
    most = KIN_AT_MOST if kin or NUMBER.match(line.text) else PLAIN_AT_MOST
    if line.mark or len(line.text) > most or INNER.search(line.text):
        return False
    if END.search(line.text) and not _asks(line.text):
        return False
    # Just above a list a short line is more likely its lead-in than a heading.
    return not following.mark or (kin >= CLOSE or not LEAD_IN.search(line.text))


def _asks(text: str) -> bool:
    return text.endswith(("?", "？")) and len(text) <= PLAIN_AT_MOST
