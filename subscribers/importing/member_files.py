"""Lists of members: a table (CSV), or the members within a Ghost export."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping
from io import StringIO
from typing import Any

from django.utils.translation import gettext as _

from columns.importing.bounds import FILE_AT_MOST, read_json, refuse_size
from columns.importing.decoding import decode
from columns.importing.gathering import plain
from columns.importing.ghost_tables import Row, Tables
from columns.importing.parsed import NotUnderstood
from subscribers.importing.members import (
    FOR_EVER,
    BadRow,
    Member,
    MemberList,
    RefusedMember,
    read_address,
    read_end,
    read_start,
)

ROWS_AT_MOST = 200_000
NAMES = {
    "email": {"email", "邮箱", "e-mail", "email address"},
    "name": {"name", "姓名", "昵称", "显示名", "display_name"},
    "plan": {"plan", "方案", "方案代号"},
    "covers": {"scope", "covers", "范围"},
    "starts_at": {"starts_at", "start", "开始", "起"},
    "ends_at": {"ends_at", "expires_at", "expiry_at", "end", "到期", "到期时间", "止"},
    "comped": {"complimentary_plan"},
}
YES = frozenset({"true", "yes", "1", "是"})
# A subscription that was cancelled runs to the end of what was paid.
PAID = frozenset({"active", "trialing", "past_due", "canceled"})


def read_members(name: str, data: bytes) -> MemberList:
    """
    The members in a file; rows that cannot be read are listed.

    :raises NotUnderstood: if the file as a whole cannot be read.
    """
    refuse_size(data, FILE_AT_MOST)
    text, _encoding = decode(data)
    is_json = name.lower().endswith(".json") or text.lstrip().startswith("{")
    rows = _ghost_rows(Tables(read_json(text))) if is_json else _csv_rows(text)
    members: list[Member] = []
    refused: list[RefusedMember] = []
    for line, read in rows:
        try:
            members.append(read())
        except BadRow as problem:
            refused.append(RefusedMember(line, str(problem)))
    return MemberList(tuple(members), tuple(refused))


Reading = tuple[int, Callable[[], Member]]


def _csv_rows(text: str) -> Iterator[Reading]:
    """:raises NotUnderstood: if there is no column of addresses, or the table is torn."""
    table = csv.reader(StringIO(text.replace("\0", "")), strict=True)
    try:
        head = [plain(cell).lower() for cell in next(table, [])]
        places = {
            name: place
            for name, words in NAMES.items()
            for place, cell in enumerate(head)
            if cell in words
        }
        if "email" not in places:
            reason = _("第一行要有列名，其中一列叫“email”或“邮箱”。请补上，再导入。")
            raise NotUnderstood(1, reason)
        yield from _numbered(table, places)
    except csv.Error as error:
        reason = _("这里的引号或格子不完整。请用表格软件另存为 CSV（UTF-8），再导入。")
        raise NotUnderstood(table.line_num, reason) from error


def _numbered(table: Any, places: Mapping[str, int]) -> Iterator[Reading]:
    for count, cells in enumerate(table):
        if count >= ROWS_AT_MOST:
            reason = _("一次最多 %(limit)d 行。请分成几个文件，再导入。")
            raise NotUnderstood(table.line_num, reason % {"limit": ROWS_AT_MOST})
        if any(cell.strip() for cell in cells):
            row = {name: cells[at] for name, at in places.items() if at < len(cells)}
            yield table.line_num, _later(_csv_member, table.line_num, row)


def _later(read: Callable[..., Member], *given: Any) -> Callable[[], Member]:
    return lambda: read(*given)


def _csv_member(line: int, row: Mapping[str, str]) -> Member:
    end = plain(row.get("ends_at"))
    is_endless = end.lower() in FOR_EVER or row.get("comped", "").strip().lower() in YES
    return Member(
        line=line,
        email=read_address(row.get("email")),
        name=plain(row.get("name")),
        plan=plain(row.get("plan")),
        covers=plain(row.get("covers")),
        starts_at=read_start(row.get("starts_at")),
        ends_at=None if end.lower() in FOR_EVER else read_end(end),
        is_endless=is_endless and (not end or end.lower() in FOR_EVER),
    )


def _ghost_rows(tables: Tables) -> Iterator[Reading]:
    """Counted from 1 in the order of the export."""
    for line, row in enumerate(tables.rows("members"), start=1):
        yield line, _later(_ghost_member, line, row, tables)


def _ghost_member(line: int, row: Row, tables: Tables) -> Member:
    ends = list(_ghost_ends(row, tables))
    known = [end for end in ends if end is not None]
    is_endless = row.get("status") == "comped" and not known
    return Member(
        line=line,
        email=read_address(row.get("email")),
        name=plain(row.get("name")),
        ends_at=max(known, default=None),
        is_endless=is_endless,
    )


def _ghost_ends(row: Row, tables: Tables) -> Iterable[Any]:
    for product in tables.matching("members_products", "member_id", row.get("id")):
        yield read_end(product.get("expiry_at"))
    for customer in tables.matching("members_stripe_customers", "member_id", row.get("id")):
        key = customer.get("customer_id")
        paid = tables.matching("members_stripe_customers_subscriptions", "customer_id", key)
        for subscription in paid:
            if subscription.get("status") in PAID:
                yield read_end(subscription.get("current_period_end"))
