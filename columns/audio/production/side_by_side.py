"""Several pieces of work at a time, their results in order."""

from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import TypeVar

Thing = TypeVar("Thing")
Result = TypeVar("Result")

# As many as there are cores: what is spoken and encoded runs outside the interpreter's lock.
WORKERS = 2
# Results that wait for their turn are in memory.
_AHEAD = 6
# An engine may take a minute over a sentence; whoever waits must not be taken for dead.
_IDLE_SECONDS = 5.0


def _nothing() -> None:
    """Nobody wants to know."""


def in_order(
    work: Callable[[Thing], Result],
    things: Iterable[Thing],
    *,
    idle: Callable[[], object] = _nothing,
) -> Generator[Result]:
    """
    What the work gives for each thing; it must not touch the database.

    `idle` is called in this thread every few seconds while a result lets one wait; it may raise.
    Whoever stops in between (close the iterator) waits only for what has begun.
    """
    waiting: deque[Future[Result]] = deque()
    with ThreadPoolExecutor(WORKERS, thread_name_prefix="sound") as pool:
        try:
            for thing in things:
                waiting.append(pool.submit(work, thing))
                if len(waiting) >= _AHEAD:
                    yield _awaited(waiting.popleft(), idle)
            while waiting:
                yield _awaited(waiting.popleft(), idle)
        finally:
            for one in waiting:
                one.cancel()


def _awaited(one: Future[Result], idle: Callable[[], object]) -> Result:
    while not wait([one], timeout=_IDLE_SECONDS).done:
        idle()
    return one.result()
