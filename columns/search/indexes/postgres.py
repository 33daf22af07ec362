"""The index in PostgreSQL: two tsvectors beside each entry, built from our own tokens."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

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

_PUT = "UPDATE search_entry SET public = %s::tsvector, words = %s::tsvector WHERE issue_id = %s"
_REMOVE = "UPDATE search_entry SET public = '', words = '' WHERE issue_id = ANY(%s)"
_RANKED = """
    SELECT entry.issue_id
    FROM search_entry AS entry JOIN columns_issue AS issue ON issue.id = entry.issue_id
    WHERE entry.public @@ %(query)s::tsquery AND issue.status = %(published)s
    ORDER BY ts_rank(entry.public, %(query)s::tsquery) DESC, issue.published_at DESC
    LIMIT %(limit)s
"""
_NEWEST = """
    SELECT entry.issue_id
    FROM search_entry AS entry JOIN columns_issue AS issue ON issue.id = entry.issue_id
    WHERE entry.words @@ %(query)s::tsquery AND issue.status = %(published)s
      AND entry.issue_id <> ALL(%(known)s)
    ORDER BY issue.published_at DESC
    LIMIT %(limit)s
"""


class PostgresIndex:
    """Two vectors for each entry: its public words (headline A, others D), and all words."""

    def put(self, issue_id: int, document: Document) -> None:
        """Write the vectors beside the entry."""
        public = [(document.headline, "A"), (document.public, "D")]
        vectors = [_vector(public), _vector([*public, (document.paid, "D")])]
        with connection.cursor() as cursor:
            cursor.execute(_PUT, [*vectors, issue_id])

    def remove(self, issue_ids: Iterable[int]) -> None:
        """Empty their vectors."""
        with connection.cursor() as cursor:
            cursor.execute(_REMOVE, [list(issue_ids)])

    def find(self, phrases: Sequence[Phrase], limit: int) -> list[Hit]:
        """Issues that hold every phrase."""
        asked = {"query": " & ".join(map(_query, phrases)), "published": Issue.Status.PUBLISHED}
        public = _ids(_RANKED, {**asked, "limit": limit})
        hits = [Hit(issue_id, in_public=True) for issue_id in public]
        if len(hits) < limit:
            rest = _ids(_NEWEST, {**asked, "limit": limit - len(hits), "known": public})
            hits += [Hit(issue_id, in_public=False) for issue_id in rest]
        return hits


def _ids(query: str, parameters: Mapping[str, Any]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(query, parameters)
        return [issue_id for (issue_id,) in cursor.fetchall()]


def _vector(fields: Iterable[tuple[str, str]]) -> str:
    return " ".join(islice(_lexemes(fields), MOST_TOKENS))


def _lexemes(fields: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Tokens hold letters and digits only, so nothing in them can leave the quotes."""
    place = 0
    for text, weight in fields:
        for token in tokens(text):
            yield f"'{token}':{1 + place % POSITIONS}{weight}"
            place += 1
        place += GAP


def _query(phrase: Phrase) -> str:
    *before, last = (f"'{token}'" for token in phrase.tokens)
    return f"({' <-> '.join([*before, last + ':*' * phrase.is_prefix])})"
