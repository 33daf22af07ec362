"""All rules of reading, in the order in which they are applied."""

from columns.audio.spoken.rules import (
    addresses,
    amounts,
    clocks,
    counts,
    dates,
    latin,
    marks,
    maths,
    measures,
    names,
)
from columns.audio.spoken.rules.base import Rule

# Addresses hold dots, slashes and figures that every later rule would take for its own; dates hold
# dashes that a range would take; a number with a unit is no name, and what is left is a count.
BEFORE: tuple[Rule, ...] = (
    *counts.FIRST,
    *addresses.RULES,
    *latin.RULES,
    *names.EARLY,
    *counts.EARLY,
    *dates.RULES,
    *clocks.RULES,
    *maths.EARLY,
    *amounts.RULES,
    *measures.RULES,
    *names.RULES,
    *maths.RULES,
    *marks.RULES,
    *counts.RULES,
)
AFTER: tuple[Rule, ...] = marks.LAST

__all__ = ["AFTER", "BEFORE", "Rule"]
