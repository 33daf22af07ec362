"""A worker within the test, for this room's tasks only."""

from typing import Any

import pytest

from columns.search import tasks
from neican.kernel.bell import BELL


@pytest.fixture
def eager(monkeypatch: pytest.MonkeyPatch) -> None:
    """Indexing runs where it is offered; narration, which hears the same news, does not."""

    def ring(task: Any, **ids: int) -> None:
        if task is tasks.index:
            task(**ids)

    monkeypatch.setattr(BELL, "ring", ring)
    monkeypatch.setattr(tasks.index, "apply_async", lambda kwargs, **_how: tasks.index(**kwargs))
