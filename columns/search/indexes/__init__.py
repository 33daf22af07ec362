"""The index of each database, behind one interface."""

from django.db import connection

from columns.search.indexes.base import Hit, Index
from columns.search.indexes.postgres import PostgresIndex
from columns.search.indexes.sqlite import SqliteIndex

__all__ = ["Hit", "Index", "of_this_database"]


def of_this_database() -> Index:
    """The index that belongs to the connection."""
    return PostgresIndex() if connection.vendor == "postgresql" else SqliteIndex()
