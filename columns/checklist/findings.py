"""What a check says."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from columns.models import Issue, Revision


class Weight(StrEnum):
    """Whether it keeps the issue from going out."""

    BLOCKING = "blocking"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Finding:
    """
    Something missing or odd.

    `field`: the part of the writing desk where it is put right; `link`: its page, where that is
    elsewhere.
    """

    weight: Weight
    field: str
    text: str
    link: str = ""


Check = Callable[[Issue, Revision], Iterable[Finding]]


def stop(field: str, text: str) -> Finding:
    """Something without which it does not go out."""
    return Finding(Weight.BLOCKING, field, text)


def warn(field: str, text: str) -> Finding:
    """Something that somebody should look at."""
    return Finding(Weight.WARNING, field, text)
