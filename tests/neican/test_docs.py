"""The documents say what the code does: settings, commands, options, links, decisions."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import get_commands, load_command_class
from django.core.management.base import BaseCommand

from neican.schedule import SCHEDULE

ROOT = Path(settings.BASE_DIR)
OPERATING = (ROOT / "docs" / "operating.md").read_text()
README = (ROOT / "README.md").read_text()
RECORDS = sorted((ROOT / "docs" / "adr").glob("*.md"))
DOCUMENTS = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]

READ_IN_PYTHON = re.compile(r"""\benv\.[a-z_]+\(\s*["']([A-Z][A-Z0-9_]*)["']""")
READ_IN_SHELL = re.compile(r"\$\{([A-Z][A-Z0-9_]*):[-?]")
ROW = re.compile(r"^\| `([A-Z][A-Z0-9_]*)`(?: ●)? \| (.+?) \| (.+?) \|$", re.MULTILINE)
NEEDED = re.compile(r"^\| `([A-Z][A-Z0-9_]*)` ● \|", re.MULTILINE)
LINK = re.compile(r"\[[^\]]+\]\((?!https?:|#)([^)#]+)[^)]*\)")


def _read_by_settings() -> set[str]:
    sources = [path.read_text() for path in (ROOT / "neican" / "settings").glob("*.py")]
    return {name for source in sources for name in READ_IN_PYTHON.findall(source)}


def _read_by_the_entrypoint() -> set[str]:
    return set(READ_IN_SHELL.findall((ROOT / "docker" / "entrypoint").read_text()))


def test_every_environment_variable_is_documented_once_and_no_other_is() -> None:
    documented = [name for name, _default, _meaning in ROW.findall(OPERATING)]
    assert len(_read_by_settings()) > 20, "the pattern still finds them"
    assert sorted(documented) == sorted(_read_by_settings() | _read_by_the_entrypoint())


def test_the_variables_marked_as_needed_are_those_production_asks_for() -> None:
    source = (ROOT / "neican" / "settings" / "production.py").read_text()
    asked = re.findall(
        r'^    "([A-Z_]+)":', source.partition("NEEDED = {")[2].partition("}\n")[0], re.MULTILINE
    )
    assert sorted(NEEDED.findall(OPERATING)) == sorted(asked)


def test_plain_defaults_are_the_ones_in_the_code() -> None:
    source = (ROOT / "neican" / "settings" / "base.py").read_text()
    defaults = {name: default.strip("`") for name, default, _meaning in ROW.findall(OPERATING)}
    written = re.findall(r'env\.(?:str|int)\("([A-Z_]+)", default=(?:"([^"]+)"|(\d+))\)', source)
    assert len(written) > 5
    for name, text, number in written:
        assert defaults[name] == (text or number)


def test_every_queue_is_named_for_the_operator() -> None:
    queues = {route["queue"] for route in settings.CELERY_TASK_ROUTES.values()}
    for queue in {settings.CELERY_TASK_DEFAULT_QUEUE, *queues}:
        assert re.search(rf"worker -Q [a-z,]*\b{queue}\b", OPERATING)
    assert {job["task"].partition(".")[0] for job in SCHEDULE.values()} <= {
        "columns",
        "audio",
        "search",
        "comments",
        "importing",
    }, "a new room on the schedule belongs in the operator's table"


def test_the_readme_gives_the_two_commands_word_for_word() -> None:
    lines = README.splitlines()
    uv = "    pip install uv && uv run --no-project --with-requirements "
    assert lines.count(f"{uv}requirements.txt manage.py demo") == 1
    assert lines.count(f"{uv}requirements-dev.txt pytest") == 1


@pytest.mark.parametrize(
    "command", sorted(set(re.findall(r"manage\.py (\w+)", OPERATING + README)))
)
def test_a_command_in_the_documents_exists(command: str) -> None:
    assert command in get_commands()


def test_the_readme_lists_every_option_of_the_demo() -> None:
    parser = load_command_class("neican", "demo").create_parser("manage.py", "demo")
    every = {text for action in parser._actions for text in action.option_strings}
    common = BaseCommand().create_parser("manage.py", "any")
    ours = every - {text for action in common._actions for text in action.option_strings}
    documented = re.findall(r"^\| `(--[a-z]+)", README, re.MULTILINE)
    assert set(documented) == ours != set()


def _links() -> Iterator[tuple[Path, str]]:
    for document in DOCUMENTS:
        for target in LINK.findall(document.read_text()):
            yield document, target


def test_every_link_between_documents_leads_somewhere() -> None:
    found = list(_links())
    assert len(found) > 5
    lost = [(str(one.name), to) for one, to in found if not (one.parent / to).exists()]
    assert lost == []


def test_folders_named_in_the_readme_exist() -> None:
    table = README.partition("## 东西在哪里")[2].partition("## 换依赖")[0]
    named = re.findall(r"^\| `([\w/]+)`", table, re.MULTILINE)
    assert {"columns/", "subscribers/", "neican/", "tests/", "docker/", "docs/"} <= set(named)
    assert [name for name in named if not (ROOT / name).is_dir()] == []


@pytest.mark.parametrize("record", RECORDS, ids=lambda path: path.stem[:4])
def test_a_decision_record_is_short_and_has_its_four_parts(record: Path) -> None:
    text = record.read_text()
    assert len(text.splitlines()) <= 15
    parts = re.findall(r"^\*\*([^*]+)\*\*", text, re.MULTILINE)
    assert parts == ["Decision.", "Why.", "Not chosen.", "Revisit when"]
    number, title = re.match(r"# (\d+)\. (.+)\n", text).groups()  # type: ignore[union-attr]
    slug = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")
    assert record.name == f"{int(number):04}-{slug}.md"


def test_decision_records_are_numbered_without_a_gap() -> None:
    numbers = [int(record.name[:4]) for record in RECORDS]
    assert numbers == list(range(1, len(RECORDS) + 1))
    assert len(numbers) >= 12


def test_decisions_that_the_code_cites_are_there() -> None:
    kept = {record.name[:4] for record in RECORDS}
    cited = {
        number
        for folder in ("neican", "columns", "subscribers")
        for source in (ROOT / folder).rglob("*.py")
        for number in re.findall(r"docs/adr/(\d{4})", source.read_text())
    }
    assert cited
    assert cited <= kept


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name[:24])
def test_a_document_names_no_folder_of_somebodys_machine(document: Path) -> None:
    text = document.read_text()
    for forbidden in ("/home/", "/Users/", "C:\\"):
        assert forbidden not in text
