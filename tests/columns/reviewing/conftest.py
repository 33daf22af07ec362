"""People of the newsroom, signed in, and a text in review."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client

from columns import services
from columns.models import Issue
from neican.accounts.models import User
from neican.accounts.roles import Role
from tests import factories

SignedIn = Callable[[User], Client]


@pytest.fixture
def editor() -> User:
    return factories.make_staff(Role.EDITOR, display_name="李四")


@pytest.fixture
def chief() -> User:
    return factories.make_staff(Role.CHIEF_EDITOR, display_name="王五")


@pytest.fixture
def signed_in() -> SignedIn:
    def enter(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return enter


@pytest.fixture
def desk(editor: User, signed_in: SignedIn) -> Client:
    """The editor's browser."""
    return signed_in(editor)


@pytest.fixture
def issue(editor: User, now: datetime) -> Issue:
    """A text that the editor wrote and handed in."""
    issue = factories.make_issue(by=editor)
    return services.submit_issue(issue_id=issue.pk, by=editor, at=now)
