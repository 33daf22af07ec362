"""The index in PostgreSQL: a tsvector beside each entry, built from our own tokens."""

from collections.abc import Iterable, Iterator, Sequence

from django.db import connection

from columns.models import Issue
from columns.search.documents import Document
from columns.search.indexes.base import Hit
from columns.search.tokens import Phrase, tokens

# A tsvector counts positions up to 16,383 only. Longer texts begin again at the front: neighbours
# stay neighbours, and the price is a chance meeting now and then.
POSITIONS = 16_000
GAP = 10  # between the fields, so that no phrase reaches across
# A tsvector holds 1 MiB; eighty thousand tokens fit whatever they are made of.
MOST_TOKENS = 80_000

_PUT = "UPDATE search_entry SET words = %s::tsvector WHERE issue_id = %s"
_REMOVE = "UPDATE search_entry SET words = '' WHERE issue_id = ANY(%s)"
_FIND = """
    SELECT entry.issue_id, entry.words @@ %s::tsquery
    FROM search_entry AS entry JOIN columns_issue AS issue ON issue.id = entry.issue_id
    WHERE entry.words @@ %s::tsquery AND issue.status = %s
    ORDER BY ts_rank('{0.1, 0.1, 0.3, 1.0}', entry.words, %s::tsquery) DESC,
             issue.published_at DESC
    LIMIT %s
"""


class PostgresIndex:
    """Headline weighs A, public words B, paid ones D; a query may be held to A and B."""

    def put(self, issue_id: int, document: Document) -> None:
        """Write the vector beside the entry."""
        with connection.cursor() as cursor:
            cursor.execute(_PUT, [" ".join(_lexemes(document)), issue_id])

    def remove(self, issue_ids: Iterable[int]) -> None:
        """Empty their vectors."""
        with connection.cursor() as cursor:
            cursor.execute(_REMOVE, [list(issue_ids)])

    def find(self, phrases: Sequence[Phrase], limit: int) -> list[Hit]:
        """Issues that hold every phrase."""
        whole = " & ".join(_query(phrase, "") for phrase in phrases)
        public = " & ".join(_query(phrase, "AB") for phrase in phrases)
        with connection.cursor() as cursor:
            cursor.execute(_FIND, [public, whole, Issue.Status.PUBLISHED, whole, limit])
            return [Hit(*row) for row in cursor.fetchall()]


def _lexemes(document: Document) -> Iterator[str]:
    """Tokens hold letters and digits only, so nothing in them can leave the quotes."""
    place = 0
    for text, weight in ((document.headline, "A"), (document.public, "B"), (document.paid, "D")):
        for token in tokens(text):
            if place >= MOST_TOKENS:
                return
            yield f"'{token}':{1 + place % POSITIONS}{weight}"
            place += 1
        place += GAP


def _query(phrase: Phrase, weights: str) -> str:
    *before, last = phrase.tokens
    flags = ("*" if phrase.is_prefix else "") + weights
    parts = [*(_lexeme(token, weights) for token in before), _lexeme(last, flags)]
    return f"({' <-> '.join(parts)})"


def _lexeme(token: str, flags: str) -> str:
    return f"'{token}':{flags}" if flags else f"'{token}'"
