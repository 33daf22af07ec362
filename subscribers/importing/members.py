"""What a list says of a member, whatever its format."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from columns.importing.gathering import plain
from columns.importing.moments import read_moment
from columns.importing.parsed import NotUnderstood

FOR_EVER = frozenset({"永久", "终身", "forever", "lifetime", "never"})


@dataclass(frozen=True, slots=True)
class Member:
    """
    One row of a list.

    :param line: its place in the file, from 1: reports name this, never the address.
    :param plan: code of a plan, or "".
    :param covers: "all", a column's slug, "slug/2" for a season, or "" where the list says none.
    :param ends_at: None where no end is said; `is_endless` tells whether that means for ever.
    """

    line: int
    email: str
    name: str = ""
    plan: str = ""
    covers: str = ""
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    is_endless: bool = False

    @property
    def has_right(self) -> bool:
        """Whether the list promises anything."""
        return self.is_endless or self.ends_at is not None


@dataclass(frozen=True, slots=True)
class RefusedMember:
    """A row that does not come in, and why."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class MemberList:
    """All rows of a file."""

    members: tuple[Member, ...]
    refused: tuple[RefusedMember, ...]


class BadRow(Exception):
    """A row that cannot be read; the message tells the person what to put right."""


def read_address(said: object) -> str:
    """
    The e-mail address in lower case.

    :raises BadRow: if it is none.
    """
    address = plain(said).lower()
    try:
        validate_email(address)
    except ValidationError as error:
        raise BadRow(_("邮箱的写法不对")) from error
    return address


def read_end(said: object) -> datetime | None:
    """
    When a right ends; a day without an hour counts to its last minute. None where nothing is said.

    :raises BadRow: if it is no date.
    """
    moment = read_start(said)
    if moment is None or moment.time() != time() or ":" in str(said):
        return moment
    return moment + timedelta(days=1)


def read_start(said: object) -> datetime | None:
    """
    A moment, aware; None where nothing is said.

    :raises BadRow: if it is no date.
    """
    text = plain(said)
    if not text:
        return None
    try:
        moment = read_moment(text)
    except NotUnderstood as error:
        raise BadRow(error.reason) from error
    if moment is None:
        raise BadRow(_("日期读不出来，请写成“2026-12-31”"))
    return moment


def covering(members: Iterable[Member], covers: str) -> tuple[Member, ...]:
    """The members, with what their rights cover where the list does not say."""
    return tuple(
        member if member.covers or member.plan else replace(member, covers=covers)
        for member in members
    )
