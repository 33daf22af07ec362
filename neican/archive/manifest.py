"""The archive's table of contents: who wrote it, and each member's size, rows and hash."""

import json
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from typing import Any, Self

from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from neican.archive.refusals import Refused
from neican.archive.tables import TRAVELS

NAME = "manifest.json"
FORMAT = 1


@dataclass(frozen=True, slots=True)
class Member:
    """One file of the archive: size in bytes, SHA-256 in hex, and rows where it is a table."""

    name: str
    size: int
    sha256: str
    model: str = ""
    rows: int = 0


@dataclass(frozen=True, slots=True)
class Manifest:
    """
    Everything that is in the archive, and what it needs of the house that takes it in.

    `migrations`: the newest one of each application. `key`: a fingerprint of the site's secret.
    `missing`: files that rows name and the site had lost.
    """

    format: int
    version: str
    written_at: str
    migrations: Mapping[str, str]
    key: str
    sound: bool
    tables: Sequence[Member]
    files: Sequence[Member]
    missing: Sequence[str]

    def as_bytes(self) -> bytes:
        """As it is written."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1).encode()

    @classmethod
    def from_bytes(cls, content: bytes) -> Self:
        """:raises Refused: for what is no manifest of this format."""
        try:
            given = json.loads(content)
            if given["format"] != FORMAT:
                raise Refused(_wrong_format(given["format"]))
            for name in ("tables", "files"):
                given[name] = [_member(one) for one in given[name]]
            manifest = cls(**given)
            manifest._check_types()
        except (ValueError, TypeError, LookupError, AttributeError) as problem:
            text = _("档案的目录 manifest.json 读不懂。请用原站重新导出。")
            raise Refused(text) from problem
        return manifest

    def _check_types(self) -> None:
        """:raises TypeError: where a value is not what the code below counts on."""
        texts = [self.version, self.written_at, self.key, *self.missing]
        texts += [*self.migrations.keys(), *self.migrations.values()]
        if not isinstance(self.sound, bool) or not all(isinstance(one, str) for one in texts):
            raise TypeError(NAME)

    @property
    def members(self) -> dict[str, Member]:
        """Tables and files by their names."""
        return {one.name: one for one in (*self.tables, *self.files)}


def _member(given: Mapping[str, Any]) -> Member:
    member = Member(**given)
    kinds = (str, int, str, str, int)
    if tuple(type(value) for value in asdict(member).values()) != kinds or member.size < 0:
        raise TypeError(member.name)
    return member


def _wrong_format(found: object) -> str:
    text = _("这份档案的格式是 %(found)s，这里只认得 %(known)s。请用同一版本的程序导入。")
    return text % {"found": found, "known": FORMAT}


@cache
def version() -> str:
    """The version of this program."""
    project = tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text())["project"]
    return str(project["version"])


def key_fingerprint() -> str:
    """Tells whether two sites have the same secret, and nothing of the secret."""
    return salted_hmac("neican.archive", "key", algorithm="sha256").hexdigest()[:16]


def migrations() -> dict[str, str]:
    """The newest migration of each application whose rows travel: the shape of the tables."""
    ours = {label.partition(".")[0] for label in TRAVELS}
    applied = sorted(MigrationRecorder(connection).applied_migrations())
    return {app: name for app, name in applied if app in ours}
