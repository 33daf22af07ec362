"""What a house of faults narrates, and what became of it."""

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

from tests.faults.house import House

_WRITE = """
from itertools import count
from columns.models import Issue
from tests import factories
factories._numbers = count(1 + 100 * Issue.objects.count())  # every process counts anew
body = "<p>开头一段。</p><h2>正文</h2>" + "".join(
    f"<p>这是第{{n}}句，它要被念出来，而且念得不快。</p>" for n in range({sentences})) + {more!r}
issue = factories.make_published_issue(body=body)
print(json.dumps(issue.pk))
"""


def a_house(folder: Path, *, seconds: float = 0.0, lease: int = 3, poison: str = "") -> House:
    """One where the tone speaks."""
    options = {"noted": str(folder / "said"), "seconds": seconds, "poison": poison}
    (folder / "said").touch()
    return _house(folder, "tests.faults.tone.ToneVoice", options, lease)


def speaking_house(folder: Path, address: str) -> House:
    """One that asks an engine over HTTP."""
    options = {"base_url": address, "price_fen_per_10k": 100}
    return _house(folder, "columns.audio.voices.openai.OpenAIVoice", options, lease=60)


def _house(folder: Path, engine: str, options: dict[str, Any], lease: int) -> House:
    engines = {"embedded": {"ENGINE": engine, "OPTIONS": options}}
    return House(folder, NARRATION_LEASE_SECONDS=str(lease), NARRATION_ENGINES=json.dumps(engines))


def publish(house: House, *, sentences: int, more: str = "") -> int:
    """An issue of so many sentences; nobody is told of it but the tables and the bell."""
    issue_id: int = house.tell(_WRITE.format(sentences=sentences, more=more))
    return issue_id


def said(house: House) -> list[str]:
    """Every sentence that the engine would send a bill for."""
    return (house.folder / "said").read_text(encoding="utf-8").splitlines()


def narration(house: House, issue_id: int | None = None) -> dict[str, Any]:
    """How the work stands; empty while nothing is owed."""
    names = ("state", "attempts", "setbacks", "reason", "recording_id", "done", "total", "claim")
    where = f"WHERE r.issue_id = {issue_id}" if issue_id else ""
    found = house.rows(
        f"SELECT {', '.join('n.' + name for name in names)} FROM audio_narration n"
        f" JOIN columns_revision r ON r.id = n.revision_id {where} ORDER BY n.id DESC"
    )
    return dict(zip(names, found[0], strict=True)) if found else {}


def state(house: House, issue_id: int | None = None) -> str:
    return str(narration(house, issue_id).get("state", ""))


def files(house: House) -> set[str]:
    """Finished files at the top of the sound folder: what readers could be given."""
    return {path.name for path in (house.folder / "audio").glob("[0-9a-f]*.m*")}


def check_files(house: House) -> None:
    """
    Every file is whole, under the name of its content, and each recording has its own.

    One that a killed worker had finished and not yet written down is whole, too.
    """
    named = {
        name
        for row in house.rows("SELECT file, preview_file, light_file FROM audio_recording")
        for name in row
        if name
    }
    assert named <= files(house)
    for name in files(house):
        content = (house.folder / "audio" / name).read_bytes()
        assert sha256(content).hexdigest() == name.partition(".")[0]
