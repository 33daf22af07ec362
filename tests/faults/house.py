"""An embedded house in a folder of its own, with real worker processes that can be killed."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from celery import Celery

from neican.settings.backends import broker_options

ROOT = Path(__file__).resolve().parents[2]
PREAMBLE = "import django, json; django.setup();"
ALL_QUEUES = "default,narration,moderation"


class House:
    """SQLite, file broker and sounds below `folder`; every command runs in its own process."""

    def __init__(self, folder: Path, **environment: str) -> None:
        self.folder = folder
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("NEICAN")},
            "DJANGO_SETTINGS_MODULE": "neican.settings.local",
            "NEICAN_DATA_DIR": str(folder),
            **environment,
        }
        self._rings_again_at = 0.0
        self._bell = Celery("bell", broker="filesystem://localhost", set_as_current=False)
        self._bell.conf.broker_transport_options = broker_options("filesystem", folder / "broker")
        self._run("manage.py", "migrate", "--verbosity", "0")

    def tell(self, code: str) -> Any:
        """What the code prints as JSON, run inside this house."""
        return json.loads(self._run("-c", PREAMBLE + code).splitlines()[-1])

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """What stands in its tables, read from outside."""
        database = f"file:{self.folder / 'neican.sqlite3'}?mode=ro"
        with closing(sqlite3.connect(database, uri=True, timeout=20)) as tables:
            return tables.execute(query).fetchall()

    def ring(self, **options: Any) -> None:
        """What the sweep does every 20 seconds, but at most once a second."""
        if time.monotonic() < self._rings_again_at:
            return
        self._rings_again_at = time.monotonic() + 1
        self._bell.send_task("audio.narrate", queue="narration", retry=False, **options)

    def _run(self, *arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, *arguments],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    @contextmanager
    def worker(
        self, *, queues: str = ALL_QUEUES, clock: bool = True
    ) -> Iterator[subprocess.Popen[bytes]]:
        """A real worker, with its schedule or without, in a process group of its own."""
        beat = ["-B", "-s", str(self.folder / "schedule")] if clock else []
        command = ["-m", "celery", "-A", "neican", "worker", *beat, "-Q", queues, "-c", "1"]
        quiet = ["--without-gossip", "--without-mingle", "-l", "INFO"]
        with (self.folder / "worker.log").open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, *command, *quiet],
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        try:
            yield process
        finally:
            kill(process)

    def wait(self, done: Callable[[], bool], *, seconds: float, every: float = 0.1) -> None:
        """Until it is so; what the worker logged is shown if it never is."""
        deadline = time.monotonic() + seconds
        while not done():
            log = (self.folder / "worker.log").read_text() if time.monotonic() > deadline else ""
            assert time.monotonic() < deadline, log[-4000:]
            time.sleep(every)


def kill(process: subprocess.Popen[bytes]) -> None:
    """SIGKILL to the worker and all its children."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(timeout=20)
