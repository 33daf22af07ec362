"""The demonstration: its check passes, and it leaves no process behind."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings

from neican.demo import processes

ROOT = Path(__file__).resolve().parents[2]
# The house with two small programs in the place of its own.
SMALL_HOUSE = """
import sys, time, django
django.setup()
from neican.demo import processes
processes._commands = lambda port: {
    "web": ("http.server", "--bind", "127.0.0.1", str(port)),
    "worker": ("http.server", "--bind", "127.0.0.1", "0"),
}
processes._wait_for_web = lambda port, running: None
try:
    with processes.house(int(sys.argv[1])) as running:
        print(*(process.popen.pid for process in running), flush=True)
        time.sleep(60)
except KeyboardInterrupt:
    print("ended", flush=True)
"""


def _environment(folder: Path) -> dict[str, str]:
    own = {name: value for name, value in os.environ.items() if not name.startswith("NEICAN_")}
    for name in ("DATABASE_URL", "REDIS_URL", "CELERY_BROKER_URL", "CACHE_URL"):
        own.pop(name, None)
    return {
        **own,
        "DJANGO_SETTINGS_MODULE": "neican.settings.local",
        "NEICAN_DATA_DIR": str(folder),
    }


def _manage(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=_environment(folder),
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def test_the_check_walks_through_the_main_job(tmp_path: Path) -> None:
    done = _manage(tmp_path, "demo", "--check")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "✗" not in done.stdout
    assert done.stdout.count("✓") >= 25
    assert "全部走完" in done.stdout


@pytest.mark.parametrize(
    "content",
    ["只有一行\n".encode(), b"\xff\xfe\x00\x01\x02", None],
    ids=["no page", "no text", "absent"],
)
def test_a_file_that_cannot_be_checked_is_refused_in_a_sentence(
    tmp_path: Path, content: bytes | None
) -> None:
    file = tmp_path / "page.txt"
    if content is not None:
        file.write_bytes(content)
    done = _manage(tmp_path, "demo", "--check", str(file))
    assert done.returncode == 1
    assert "没有导入。" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_taken_port_is_said_in_one_sentence(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        done = _manage(tmp_path, "demo", "--port", str(port))
    assert done.returncode == 1
    assert done.stderr.strip().endswith(f"--port {port + 1}")
    assert not (tmp_path / "neican.sqlite3").exists()


@pytest.mark.parametrize("signals", [1, 2])
def test_ctrl_c_once_or_twice_ends_every_process(tmp_path: Path, signals: int) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    with subprocess.Popen(
        [sys.executable, "-c", SMALL_HOUSE, str(port)],
        cwd=ROOT,
        env=_environment(tmp_path),
        stdout=subprocess.PIPE,
        text=True,
    ) as house:
        assert house.stdout is not None
        children = [int(pid) for pid in house.stdout.readline().split()]
        assert len(children) == 2
        for _ in range(signals):
            house.send_signal(signal.SIGINT)
            time.sleep(0.05)
        assert house.wait(timeout=40) == 0
        assert house.stdout.read() == "ended\n"
    for pid in children:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


def test_sound_has_a_process_of_its_own_and_every_queue_somebody_who_serves_it() -> None:
    """A sentence to be tried at the desk must not wait behind a whole issue."""
    assert processes.QUEUES["narration"] == "narration"
    served = [queue for queues in processes.QUEUES.values() for queue in queues.split(",")]
    routed = {route["queue"] for route in settings.CELERY_TASK_ROUTES.values()}
    assert sorted(served) == sorted(routed | {settings.CELERY_TASK_DEFAULT_QUEUE})
