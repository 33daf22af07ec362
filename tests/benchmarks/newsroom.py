"""
What saving, keeping, approving and comparing a long issue costs, in milliseconds.

Run: ``DATABASE_URL=… python tests/benchmarks/newsroom.py`` from the root of the project. It works
in a database of its own beside the one named (in memory by default), and takes it down again.
"""

from __future__ import annotations

import os
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any
from uuid import uuid4

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "neican.settings.test")
os.environ.setdefault("TEST_DATABASE_URL", os.environ.get("DATABASE_URL", "sqlite://:memory:"))

CHARACTERS = 20_000
TURNS = 15


def body(characters: int) -> str:
    """An article of paragraphs of some 130 characters, a section at every tenth."""
    dice = random.Random(26)
    lines = (ROOT / "tests/vectors/harmless.txt").read_text(encoding="utf-8").splitlines()
    blocks: list[str] = []
    count = 0
    while count < characters:
        words = "。".join(dice.sample(lines, 6)) + "。"
        count += len(words)
        blocks.append(f"<p>{words}</p>")
        if len(blocks) % 10 == 0:
            blocks.append(f"<h2>第{len(blocks) // 10}节</h2>")
    return "\n".join(blocks)


def timed(name: str, work: Callable[[int], Any]) -> None:
    """Print the median and the worst of some turns; each is handed its number."""
    spent = []
    for turn in range(TURNS):
        began = time.perf_counter()
        work(turn)
        spent.append((time.perf_counter() - began) * 1000)
    print(f"{name:34s} median {median(spent):7.1f} ms   worst {max(spent):7.1f} ms")  # noqa: T201


def measure() -> None:
    """Every step on one issue of the size."""
    from django.utils import timezone

    from columns import services
    from columns.freezing import freeze
    from columns.richtext import blocks_of, sanitise
    from neican.accounts.roles import Role
    from neican.kernel.comparing import compare
    from tests import factories

    now = timezone.now()
    text = sanitise(body(CHARACTERS))
    issue = factories.make_issue(body=text, at=now)
    editors = [factories.make_staff(Role.EDITOR) for _ in range(2)]
    keys = [
        services.open_session(issue_id=issue.pk, key=uuid4(), by=one, at=now).key for one in editors
    ]

    def save(who: int, turn: int, changed: str) -> None:
        services.save_draft(
            issue_id=issue.pk,
            key=keys[who],
            seq=turn + 1,
            body=changed,
            facts={},
            by=editors[who],
            at=now,
        )

    def both(turn: int) -> None:
        save(1, TURNS + turn, text.replace("<h2>第1节</h2>", f"<h2>第1节，改{turn}</h2>"))

    timed("clean", lambda _turn: sanitise(text))
    timed("save as one writes", lambda turn: save(0, turn, f"{text}\n<p>第{turn}次。</p>"))
    timed("save, merged with a colleague's", both)
    timed("keep a revision", lambda _turn: _keep(services, issue.pk, now))
    timed("freeze", lambda _turn: freeze(text, []))
    old, new = blocks_of(text), blocks_of(f"{text}\n<p>新的一段。</p>".replace("。", "；", 40))
    timed("compare", lambda _turn: compare(old, new))


def _keep(services: Any, issue_id: int, now: Any) -> None:
    from columns.models import Draft

    draft = Draft.objects.get(issue=issue_id)
    services.save_revision(issue_id=issue_id, body=f"{draft.body}<p>又一段。</p>", by=None, at=now)


def main() -> None:
    """A database for the occasion, the figures, and nothing left behind."""
    import django
    from django.test.utils import get_runner, setup_test_environment

    django.setup()
    from django.conf import settings

    setup_test_environment()
    runner = get_runner(settings)(verbosity=0, interactive=False)
    databases = runner.setup_databases()
    try:
        measure()
    finally:
        runner.teardown_databases(databases)


if __name__ == "__main__":
    main()
