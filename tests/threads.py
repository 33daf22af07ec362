"""Many at once, in real threads."""

import threading
from collections.abc import Callable
from typing import Any

from django.db import connection


def at_once(count: int, work: Callable[[], Any]) -> list[Any]:
    """What each of so many threads got, all starting together; an exception is an answer too."""
    start = threading.Barrier(count)
    answers: list[Any] = []

    def run() -> None:
        try:
            start.wait(timeout=20)
            answers.append(work())
        except Exception as problem:
            answers.append(problem)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return answers
