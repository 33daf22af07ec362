"""Reads the demonstration's content files."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

CONTENT = Path(__file__).parent / "content"
_FENCE = "+++\n"


@dataclass(frozen=True, slots=True)
class IssueFile:
    """One issue as written: its facts and its body; `stem` is the name other files use."""

    stem: str
    facts: dict[str, Any]
    body: str


def table(name: str) -> dict[str, Any]:
    """A TOML file of the content folder."""
    return tomllib.loads((CONTENT / f"{name}.toml").read_text())


def issues() -> list[IssueFile]:
    """All issues, the oldest first."""
    found = [_read(path) for path in (CONTENT / "issues").glob("*.html")]
    return sorted(found, key=lambda issue: issue.facts["published_at"])


def desk(stem: str) -> IssueFile:
    """An issue that the newsroom is still at."""
    return _read(CONTENT / "desk" / f"{stem}.html")


def _read(path: Path) -> IssueFile:
    _before, facts, body = path.read_text().split(_FENCE, 2)
    return IssueFile(stem=path.stem, facts=tomllib.loads(facts), body=body)


def image(name: str) -> Path:
    """A head image's file."""
    return CONTENT / "images" / name
