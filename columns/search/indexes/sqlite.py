"""The index in SQLite: an ordinary FTS5 table whose rowid is the issue's."""

from collections.abc import Iterable, Sequence

from django.db import connection

from columns.models import Issue
from columns.search.documents import Document
from columns.search.indexes.base import Hit
from columns.search.tokens import Phrase, tokens

_PUT = "INSERT INTO search_words (rowid, headline, public, paid) VALUES (%s, %s, %s, %s)"
_REMOVE = "DELETE FROM search_words WHERE rowid = %s"
_FIND = """
    SELECT entry.issue_id FROM search_words
    JOIN search_entry AS entry ON entry.issue_id = search_words.rowid
    JOIN columns_issue AS issue ON issue.id = entry.issue_id
    WHERE search_words MATCH %s AND issue.status = %s
    ORDER BY bm25(search_words, 10.0, 3.0, 1.0), issue.published_at DESC
    LIMIT %s
"""
_IN_PUBLIC = """
    SELECT rowid FROM search_words
    WHERE search_words MATCH %s AND rowid IN (SELECT value FROM json_each(%s))
"""


class SqliteIndex:
    """Ranked by bm25; a second look over the public columns tells what anyone may know."""

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
        with connection.cursor() as cursor:
            cursor.execute(_FIND, [match, Issue.Status.PUBLISHED, limit])
            found = [issue_id for (issue_id,) in cursor.fetchall()]
            cursor.execute(_IN_PUBLIC, [f"{{headline public}} : ({match})", str(found)])
            public = {issue_id for (issue_id,) in cursor.fetchall()}
        return [Hit(issue_id, in_public=issue_id in public) for issue_id in found]


def _match(phrase: Phrase) -> str:
    """Tokens hold letters and digits only, so nothing in them can leave the quotes."""
    return f'"{" ".join(phrase.tokens)}"{"*" if phrase.is_prefix else ""}'
