"""
How many comments one core judges in a second.

Run: ``python tests/benchmarks/moderation.py`` from the root of the project.
"""

from __future__ import annotations

import random
import sys
import time
from datetime import UTC, datetime, timedelta
from itertools import cycle, islice
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from subscribers.comments.moderation.candidate import Candidate, Recent  # noqa: E402
from subscribers.comments.moderation.pipeline import judge  # noqa: E402

NOON = datetime(2023, 5, 26, 4, tzinfo=UTC)
ADVERTISEMENTS = ("想学的加微信 138 1234 5678", "➕Ｖ❤：ａｂｃ８８８８", "首充送88 加V:abc8888")


def comments(size: int, *, sentences: int, recent: int) -> list[Candidate]:
    """Comments of some sentences each, one in twenty an advertisement, with earlier ones."""
    lines = (ROOT / "tests/vectors/harmless.txt").read_text(encoding="utf-8").splitlines()
    dice = random.Random(26)
    bodies = ["".join(dice.sample(lines, sentences))[:500] for _ in range(size)]
    bodies[::20] = islice(cycle(ADVERTISEMENTS), len(bodies[::20]))
    return [
        Candidate(
            body,
            NOON,
            recent=[
                Recent(earlier, NOON - timedelta(hours=2), same_author=False)
                for earlier in bodies[max(at - recent, 0) : at]
            ],
        )
        for at, body in enumerate(bodies)
    ]


def main() -> None:
    """Print a line for each kind of load."""
    for sentences, recent in ((1, 0), (1, 50), (3, 50), (20, 50)):
        candidates = comments(4000, sentences=sentences, recent=recent)
        for candidate in candidates[:200]:
            judge(candidate)
        began = time.process_time()
        for candidate in candidates:
            judge(candidate)
        spent = time.process_time() - began
        mean = sum(len(candidate.body) for candidate in candidates) / len(candidates)
        print(  # noqa: T201
            f"{mean:5.0f} characters, {recent:3d} recent: {len(candidates) / spent:7.0f} a second"
        )


if __name__ == "__main__":
    main()
