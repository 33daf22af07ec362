"""A bell that never keeps a reader waiting, whatever state the broker is in."""

import logging
from threading import Thread
from time import monotonic
from typing import Any

logger = logging.getLogger(__name__)


class Bell:
    """
    Offers tasks to the broker from a thread of its own.

    A broker that accepts the connection and never answers would hold a page for seconds. After
    one such silence, or a refusal, the bell rests: the sweep finds what was not rung for.
    """

    def __init__(self, *, patience: float = 0.3, rest: float = 30.0) -> None:
        """`patience`: seconds that a page waits; `rest`: seconds without another try."""
        self._patience = patience
        self._rest = rest
        self._rests_until = 0.0

    def ring(self, task: Any, **ids: int) -> None:
        """Offer the task with these ids; never raises, never waits longer than the patience."""
        if task.app.conf.task_always_eager:  # there is no broker that could be slow
            task.apply_async(kwargs=ids)
        elif monotonic() >= self._rests_until:
            ringing = Thread(target=self._offer, args=(task, ids), daemon=True)
            ringing.start()
            ringing.join(self._patience)
            if ringing.is_alive():
                self._give_up(task, ids, "it does not answer")

    def _offer(self, task: Any, ids: dict[str, int]) -> None:
        try:
            task.apply_async(kwargs=ids, retry=False)
        except Exception as problem:  # each transport has errors of its own
            self._give_up(task, ids, type(problem).__name__)

    def _give_up(self, task: Any, ids: dict[str, int], why: str) -> None:
        self._rests_until = monotonic() + self._rest
        logger.warning("the broker took no %s for %s: %s", task.name, ids, why)


BELL = Bell()
