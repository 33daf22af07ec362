"""Two hundred saves at once, in real threads, and the same without the lock."""

from collections.abc import Callable
from datetime import datetime
from itertools import count
from typing import Any

import pytest

from columns.models import Draft, Issue
from columns.services import drafting
from neican.accounts.roles import Role
from tests import factories
from tests.columns.drafting.windows import Window
from tests.threads import at_once

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
WINDOWS, SAVES = 40, 5


def _everybody_writes(issue: Issue, now: datetime) -> list[Any]:
    """Each window changes its own paragraph several times; what the calls came to."""
    editor = factories.make_staff(Role.EDITOR)
    windows = iter([Window.open(issue, editor, now) for _ in range(WINDOWS)])
    numbers = count()

    def write() -> list[int]:
        place, window = next(numbers), next(windows)
        return [
            window.save(_text(place, f"第{place}段第{turn}次。")).version
            for turn in range(1, SAVES + 1)
        ]

    return at_once(WINDOWS, write)


def _text(place: int, words: str) -> str:
    lines = [f"<p>第{number}段。</p>" for number in range(WINDOWS)]
    lines[place] = f"<p>{words}</p>"
    return "\n".join(lines)


def _kept(issue: Issue) -> int:
    body = Draft.objects.get(issue=issue).body
    return sum(f"第{place}段第{SAVES}次。" in body for place in range(WINDOWS))


@pytest.fixture
def issue(now: datetime) -> Issue:
    return factories.make_issue(body=_text(0, "第0段。"), at=now)


def test_two_hundred_saves_at_once_are_all_kept(issue: Issue, now: datetime) -> None:
    before = Draft.objects.get(issue=issue).version
    answers = _everybody_writes(issue, now)
    versions = [version for answer in answers for version in answer]
    assert sorted(versions) == list(range(before + 1, before + 1 + WINDOWS * SAVES))
    assert _kept(issue) == WINDOWS


def test_without_the_lock_some_are_lost(
    issue: Issue, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The twin: were this to pass as well, the test above would prove nothing."""
    unguarded: Callable[[int, datetime], Issue] = lambda issue_id, at: Issue.objects.get(  # noqa: E731
        pk=issue_id
    )
    monkeypatch.setattr(drafting, "lock", unguarded)
    _everybody_writes(issue, now)
    assert _kept(issue) < WINDOWS
