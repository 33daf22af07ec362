"""Web server, worker and schedule as processes of their own, and their end."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from django.conf import settings

WEB = ("gunicorn", "neican.wsgi", "--workers", "1", "--threads", "8", "--worker-class", "gthread")
WORKER = ("celery", "-A", "neican", "worker", "-c", "1", "--without-gossip", "--without-mingle")
# Sound has a process of its own: a sentence to be tried, a comment to be judged waits behind none.
QUEUES = {"worker": "default,moderation", "narration": "narration"}
SCHEDULE = ("celery", "-A", "neican", "beat")
GRACE_SECONDS = 15


class Ended(Exception):
    """A process that should run does not; `name` and its log say which and why."""

    def __init__(self, name: str, log: Path) -> None:
        self.name = name
        self.log = log
        super().__init__(name)


@dataclass(frozen=True, slots=True)
class Process:
    """A running part of the house and where it writes its log."""

    name: str
    popen: subprocess.Popen[bytes]
    log: Path

    def ask_to_end(self) -> None:
        """Tell the process; it takes its children along, if they are let live until then."""
        self.popen.terminate()

    def end(self) -> None:
        """Wait for it; after a grace end the group. Work cut short is claimed anew another day."""
        try:
            self.popen.wait(timeout=GRACE_SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(self.popen.pid, signal.SIGKILL)
            self.popen.wait()


def is_taken(port: int) -> bool:
    """Whether somebody listens at the port already."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return True
    return False


def free_port() -> int:
    """A port that nobody has now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@contextmanager
def house(port: int) -> Iterator[list[Process]]:
    """
    Everything that runs, until the block is left, however it is left.

    A polite end and one from the keyboard are the same here, also where whoever started this
    program had told it to ignore the keyboard.
    """
    for sign in (signal.SIGINT, signal.SIGTERM):
        signal.signal(sign, signal.default_int_handler)
    running: list[Process] = []
    try:
        for name, command in _commands(port).items():
            running.append(start(name, command, port=port))
        _wait_for_web(port, running)
        yield running
    finally:
        _end(running)


def _end(running: Sequence[Process]) -> None:
    """End all. An impatient second Ctrl-C (or uv's own copy of the first) must not stop this."""
    for sign in (signal.SIGINT, signal.SIGTERM):
        signal.signal(sign, signal.SIG_IGN)
    for process in running:
        process.ask_to_end()
    for process in running:
        process.end()


def _commands(port: int) -> Mapping[str, Sequence[str]]:
    return {
        "web": (*WEB, "--bind", f"127.0.0.1:{port}", "--access-logfile", "-"),
        **{
            name: (*WORKER, "-n", f"{name}@%h", "-Q", queues, "-l", "INFO")
            for name, queues in QUEUES.items()
        },
        "schedule": (*SCHEDULE, "-l", "INFO"),
    }


def start(name: str, command: Sequence[str], *, port: int) -> Process:
    """Start one part in a session of its own: Ctrl-C reaches this program, which ends the rest."""
    log = log_of(name)
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("ab") as stream:
        popen = subprocess.Popen(  # noqa: S603 - our own commands
            [sys.executable, "-m", *command],
            stdout=stream,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            cwd=settings.BASE_DIR,
            env=_environment(port),
        )
    return Process(name, popen, log)


def log_of(name: str) -> Path:
    """Where a part writes what it does; in the demonstration, mail goes there too."""
    return Path(settings.DATA_DIR) / "logs" / f"{name}.log"


def _environment(port: int) -> dict[str, str]:
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": os.environ["DJANGO_SETTINGS_MODULE"],
        "NEICAN_DATA_DIR": str(settings.DATA_DIR),
        "NEICAN_SITE_URL": f"http://127.0.0.1:{port}",
    }


def check_alive(running: Sequence[Process]) -> None:
    """:raises Ended: if one of them has stopped by itself."""
    for process in running:
        if process.popen.poll() is not None:
            raise Ended(process.name, process.log)


def _wait_for_web(port: int, running: Sequence[Process], seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        check_alive(running)
        try:
            with urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5):
                return
        except (URLError, ConnectionError, TimeoutError):
            time.sleep(0.3)
    raise Ended("web", running[0].log)
