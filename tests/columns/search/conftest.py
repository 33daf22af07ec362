"""A worker within the test, for this room's tasks only."""

import pytest

from columns.search import tasks


@pytest.fixture
def eager(monkeypatch: pytest.MonkeyPatch) -> None:
    """Indexing runs where it is offered; narration, which hears the same news, does not."""
    monkeypatch.setattr(tasks.index, "delay", tasks.index)
