"""What an index is told and what it answers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from columns.search.documents import Document
from columns.search.tokens import Phrase


@dataclass(frozen=True, slots=True)
class Hit:
    """An issue that matches; `in_public`: its public words alone do, so anyone may be told."""

    issue_id: int
    in_public: bool


class Index(Protocol):
    """A database's way to keep and find tokens. It joins published issues only."""

    def put(self, issue_id: int, document: Document) -> None:
        """Keep the document of an issue that has an Entry, in place of any earlier one."""

    def remove(self, issue_ids: Iterable[int]) -> None:
        """Keep nothing of these issues; unknown ones are no error."""

    def find(self, phrases: Sequence[Phrase], limit: int) -> list[Hit]:
        """
        Published issues that hold every phrase (at least one is given), best first.

        What matches in public comes before the rest and is ranked; the rest comes newest first.
        Ranking that too would mean reading the whole of every text that holds a common word.
        """
