"""All rules of reading, in the order in which they are applied."""

from columns.audio.spoken.rules import addresses, amounts, dates, marks, names
from columns.audio.spoken.rules.base import Rule

# Addresses hold dots, slashes and figures that every later rule would take for its own; dates hold
# dashes that a range would take; names come last because a number with a unit is not a name.
BEFORE: tuple[Rule, ...] = (
    *addresses.RULES,
    *dates.RULES,
    *amounts.RULES,
    *names.RULES,
    *marks.RULES,
)
AFTER: tuple[Rule, ...] = marks.LAST

__all__ = ["AFTER", "BEFORE", "Rule"]
