"""A window of the writing desk, through its addresses."""

import json
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from columns import services
from columns.models import Issue
from neican.accounts.models import User

TEXT = "<p>第一段。</p>\n<p>第二段。</p>\n<p>第三段。</p>"


@dataclass
class Desk:
    """One person's open window."""

    client: Client
    issue: Issue
    user: User
    key: str
    seq: int = 0

    @classmethod
    def of(cls, user: User, issue: Issue) -> "Desk":
        """Sit down; the session is opened as the page does it."""
        client = Client()
        client.force_login(user)
        key = uuid4()
        services.open_session(issue_id=issue.pk, key=key, by=user, at=timezone.now())
        return cls(client, issue, user, str(key))

    def ask(self, name: str, **message: Any) -> Any:
        """POST to one of the desk's addresses."""
        return self.client.post(
            address(name, self.issue),
            json.dumps({"session": self.key, **message}),
            content_type="application/json",
        )

    def save(self, body: str, **more: Any) -> Any:
        """Save as the page does, numbering the saves."""
        self.seq += 1
        return self.ask("save", **{"seq": self.seq, "body": body, "facts": {}, **more})


def address(name: str, issue: Issue) -> str:
    return reverse(f"admin:columns_issue_desk_{name}", args=[issue.pk])
