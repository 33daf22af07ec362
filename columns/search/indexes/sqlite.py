"""The index in SQLite: an ordinary FTS5 table whose rowid is the issue's."""

from collections.abc import Iterable, Sequence

from django.db import connection

from columns.models import Issue
from columns.search.documents import Document
from columns.search.indexes.base import Hit
from columns.search.tokens import Phrase, tokens

_PUT = "INSERT INTO search_words (rowid, headline, public, paid) VALUES (%s, %s, %s, %s)"
_REMOVE = "DELETE FROM search_words WHERE rowid = %s"
_PUBLISHED = """
    SELECT entry.issue_id FROM search_words
    JOIN search_entry AS entry ON entry.issue_id = search_words.rowid
    JOIN columns_issue AS issue ON issue.id = entry.issue_id
    WHERE search_words MATCH %s AND issue.status = %s
"""
_RANKED = f"{_PUBLISHED} ORDER BY bm25(search_words, 10.0, 1.0), issue.published_at DESC LIMIT %s"
# The newest by number: FTS5 can then stop as soon as it has found enough.
_NEWEST = f"{_PUBLISHED} ORDER BY search_words.rowid DESC LIMIT %s"


class SqliteIndex:
    """Ranked by bm25 over the public columns."""

    def put(self, issue_id: int, document: Document) -> None:
        """Replace the row: FTS5 knows no upsert."""
        fields = (document.headline, document.public, document.paid)
        words = [" ".join(tokens(field)) for field in fields]
        with connection.cursor() as cursor:
            cursor.execute(_REMOVE, [issue_id])
            cursor.execute(_PUT, [issue_id, *words])

    def remove(self, issue_ids: Iterable[int]) -> None:
        """Delete their rows."""
        with connection.cursor() as cursor:
            cursor.executemany(_REMOVE, [(issue_id,) for issue_id in issue_ids])

    def find(self, phrases: Sequence[Phrase], limit: int) -> list[Hit]:
        """Issues that hold every phrase."""
        match = " AND ".join(map(_match, phrases))
        public = _ids(_RANKED, f"{{headline public}} : ({match})", limit)
        hits = [Hit(issue_id, in_public=True) for issue_id in public]
        if len(hits) < limit:
            # The public ones come again here; asking for as many as `limit` leaves room for them.
            rest = [found for found in _ids(_NEWEST, match, limit) if found not in public]
            hits += [Hit(issue_id, in_public=False) for issue_id in rest]
        return hits[:limit]


def _ids(query: str, match: str, limit: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(query, [match, Issue.Status.PUBLISHED, limit])
        return [issue_id for (issue_id,) in cursor.fetchall()]


def _match(phrase: Phrase) -> str:
    """Tokens hold letters and digits only, so nothing in them can leave the quotes."""
    return f'"{" ".join(phrase.tokens)}"{"*" if phrase.is_prefix else ""}'
