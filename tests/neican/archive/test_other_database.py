"""From PostgreSQL to SQLite and back, by the commands, in processes of their own."""

import os
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.conf import settings
from django.core.management import call_command

from tests.neican.archive.house import empty, files, furnish, nothing_written

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def test_a_house_moves_to_the_other_database_and_back(tmp_path: Path) -> None:
    furnish()
    call_command("export_site", tmp_path / "first.zip", verbosity=0)
    empty()
    for arguments in (("migrate",), ("import_site", "first.zip"), ("export_site", "second.zip")):
        _run(tmp_path, *arguments)
    first, second = _members(tmp_path / "first.zip"), _members(tmp_path / "second.zip")
    assert len(first) > 35
    assert second == first
    assert nothing_written()
    call_command("import_site", tmp_path / "second.zip", verbosity=0)
    call_command("export_site", tmp_path / "third.zip", verbosity=0)
    assert _members(tmp_path / "third.zip") == first
    for path in files():
        path.unlink()


def _run(folder: Path, *arguments: str) -> None:
    """A command of the embedded house, whose data lie in `folder`."""
    known = ("PATH", "HOME", "LANG")
    environment = {name: os.environ[name] for name in known if name in os.environ}
    environment |= {
        "NEICAN_DATA_DIR": str(folder / "data"),
        "SECRET_KEY": settings.SECRET_KEY,
        "DJANGO_SETTINGS_MODULE": "neican.settings.local",
    }
    done = subprocess.run(
        [sys.executable, str(settings.BASE_DIR / "manage.py"), *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def _members(path: Path) -> dict[str, bytes]:
    """All but the manifest, which bears the date."""
    with ZipFile(path) as archive:
        names = [name for name in archive.namelist() if name != "manifest.json"]
        return {name: archive.read(name) for name in names}
