"""The shipped entrypoint, nginx.conf and production settings, running for a test on free ports."""

import json
import os
import secrets
import shutil
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPSConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
from django.conf import settings
from psycopg import sql

from neican.demo.processes import free_port

DOCKER = Path(settings.BASE_DIR) / "docker"
ENTRYPOINT = DOCKER / "entrypoint"
HOST = "column.example"


@dataclass(frozen=True, slots=True)
class Answer:
    """Status, headers (lower case) and the bytes that came."""

    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(slots=True)
class House:
    """Where it runs, what it is told, and what was put into it."""

    folder: Path
    environment: Mapping[str, str]
    content: Mapping[str, Any] = field(default_factory=dict)
    tls_port: int = field(default_factory=free_port)
    plain_port: int = field(default_factory=free_port)

    @property
    def log(self) -> Path:
        """What nginx wrote."""
        return self.folder / "nginx.log"

    def get(
        self, path: str, headers: Mapping[str, str] | None = None, *, tls: bool = True
    ) -> Answer:
        """Send the path exactly as it is written."""
        trusting = ssl._create_unverified_context()
        connection = (
            HTTPSConnection("127.0.0.1", self.tls_port, timeout=20, context=trusting)
            if tls
            else HTTPConnection("127.0.0.1", self.plain_port, timeout=20)
        )
        try:
            connection.request("GET", path, headers={"Host": HOST, **(headers or {})})
            response = connection.getresponse()
            names = {name.lower(): value for name, value in response.getheaders()}
            return Answer(response.status, names, response.read())
        finally:
            connection.close()

    def run(self, *command: str) -> str:
        """Run a command to its end in this house's environment; its output."""
        return subprocess.run(
            command, env=self.environment, check=True, capture_output=True, text=True
        ).stdout


def absent() -> str:
    """Why this machine cannot run it, or nothing."""
    missing = [name for name in ("nginx", "openssl") if shutil.which(name) is None]
    if missing:
        return f"{' and '.join(missing)} not installed"
    if settings.TEST_DATABASE_URL.startswith("sqlite") or not settings.TEST_REDIS_URL:
        return "production settings need PostgreSQL and Redis"
    return ""


@contextmanager
def database() -> Iterator[str]:
    """A database of its own; its address."""
    parts = urlsplit(settings.TEST_DATABASE_URL)
    name = f"neican_front_{os.getpid()}"
    server = urlunsplit((parts.scheme, parts.netloc, "/postgres", "", ""))
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            yield urlunsplit((parts.scheme, parts.netloc, f"/{name}", "", ""))
        finally:
            drop = sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name))
            connection.execute(drop)


def environment(folder: Path, database_url: str) -> dict[str, str]:
    """What compose.yaml and house.env would say, for this machine; two secrets come as files."""
    (folder / "secret_key").write_text(secrets.token_urlsafe(60))
    (folder / "database_url").write_text(database_url)
    return {
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "HOME": str(folder),
        "PYTHONPATH": str(settings.BASE_DIR),
        "DJANGO_SETTINGS_MODULE": "neican.settings.production",
        "SECRET_KEY_FILE": str(folder / "secret_key"),
        "DATABASE_URL_FILE": str(folder / "database_url"),
        "REDIS_URL": settings.TEST_REDIS_URL,
        "CELERY_BROKER_URL": "filesystem://",
        "ALLOWED_HOSTS": HOST,
        "NEICAN_SITE_URL": f"https://{HOST}",
        "NEICAN_DATA_DIR": str(folder / "data"),
        "STATIC_ROOT": str(folder / "static"),
        "EMAIL_URL": "dummymail://",
        "AUDIO_ACCEL_PREFIX": "/protected/",
        "WEB_BIND": f"127.0.0.1:{free_port()}",
        "WEB_WORKERS": "1",
        "SCHEDULE_FILE": str(folder / "schedule"),
    }


def rendered(house: House) -> Path:
    """The shipped nginx.conf with this machine's ports and folders in place of the container's."""
    text = (DOCKER / "nginx.conf").read_text()
    for shipped, here in (
        (" /tmp/", f" {house.folder}/"),
        ("server web:8000;", f"server {house.environment['WEB_BIND']};"),
        ("listen 8080;", f"listen 127.0.0.1:{house.plain_port};"),
        ("listen 8443 ssl;", f"listen 127.0.0.1:{house.tls_port} ssl;"),
        ("/run/secrets/", f"{house.folder}/"),
        ("/srv/", f"{house.folder}/"),
    ):
        assert shipped in text, f"nginx.conf no longer says {shipped!r}"
        text = text.replace(shipped, here)
    path = house.folder / "nginx.conf"
    path.write_text(text)
    return path


def certificate(folder: Path) -> None:
    """A certificate for a day."""
    key, chain = str(folder / "tls_key"), str(folder / "tls_certificate")
    kind = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "1")
    subprocess.run(
        ["openssl", "req", "-x509", *kind, "-subj", f"/CN={HOST}", "-keyout", key, "-out", chain],
        check=True,
        capture_output=True,
    )


@contextmanager
def running(house: House, log: str, *command: str) -> Iterator[subprocess.Popen[bytes]]:
    """A process of the house; asked to end afterwards, and it must end well."""
    with (house.folder / log).open("ab") as stream:
        process = subprocess.Popen(command, env=house.environment, stdout=stream, stderr=stream)
    try:
        yield process
    finally:
        process.terminate()
        try:
            code = process.wait(timeout=30)
        finally:
            process.kill()
    assert code == 0, (house.folder / log).read_text()[-2000:]


def nginx(configuration: Path) -> list[str]:
    """The image's own command; under root the workers keep root, to read a test's folder."""
    user = " user root;" if os.geteuid() == 0 else ""
    return ["nginx", "-c", str(configuration), "-g", f"daemon off;{user}"]


def wait_for(house: House, seconds: float = 40) -> None:
    """:raises TimeoutError: if nginx and Django together do not answer in time."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            if house.get("/healthz").status == 200:
                return
        except OSError:
            pass
        time.sleep(0.2)
    raise TimeoutError((house.folder / "web.log").read_text()[-2000:])


@contextmanager
def opened(folder: Path) -> Iterator[House]:
    """Migrated, filled, with its static files collected, web and nginx running."""
    with database() as address:
        house = House(folder, environment(folder, address))
        certificate(folder)
        house.run(str(ENTRYPOINT), "migrate")
        house.run(str(ENTRYPOINT), "collectstatic", "--noinput", "--verbosity", "0")
        fill = "from tests.neican.front_content import main; main()"
        made = house.run(str(ENTRYPOINT), "shell", "--no-imports", "-c", fill)
        house.content = json.loads(made)
        configuration = rendered(house)
        with (
            running(house, "web.log", str(ENTRYPOINT), "web"),
            running(house, "nginx.log", *nginx(configuration)),
        ):
            wait_for(house)
            yield house
