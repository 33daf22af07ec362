"""A comment that is written while the broker is away."""

import socket
from datetime import datetime
from typing import Any

import pytest
from celery import Celery

from columns.models import Issue
from neican.accounts.models import User
from neican.kernel.bell import Bell
from subscribers.comments import queries, receivers, services, tasks


@pytest.fixture
def absent() -> Any:
    """The judging task, offered to an address at which nothing listens."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    other = Celery("elsewhere", broker=f"redis://127.0.0.1:{port}/0", set_as_current=False)
    return other.task(name="elsewhere.judge", shared=False)(lambda comment_id: None)


def test_without_a_broker_the_comment_is_kept_and_owed(
    issue: Issue,
    reader: User,
    now: datetime,
    absent: Any,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Any,
) -> None:
    monkeypatch.setattr(receivers, "BELL", Bell(patience=0.1))
    monkeypatch.setattr(tasks, "judge", absent)
    with django_capture_on_commit_callbacks(execute=True):
        comment = services.write_comment(
            issue_id=issue.pk, author=reader, body="写得好。", parent_id=None, at=now
        )
    assert queries.owed(now) == [comment.pk]
