"""The broker may be away or silent; nobody waits for it."""

import socket
from collections.abc import Iterator
from time import monotonic
from typing import Any

import pytest
from celery import Celery

from neican.celery import app
from neican.kernel.bell import Bell
from subscribers.comments import tasks

WORDS = "the broker took no elsewhere.judge for "


def task_at(url: str) -> Any:
    """A task offered to the broker at this address."""
    other = Celery("elsewhere", broker=url, set_as_current=False)
    other.conf.broker_transport_options = {"socket_timeout": 5, "socket_connect_timeout": 2}
    return other.task(name="elsewhere.judge", shared=False)(unheard)


def unheard(comment_id: int) -> None:
    """No worker ever runs it."""


@pytest.fixture
def silent() -> Iterator[str]:
    """The address of a server that accepts connections and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"redis://127.0.0.1:{server.getsockname()[1]}/0"


@pytest.fixture
def absent() -> str:
    """An address at which nothing listens."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    return f"redis://127.0.0.1:{port}/0"


def test_a_silent_broker_holds_the_page_for_the_patience_and_then_not_at_all(
    silent: str, caplog: pytest.LogCaptureFixture
) -> None:
    bell, task = Bell(patience=0.3), task_at(silent)
    began = monotonic()
    bell.ring(task, comment_id=70)
    assert 0.25 < monotonic() - began < 1
    began = monotonic()
    bell.ring(task, comment_id=71)
    assert monotonic() - began < 0.1
    assert f"{WORDS}{{'comment_id': 70}}: it does not answer" in caplog.messages
    assert "'comment_id': 71" not in caplog.text


def test_a_bell_that_has_rested_rings_again(silent: str) -> None:
    bell, task = Bell(patience=0.1, rest=0), task_at(silent)
    bell.ring(task, comment_id=72)
    began = monotonic()
    bell.ring(task, comment_id=73)
    assert monotonic() - began > 0.05


def test_an_absent_broker_raises_nothing_and_is_logged(
    absent: str, caplog: pytest.LogCaptureFixture
) -> None:
    Bell(patience=20).ring(task_at(absent), comment_id=74)
    assert f"{WORDS}{{'comment_id': 74}}: OperationalError" in caplog.messages


def test_a_broker_that_answers_gets_the_task_with_the_id_alone() -> None:
    with app.connection_for_write() as connection:
        queue = connection.SimpleQueue("moderation")
        queue.clear()
        Bell(patience=10).ring(tasks.judge, comment_id=7)
        message = queue.get(timeout=2)
        message.ack()
        queue.close()
    assert message.headers["task"] == "comments.judge"
    arguments, keywords, _options = message.payload
    assert (arguments, keywords) == ([], {"comment_id": 7})
