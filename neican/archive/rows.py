"""Rows as lines of JSON and back: the same row gives the same bytes on every database."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import islice
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import Field, ForeignKey, Model
from django.utils.translation import gettext as _

from neican.archive.refusals import Refused
from neican.archive.tables import NAMED

AT_ONCE = 100  # a revision may hold half a megabyte

Convert = Callable[[Any], Any]


def lines_of(model: type[Model]) -> Iterator[bytes]:
    """
    Each row as a line of JSON, by number; a hundred in memory at a time.

    Rows are read past managers and instances: nothing is filtered, computed or announced.
    """
    fields = _fields(model)
    spelled = {field.attname: _outward(field) for field in fields}
    rows = model._base_manager.order_by("pk").values_list(*spelled)
    for row in rows.iterator(chunk_size=AT_ONCE):
        content = {
            name: spell(value) for (name, spell), value in zip(spelled.items(), row, strict=True)
        }
        yield _line(content)


def write_rows(model: type[Model], lines: Iterable[bytes]) -> None:
    """
    Insert each line as a row, with its number and its dates as they are.

    Not through instances: `save` would set dates anew, and signals would tell of old news.

    :raises Refused: for a line that is no row of this table.
    """
    fields = _fields(model)
    inward = {field.attname: _inward(field) for field in fields}
    statement = _insert(model, fields)
    read = (_values(model, inward, line) for line in lines)
    with connection.cursor() as cursor:
        while batch := list(islice(read, AT_ONCE)):
            cursor.executemany(statement, batch)


def _fields(model: type[Model]) -> list[Field]:
    return list(model._meta.local_concrete_fields)


def _line(content: Mapping[str, Any]) -> bytes:
    """Sorted keys: a database may keep an object's keys in an order of its own."""
    text = json.dumps(
        content,
        default=_plain,
        ensure_ascii=False,
        allow_nan=False,
        sort_keys=True,
        separators=(",", ":"),
    )
    return text.encode() + b"\n"


def _plain(value: Any) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date | UUID | Decimal):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no form in the archive yet")


def _outward(field: Field) -> Convert:
    """What a value is written as: itself, or the name of what stays behind."""
    if (names := _names(field)) is None:
        return lambda value: value
    spelled = {number: name for name, number in names.items()}
    return lambda value: None if value is None else list(spelled[value])


def _inward(field: Field) -> Convert:
    """What is handed to the database for a value as it was written."""
    if (names := _names(field)) is not None:
        return lambda value: None if value is None else names[tuple(value)]
    return lambda value: field.get_db_prep_save(_checked(field, value), connection=connection)


def _names(field: Field) -> dict[tuple[str, ...], int] | None:
    """The numbers, in this house, of what a field names by words; None for a common field."""
    target = field.related_model if isinstance(field, ForeignKey) else None
    if not isinstance(target, type) or target._meta.label not in NAMED:
        return None
    by = NAMED[target._meta.label]
    return {tuple(name): pk for pk, *name in target._base_manager.values_list("pk", *by)}


def _checked(field: Field, value: Any) -> Any:
    """The value as Python knows it. SQLite would take a text of any length."""
    known = field.to_python(value)
    if isinstance(known, str) and field.max_length and len(known) > field.max_length:
        raise ValueError(field.name)
    return known


def _values(model: type[Model], inward: Mapping[str, Convert], line: bytes) -> list[Any]:
    try:
        row = json.loads(line)
        if row.keys() != inward.keys():
            raise ValueError("other columns")
        return [read(row[name]) for name, read in inward.items()]
    except (ValueError, TypeError, AttributeError, LookupError, ValidationError) as problem:
        text = _("“%(table)s”里有一行读不懂，档案坏了，或者出自另一个版本。请用原站重新导出。")
        raise Refused(text % {"table": model._meta.verbose_name}) from problem


def _insert(model: type[Model], fields: Iterable[Field]) -> str:
    quoted = connection.ops.quote_name
    columns = [quoted(str(field.column)) for field in fields]
    places = ", ".join(["%s"] * len(columns))
    table = quoted(model._meta.db_table)
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({places})"  # noqa: S608
