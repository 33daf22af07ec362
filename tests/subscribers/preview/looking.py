"""What the tests of previews share."""

import json
from typing import Any

from django.test import Client
from django.urls import reverse

from columns.models import Issue
from neican.accounts.models import User
from neican.accounts.roles import Role
from tests import factories
from tests.subscribers.reading_audio.sounds import ticketed

WITHOUT = ("visitor", "free", "other_season", "other_column", "lapsed")
WITH = ("season", "column", "all", "gift")


def editor() -> Client:
    """An editor's browser."""
    return browser(factories.make_staff(Role.EDITOR))


def browser(person: User | None) -> Client:
    """Signed in or not."""
    client = Client()
    if person is not None:
        client.force_login(person)
    return client


def page(issue: Issue, **query: str) -> str:
    """The address; `reader` stands for `as`, which Python keeps to itself."""
    asked = {"as" if name == "reader" else name: value for name, value in query.items()}
    return reverse("preview", args=[issue.pk], query=asked)


def part(issue: Issue, name: str, reader: str, text: str = "live", *more: str) -> str:
    """The address of the letter, the timings or the sound."""
    return reverse(f"preview_{name}", args=[issue.pk, reader, text, *more])


def words(client: Client, address: str) -> str:
    """The text and headers of a good answer; JSON as it is read, not as it is escaped."""
    answer: Any = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    found = str(answer.content.decode())
    if answer.headers["Content-Type"] == "application/json":
        found = json.dumps(answer.json(), ensure_ascii=False)
    return found + str(answer.headers)


def opened(client: Client, address: str) -> Any:
    """The answer, read to its end: that closes a file being sent."""
    answer: Any = client.get(ticketed(client, address))
    answer.content_read = answer.getvalue().decode(errors="replace")
    return answer
