"""
How much sound a backfill makes in a minute, with one worker and with two.

Run: ``python tests/benchmarks/backfill.py [issues]`` from the root of the project. Real worker
processes, SQLite, a folder of their own; nothing of it stays.
"""

from __future__ import annotations

import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.faults.house import House

CHARACTERS = 1_500

WRITE = """
from columns.audio import services
from django.utils import timezone
from tests import factories
from tests.benchmarks.narration import body
for place in range({issues}):
    issue = factories.make_published_issue(body="<p>开头。</p>" + body({characters} + place))
    services.queue_narration(issue_id=issue.pk, now=timezone.now(), urgency=2)
print("{{}}")
"""
READY = "SELECT count(*) FROM audio_narration WHERE state = 'ready'"
SOUND = "SELECT sum(duration_ms) FROM audio_recording"


def measured(workers: int, issues: int) -> tuple[float, float]:
    """(seconds it took, seconds of sound that came of it)."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as running:
        house = House(Path(folder))
        house.tell(WRITE.format(issues=issues, characters=CHARACTERS))
        began = time.perf_counter()
        for place in range(workers):
            running.enter_context(house.worker(clock=place == 0))
        house.wait(lambda: _rung(house) == issues, seconds=900)
        return time.perf_counter() - began, house.rows(SOUND)[0][0] / 1000


def _rung(house: House) -> int:
    """How many are ready; who is idle is not kept waiting for the sweep."""
    house.ring(expires=2)
    ready: int = house.rows(READY)[0][0]
    return ready


def main() -> None:
    issues = int(sys.argv[1]) if len(sys.argv) > 1 else 8
    for workers in (1, 2):
        took, sound = measured(workers, issues)
        said = f"{workers} worker(s): {issues} issues, {sound:.0f} s of sound in {took:.0f} s"
        sys.stdout.write(f"{said}: {sound / took:.0f} times real time\n")


if __name__ == "__main__":
    main()
