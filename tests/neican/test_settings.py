"""Production refuses incomplete settings by name; the embedded house needs nothing."""

import os
import secrets
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
COMPLETE = {
    "SECRET_KEY": secrets.token_urlsafe(60),
    "DATABASE_URL": "postgres://neican:word@database.example/neican",
    "REDIS_URL": "redis://cache.example:6379/0",
    "CELERY_BROKER_URL": "redis://broker.example:6379/0",
    "ALLOWED_HOSTS": "column.example",
    "NEICAN_SITE_URL": "https://column.example",
    "NEICAN_DATA_DIR": "var",
    "EMAIL_URL": "smtp+tls://post:word@mail.example:587",
}
PRAGMAS = """
from django.db import connection
with connection.cursor() as cursor:
    for name in ("journal_mode", "busy_timeout", "synchronous", "foreign_keys"):
        cursor.execute(f"PRAGMA {name}")
        print(name, cursor.fetchone()[0])
print("isolation", connection.connection.isolation_level, connection.transaction_mode)
"""
BELL = """
from django.conf import settings
from neican.celery import app
print(app.conf.broker_url, settings.CACHES["default"]["BACKEND"].rsplit(".", 1)[-1])
with app.connection_for_write() as connection:
    connection.ensure_connection(max_retries=1)
    print(connection.transport.driver_type)
"""


def run(
    overlay: str, environment: dict[str, str], *arguments: str
) -> subprocess.CompletedProcess[str]:
    """A manage.py command with nothing in its environment but what is given."""
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env={
            "PATH": os.environ["PATH"],
            "DJANGO_SETTINGS_MODULE": f"neican.settings.{overlay}",
            **environment,
        },
        capture_output=True,
        text=True,
        check=False,
    )


def refusal(*, without: str = "", **changed: str) -> str:
    """What production says to these settings; it must not start."""
    environment = {name: value for name, value in COMPLETE.items() if name != without}
    ended = run("production", {**environment, **changed}, "check")
    assert ended.returncode != 0
    return ended.stderr


def embedded(folder: Path, program: str) -> list[str]:
    """The lines that a program prints in a fresh embedded house."""
    ended = run("local", {"NEICAN_DATA_DIR": str(folder)}, "shell", "--no-imports", "-c", program)
    assert ended.returncode == 0, ended.stderr
    return ended.stdout.splitlines()


def test_production_names_everything_that_is_missing() -> None:
    ended = run("production", {}, "check")
    assert ended.returncode != 0
    assert "请在环境变量里设置" in ended.stderr
    for name in COMPLETE:
        assert f"{name}（" in ended.stderr


@pytest.mark.parametrize("name", sorted(COMPLETE))
def test_production_names_the_one_that_is_missing_and_no_other(name: str) -> None:
    said = refusal(without=name).rpartition("请在环境变量里设置：")[2]
    assert said.startswith(f"{name}（")
    assert not [other for other in COMPLETE if other != name and f"{other}（" in said]


def test_production_passes_djangos_own_check_in_silence() -> None:
    ended = run("production", COMPLETE, "check", "--deploy", "--fail-level", "INFO")
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout.startswith("System check identified no issues")


def test_production_refuses_a_short_key_without_printing_it() -> None:
    key = secrets.token_urlsafe(30)
    said = refusal(SECRET_KEY=key)
    assert "SECRET_KEY 太短" in said
    assert key not in said


def test_production_refuses_sqlite() -> None:
    assert "要指向 PostgreSQL" in refusal(DATABASE_URL="sqlite:///site.sqlite3")


def test_production_refuses_an_unencrypted_address() -> None:
    assert "要以 https:// 开头" in refusal(NEICAN_SITE_URL="http://column.example")


def test_production_cookies_are_bound_to_host_and_tls() -> None:
    program = """
from django.conf import settings
for name in ("DEBUG", "SESSION_COOKIE_NAME", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_NAME",
             "CSRF_COOKIE_SECURE", "SESSION_COOKIE_SAMESITE", "SECURE_HSTS_SECONDS", "SERVE_MEDIA"):
    print(name, getattr(settings, name))
"""
    ended = run("production", COMPLETE, "shell", "--no-imports", "-c", program)
    assert ended.stdout.splitlines() == [
        "DEBUG False",
        "SESSION_COOKIE_NAME __Host-sid",
        "SESSION_COOKIE_SECURE True",
        "CSRF_COOKIE_NAME __Host-csrf",
        "CSRF_COOKIE_SECURE True",
        "SESSION_COOKIE_SAMESITE Lax",
        "SECURE_HSTS_SECONDS 31536000",
        "SERVE_MEDIA False",
    ]


def test_the_embedded_database_lets_readers_read_and_writers_wait(tmp_path: Path) -> None:
    assert embedded(tmp_path, PRAGMAS) == [
        "journal_mode wal",
        "busy_timeout 20000",
        "synchronous 1",
        "foreign_keys 1",
        "isolation None IMMEDIATE",
    ]
    assert (tmp_path / "neican.sqlite3").exists()


def test_the_embedded_bell_is_a_folder(tmp_path: Path) -> None:
    assert embedded(tmp_path, BELL) == ["filesystem://localhost FileBasedCache", "filesystem"]
    assert (tmp_path / "broker" / "queue").is_dir()


def test_the_embedded_key_is_made_once_and_for_its_owner_alone(tmp_path: Path) -> None:
    program = "from django.conf import settings; print(settings.SECRET_KEY)"
    first, second = embedded(tmp_path, program), embedded(tmp_path, program)
    assert first == second
    assert len(first[0]) >= 50
    assert (tmp_path / "secret-key").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_locked_requirements_name_no_address_and_no_folder(name: str) -> None:
    text = (ROOT / name).read_text()
    pinned = [line for line in text.splitlines() if "==" in line and not line.startswith(" ")]
    assert len(pinned) > 30
    assert text.count("--hash=sha256:") >= len(pinned)
    for forbidden in ("http:", "https:", "file:", "/", " @ ", "--index", "--extra", "--find"):
        assert forbidden not in text
