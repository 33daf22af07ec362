"""What the tests of pages share."""

from typing import Any

from django.test import Client

from columns.models import Issue


def text_of(client: Client, address: str, status: int = 200) -> str:
    """The page's bytes as text, after a look at its status."""
    response: Any = client.get(address)
    assert response.status_code == status, response.status_code
    return str(response.content.decode())


def comment_on(client: Client, issue: Issue, body: str, **more: str) -> Any:
    """The answer to a comment as the form sends it."""
    return client.post(f"/issues/{issue.pk}/comments/", {"body": body, **more})
