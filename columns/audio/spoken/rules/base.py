"""What a rule of reading is: a pattern, how it is said, and examples that prove it."""

import re
from dataclasses import dataclass, field

from columns.audio.spoken.han import HAN
from columns.audio.spoken.numerals import READERS

__all__ = ["HAN", "NUMBER", "START", "TO", "Rule"]

NUMBER = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?"
# Marks that stand between the two ends of a range.
TO = r"\s*[-–—−~～至到]\s*"
# A figure that is the tail of a word or of a longer number is not where a number begins.
START = r"(?<![\dA-Za-z.])"


class _Written(str):
    """A matched group; in a replacement `{x:digits}` names the way it is said."""

    __slots__ = ()

    def __format__(self, reader: str) -> str:
        return READERS[reader](str(self)) if reader else str(self)


@dataclass(frozen=True, slots=True)
class Rule:
    """
    One step from written to spoken form.

    `replacement` is a format string over the pattern's named groups; an absent group is empty.
    `examples` are pairs (written, fully spoken) that the tests run through all the rules.
    """

    name: str
    pattern: str
    replacement: str
    examples: tuple[tuple[str, str], ...]
    _regex: re.Pattern[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_regex", re.compile(self.pattern))

    def matches(self, text: str) -> bool:
        return self._regex.search(text) is not None

    def apply(self, text: str) -> str:
        return self._regex.sub(self._said, text)

    def _said(self, found: re.Match[str]) -> str:
        groups = {name: _Written(part or "") for name, part in found.groupdict().items()}
        return self.replacement.format_map(groups)
