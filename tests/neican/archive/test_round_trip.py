"""Out of one house, into an empty one: equal rows, equal files, equal pages."""

import re
import stat
from contextlib import nullcontext
from datetime import timedelta
from hashlib import sha256
from io import StringIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client

from columns.models import Image, Issue, Revision
from columns.search import services as search
from neican.accounts.models import User
from neican.archive.bounds import Bounds
from neican.archive.files import wanted
from neican.archive.manifest import Manifest
from neican.archive.rows import lines_of
from neican.archive.tables import travelling
from neican.archive.taking_in import take_in
from neican.archive.writing import write_archive
from tests.factories import make_user
from tests.neican.archive.house import NOW, empty, files, furnish, nothing_written
from tests.subscribers.reading_audio.sounds import client_of
from tests.threads import at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def clear_files() -> Any:
    """No test finds another's pictures."""
    yield
    for path in files():
        path.unlink()


def _tables() -> dict[str, tuple[int, str]]:
    """Rows and digest of every table that travels."""
    found = {}
    for model in travelling(sound=True):
        lines = list(lines_of(model))
        found[model._meta.label] = (len(lines), sha256(b"".join(lines)).hexdigest())
    return found


def _files() -> dict[str, str]:
    return {path.name: sha256(path.read_bytes()).hexdigest() for path in files()}


def test_a_house_that_moved_is_equal_in_every_row_and_file(tmp_path: Path) -> None:
    furnish()
    rows, kept = _tables(), _files()
    assert [label for label, (count, _digest) in rows.items() if count == 0] == []
    [image] = Image.objects.exclude(file="")
    assert len(kept) == len(image.file_names) + 2, "the picture's; a narration and its opening"
    assert len(image.file_names) >= 4
    write_archive(tmp_path / "site.zip", sound=True, at=NOW)
    empty()
    assert nothing_written()
    done = take_in(tmp_path / "site.zip", bounds=Bounds())
    assert _tables() == rows
    assert _files() == kept
    assert done.same_key is True
    assert done.findable == Issue.objects.public(NOW + timedelta(days=9)).count()


def test_a_page_reads_the_same_before_and_after(tmp_path: Path) -> None:
    issue = furnish()
    reader = User.objects.get(comments__parent=None)
    reader_id, address = reader.pk, issue.get_absolute_url()
    before = [Client().get(address), client_of(reader).get(address)]
    write_archive(tmp_path / "site.zip", sound=True, at=NOW)
    empty()
    assert Client().get(address).status_code == 404
    take_in(tmp_path / "site.zip", bounds=Bounds())
    after = [Client().get(address), client_of(User.objects.get(pk=reader_id)).get(address)]
    assert [page.status_code for page in before + after] == [200] * 4
    assert [_lasting(page) for page in after] == [_lasting(page) for page in before]
    assert _lasting(before[0]) != _lasting(before[1])


def _lasting(response: Any) -> str:
    """A page without what is drawn anew for every answer."""
    text = response.content.decode()
    for key in ("csrf_token", "csp_nonce"):
        drawn = response.context.get(key) if response.context else None
        text = text.replace(str(drawn), "") if drawn else text
    text = re.sub(r"\?t=[\w:-]+", "", text)  # the addresses of sounds bear the second
    drawn_anew = ("csrfmiddlewaretoken", "nonce")
    return "\n".join(one for one in text.splitlines() if not any(w in one for w in drawn_anew))


def test_passwords_roles_and_rights_come_along(tmp_path: Path) -> None:
    furnish()
    chief = User.objects.get(groups__name="chief_editor")
    write_archive(tmp_path / "site.zip", sound=True, at=NOW)
    empty()
    take_in(tmp_path / "site.zip", bounds=Bounds())
    moved = User.objects.get(pk=chief.pk)
    assert moved.check_password("只给测试用的口令")
    assert moved.has_perm("columns.publish_issue")
    assert moved.has_perm("subscribers.view_plan")
    assert not moved.has_perm("accounts.change_user")


def test_the_moved_house_is_findable_and_counts_on_from_the_last_number(tmp_path: Path) -> None:
    issue = furnish()
    last = User.objects.latest("pk").pk
    write_archive(tmp_path / "site.zip", sound=True, at=NOW)
    empty()
    take_in(tmp_path / "site.zip", bounds=Bounds())
    assert issue.pk in [hit.issue_id for hit in search.find("墙后")]
    assert make_user().pk > last


def test_the_same_house_gives_the_same_bytes(tmp_path: Path) -> None:
    furnish()
    for name in ("one", "two"):
        write_archive(tmp_path / name, sound=True, at=NOW)
    write_archive(tmp_path / "later", sound=True, at=NOW + timedelta(days=1))
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    one, later = _members(tmp_path / "one"), _members(tmp_path / "later")
    assert {name for name in one if one[name] != later[name]} == {"manifest.json"}


def _members(path: Path) -> dict[str, bytes]:
    with ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_without_audio_neither_sound_nor_its_rows_travel(tmp_path: Path) -> None:
    furnish()
    full = wanted(sound=True)
    manifest = write_archive(tmp_path / "site.zip", sound=False, at=NOW)
    empty()
    take_in(tmp_path / "site.zip", bounds=Bounds())
    counts = {label: count for label, (count, _digest) in _tables().items() if count == 0}
    assert counts == {"audio.Recording": 0, "audio.Narration": 0, "audio.Segment": 0}
    assert [kept for kept in full if kept.shelf == "audio"] != []
    assert {member.name.partition("/")[0] for member in manifest.files} == {"media"}


@pytest.mark.postgres  # SQLite lets no second writer in meanwhile
def test_what_travels_is_what_was_true_at_one_moment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A row that is written while tables are read is in none of them."""
    furnish()
    before = _tables()
    manifest = _export_while(tmp_path, monkeypatch, make_user)
    told = {table.model: (table.rows, table.sha256) for table in manifest.tables}
    assert told == before
    assert _tables() != before


@pytest.mark.postgres
def test_without_the_snapshot_a_row_slips_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: the same export, read committed."""
    furnish()
    before = _tables()
    monkeypatch.setattr("neican.archive.writing._one_moment", nullcontext)
    manifest = _export_while(tmp_path, monkeypatch, make_user)
    told = {table.model: (table.rows, table.sha256) for table in manifest.tables}
    assert told != before


def _export_while(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: Any) -> Manifest:
    """Export; a second connection makes its change once the first rows are on their way."""
    calls: list[int] = []

    def lines(model: Any) -> Any:
        if not calls:
            calls.append(1)
            list(lines_of(travelling(sound=True)[-1]))
            assert not [one for one in at_once(1, change) if isinstance(one, Exception)]
        return lines_of(model)

    monkeypatch.setattr("neican.archive.writing.lines_of", lines)
    return write_archive(tmp_path / "site.zip", sound=True, at=NOW)


def test_a_lost_picture_is_told_and_does_not_keep_the_rest_from_moving(tmp_path: Path) -> None:
    furnish()
    lost = next(path for path in files() if path.suffix == ".webp")
    lost.unlink()
    manifest = write_archive(tmp_path / "site.zip", sound=True, at=NOW)
    assert manifest.missing == [f"media/images/{lost.name}"]
    rows, kept = _tables(), _files()
    empty()
    take_in(tmp_path / "site.zip", bounds=Bounds())
    assert (_tables(), _files()) == (rows, kept)


def test_the_commands_say_what_they_moved(tmp_path: Path) -> None:
    furnish()
    path = tmp_path / "site.zip"
    revisions, said = Revision.objects.count(), StringIO()
    call_command("export_site", path, stdout=said)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    [line] = [one for one in said.getvalue().splitlines() if one.strip().startswith("修订 ")]
    count, digest = line.split()[1:]
    assert (count, len(digest)) == (str(revisions), 12)
    empty()
    checked, done = StringIO(), StringIO()
    call_command("import_site", path, "--dry-run", stdout=checked)
    assert "检查通过，可以导入。这次什么也没有写。" in checked.getvalue()
    assert nothing_written()
    call_command("import_site", path, stdout=done)
    assert line in done.getvalue()
    assert "已导入，每张表逐字节与原站相同" in done.getvalue()
    assert "SECRET_KEY" not in done.getvalue()


def test_an_export_covers_no_other_file(tmp_path: Path) -> None:
    path = tmp_path / "site.zip"
    path.write_text("别的东西")
    with pytest.raises(CommandError, match=r"已经在了。请换一个文件名。"):
        call_command("export_site", path)
    assert path.read_text() == "别的东西"
    assert [one.name for one in tmp_path.iterdir()] == ["site.zip"]


def test_another_secret_is_told_since_codes_end_with_it(tmp_path: Path, settings: Any) -> None:
    furnish()
    call_command("export_site", tmp_path / "site.zip", stdout=StringIO())
    empty()
    settings.SECRET_KEY = "another" * 10
    said = StringIO()
    call_command("import_site", tmp_path / "site.zip", stdout=said)
    assert "SECRET_KEY 与原站不同：未用的兑换码和发出的外审链接在这里不能用。" in said.getvalue()


def test_a_second_import_finds_the_house_full_and_changes_nothing(tmp_path: Path) -> None:
    furnish()
    rows = _tables()
    call_command("export_site", tmp_path / "site.zip", stdout=StringIO())
    with pytest.raises(CommandError, match="这里不是空站，已经有：用户、"):
        call_command("import_site", tmp_path / "site.zip")
    assert _tables() == rows
    connection.check_constraints()
