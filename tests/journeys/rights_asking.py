"""Knocking: the rows of the table, where their doors are, and what came of it."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from columns.admin.panel.steps import STEPS
from columns.models import Issue
from columns.services import link_token
from tests.journeys.rights_house import ROLES, Door, House
from tests.subscribers.reading_audio.sounds import ticketed

TABLE = Path(__file__).with_name("rights.txt")
# Written by whoever comes by, whatever he may do.
UNTOLD = frozenset({"django_session"})
# Stands for the key of the sender's window.
WINDOW = "<window>"
_WRITES = re.compile(r'^\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+"(\w+)"', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Row:
    """
    One line of the table: a door, an issue's stage, further arguments, a method; an answer a role.

    An answer is the status, `login` for the way to the door, and `!` behind it where rows changed.
    """

    route: str
    stage: str
    given: Mapping[str, str]
    method: str
    answers: Mapping[str, str]

    @property
    def key(self) -> str:
        """As it stands in the table."""
        stage = f"@{self.stage}" if self.stage != "draft" else ""
        given = "".join(f";{name}={value}" for name, value in self.given.items())
        return f"{self.route}{stage}{given}"


def rows(text: str) -> list[Row]:
    """The table; blank lines and comments are for people."""
    return [_row(line) for line in text.splitlines() if line.strip() and line[0] != "#"]


def _row(line: str) -> Row:
    where, method, *answers = line.split()
    where, *pairs = where.split(";")
    route, _at, stage = where.partition("@")
    given = dict(pair.split("=", 1) for pair in pairs)
    told = dict(zip(ROLES, answers, strict=True))
    return Row(route, stage or "draft", given, method, told)


def address(house: House, door: Door, row: Row) -> str:
    """Where the row's door is in this house."""
    known = {**_arguments(house, row), **row.given}
    given = {name: known[name] for name in door.arguments}
    if door.name != door.pattern:
        return str(reverse(door.name, kwargs=given))
    filled = re.sub(r"\(\?P<(\w+)>[^)]*\)", r"<\1>", door.pattern).replace("^", "").replace("$", "")
    return re.sub(r"<(?:\w+:)?(\w+)>", lambda found: str(given[found[1]]), filled)


def _arguments(house: House, row: Row) -> dict[str, Any]:
    issue = house.issues[row.stage]
    kind = ContentType.objects.get_for_model(Issue)
    sample = house.samples.get(_table(row.route))
    column = issue.season.column
    return {
        "issue_id": issue.pk,
        "pk": sample.pk if sample else issue.pk,
        "id": house.samples["accounts_user"].pk,
        "object_id": sample.pk if sample else issue.pk,
        "image_id": house.samples["columns_image"].pk,
        "remark_id": house.remark.pk,
        "link_id": house.link.pk,
        "token": link_token(house.link),
        "segment_id": 0,  # none has it: what matters is who is turned away before it is looked for
        "number": 1,
        "slug": house.samples["columns_author"].slug if row.route == "author" else column.slug,  # type: ignore[attr-defined]
        "sha": house.opening if row.route == "audio_preview" else house.sha,
        "app_label": "columns",
        "content_type_id": kind.pk,
        "url": "nowhere/",
        "path": "images/absent.webp",
        "persona": "visitor",
        "text": "draft",
        "uidb36": "1",
        "key": "spent",
    }


def _table(route: str) -> str:
    """`columns_issue` of `admin:columns_issue_change` or `/admin/columns/issue/…`."""
    if route.startswith("/admin/"):
        return "_".join(route.split("/")[2:4])
    return "_".join(route.partition(":")[2].split("_")[:2])


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: `code` as the table writes it, and all that was told."""

    code: str
    told: str


def ask(
    house: House, role: str, method: str, where: str, sent: Mapping[str, Any] | None = None
) -> Answer:
    """Knock once; all that was done is undone."""
    client, sent = house.client(role), _from_his_window(house, role, sent or {})
    with _undone(), _writes() as written:
        response: Any = getattr(client, method.lower())(ticketed(client, where), sent)
        told = b"".join(response) if response.streaming else response.content
        for one in sent.values():
            if isinstance(one, SimpleUploadedFile):
                one.seek(0)
    status = str(response.status_code)
    if status == "302" and "/login/" in response.headers["Location"]:
        status = "login"
    return Answer(status + ("!" if written - UNTOLD else ""), told.decode(errors="replace"))


def _from_his_window(house: House, role: str, sent: Mapping[str, Any]) -> dict[str, Any]:
    """What is sent bears the sender's own window; who has none has stolen the author's."""
    key = str(house.windows.get(role, house.windows["author"]))
    return {
        name: value.replace(WINDOW, key) if isinstance(value, str) else value
        for name, value in sent.items()
    }


@contextmanager
def _undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@contextmanager
def _writes() -> Iterator[set[str]]:
    """Names of the tables in which a row is written meanwhile."""
    found: set[str] = set()

    def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        done = execute(sql, params, many, context)
        # What an INSERT gives back is fetched later: until then SQLite counts no row.
        if (told := _WRITES.match(sql)) and (sql[:6] == "INSERT" or context["cursor"].rowcount):
            found.add(told[1])
        return done

    with connection.execute_wrapper(watch):
        yield found


# A status that nothing else here answers with.
NO_TOKEN = 418


def no_token(_request: HttpRequest, reason: str = "") -> HttpResponse:
    """What a form without a token is told, in the test that looks for it."""
    return HttpResponse(reason, status=NO_TOKEN)


def steps() -> frozenset[str]:
    """Every step that the panel knows."""
    return frozenset(STEPS)
