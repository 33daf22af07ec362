"""Everything a check may look at, handed in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Recent:
    """A comment of the last day, by the same author or by another reader."""

    body: str
    at: datetime
    same_author: bool


@dataclass(frozen=True, slots=True)
class Candidate:
    """
    A comment to be judged.

    `recent` does not contain the comment itself. `allowed_contacts` are the site's own: mail
    addresses, account names, telephone numbers and hosts, as a person would write them.
    """

    body: str
    at: datetime
    author_is_new: bool = False
    recent: Sequence[Recent] = ()
    allowed_contacts: frozenset[str] = frozenset()
