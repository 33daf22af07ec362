"""Dates and hours as people and programs write them."""

from __future__ import annotations

from datetime import datetime

from columns.importing import labelled
from columns.importing.lines import Line, clean


def read_moment(text: str, line: int = 0) -> datetime | None:
    """
    The moment, aware, in Asia/Shanghai, where a time without a zone is taken to be; None if none.

    :raises NotUnderstood: if it is shaped like a date and is none.
    """
    text = clean(text).strip()
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return labelled.read_date(Line(line, text))
    if moment.year < labelled.EARLIEST:
        return None
    if moment.tzinfo is None:
        return moment.replace(tzinfo=labelled.ZONE)
    try:
        return moment.astimezone(labelled.ZONE)
    except OverflowError:
        return None
