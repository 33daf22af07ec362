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
LOOK = """
from columns.audio.models import Narration, Recording
print(json.dumps([Narration.objects.filter(state="ready").count(),
                  sum(Recording.objects.values_list("duration_ms", flat=True))]))
"""


def measured(workers: int, issues: int) -> tuple[float, float]:
    """(seconds it took, seconds of sound that came of it)."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as running:
        house = House(Path(folder))
        house.tell(WRITE.format(issues=issues, characters=CHARACTERS))
        began = time.perf_counter()
        for place in range(workers):
            running.enter_context(house.worker(clock=place == 0))
        house.wait(lambda: house.tell(LOOK)[0] == issues, seconds=900, every=2)
        return time.perf_counter() - began, house.tell(LOOK)[1] / 1000


def main() -> None:
    issues = int(sys.argv[1]) if len(sys.argv) > 1 else 8
    for workers in (1, 2):
        took, sound = measured(workers, issues)
        said = f"{workers} worker(s): {issues} issues, {sound:.0f} s of sound in {took:.0f} s"
        sys.stdout.write(f"{said}: {sound / took:.0f} times real time\n")


if __name__ == "__main__":
    main()
