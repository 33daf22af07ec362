"""A window of the writing desk, without a browser."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from columns import services
from columns.models import Issue
from columns.services import Saved
from neican.accounts.models import User


@dataclass
class Window:
    """One open window: it numbers its saves as the browser does."""

    issue: Issue
    user: User
    now: datetime
    key: UUID
    seq: int = 0

    @classmethod
    def open(cls, issue: Issue, user: User, now: datetime) -> "Window":
        session = services.open_session(issue_id=issue.pk, key=uuid4(), by=user, at=now)
        return cls(issue, user, now, session.key)

    def save(self, body: str, **more: Any) -> Saved:
        self.seq += 1
        values = {"facts": {}, "at": self.now, "seq": self.seq, **more}
        return services.save_draft(
            issue_id=self.issue.pk, key=self.key, body=body, by=self.user, **values
        )

    def lock(self, at: datetime | None = None) -> None:
        services.lock_draft(issue_id=self.issue.pk, key=self.key, by=self.user, at=at or self.now)
