"""
Which engines are to be left alone for a while, known to all workers through a table.

Voices speak in threads that may not touch the database: there a breaker answers from memory. The
table is read before a piece of work and written after it.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import F
from django.utils import timezone

from columns.audio.models import Engine

# So many answers in a row that never came open the breaker; each rest is longer than the last.
FAILURES_BORNE = 3
REST = timedelta(seconds=30)
LONGEST_REST = timedelta(minutes=10)


@dataclass
class TableBreaker:
    """The breaker of one engine in this process, by the engine's name in the settings."""

    name: str
    failures: int = 0
    resting_until: datetime | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)
    # What happened since the table was last written: failures (moment, sentence), an answer.
    _failed: list[tuple[datetime, str]] = field(default_factory=list, repr=False)
    _answered_at: datetime | None = None

    def wait(self, now: datetime) -> float:
        """Seconds for which the engine is to be left alone; when they are over one may try."""
        with self._lock:
            rest = self.resting_until - now if self.resting_until else timedelta()
            return max(0.0, rest.total_seconds())

    def failed(self, now: datetime, sentence: str, *, rest: float | None = None) -> None:
        """Leave it alone for as long as it said, or, after some failures, for longer each time."""
        with self._lock:
            self.failures += 1
            self._failed.append((now, sentence))
            if rest is not None:
                self.resting_until = now + timedelta(seconds=rest)
            elif self.failures >= FAILURES_BORNE:
                doubled = REST * 2 ** min(self.failures - FAILURES_BORNE, 10)
                self.resting_until = now + min(doubled, LONGEST_REST)

    def succeeded(self, now: datetime) -> None:
        """All is well again."""
        with self._lock:
            self.failures, self.resting_until = 0, None
            self._failed.clear()
            self._answered_at = now

    def read(self, row: Engine | None) -> None:
        """Know what other workers found."""
        with self._lock:
            self.failures = row.failures if row else 0
            self.resting_until = row.resting_until if row else None

    def write(self) -> None:
        """Let other workers know; nothing is written where nothing was asked."""
        with self._lock:
            failed, answered_at = self._failed, self._answered_at
            self._failed, self._answered_at = [], None
            resting_until = self.resting_until
        rows = Engine.objects.filter(name=self.name)
        if answered_at is None and not failed:
            return
        Engine.objects.get_or_create(name=self.name)
        if answered_at is not None:
            rows.update(failures=0, resting_until=None, problem="", succeeded_at=answered_at)
        if failed:
            at, sentence = failed[-1]
            rows.update(
                failures=F("failures") + len(failed),
                resting_until=resting_until,
                problem=sentence[:300],
                failed_at=at,
            )


_breakers: dict[str, TableBreaker] = {}
_making = threading.Lock()


def breaker(name: str) -> TableBreaker:
    """The one of this engine in this process."""
    with _making:
        return _breakers.setdefault(name, TableBreaker(name))


@contextmanager
def told() -> Iterator[None]:
    """Work that asks engines: what others know of them before it, what it found after it."""
    rows = {row.name: row for row in Engine.objects.all()}
    for one in list(_breakers.values()):
        one.read(rows.get(one.name))
    try:
        yield
    finally:
        for one in list(_breakers.values()):
            one.write()


def wake(name: str) -> None:
    """An operator says that the engine is well again: ask it at once."""
    Engine.objects.filter(name=name).update(failures=0, resting_until=None)
    breaker(name).read(None)


def is_resting(row: Engine) -> bool:
    """Whether it is left alone now."""
    return row.resting_until is not None and row.resting_until > timezone.now()
