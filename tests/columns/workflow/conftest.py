"""People and a way to press the panel's buttons."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from columns.models import Issue
from neican.accounts.models import User
from neican.accounts.roles import Role
from tests import factories

Press = Callable[..., Any]


@pytest.fixture
def editor() -> User:
    return factories.make_staff(Role.EDITOR, display_name="李四")


@pytest.fixture
def chief() -> User:
    return factories.make_staff(Role.CHIEF_EDITOR, display_name="王五")


@pytest.fixture
def author() -> User:
    """Somebody whose by-line an issue may bear."""
    user = factories.make_staff(Role.AUTHOR, display_name="张三")
    factories.make_author(user=user, name="张三")
    return user


@pytest.fixture
def press() -> Press:
    """
    Take a step in the panel as `by` who has the page before him.

    `seen`: the stage that the page showed, where it is not the present one.
    """

    def pressed(by: User, issue: Issue, step: str, *, seen: str = "", **given: Any) -> Any:
        client = Client()
        client.force_login(by)
        newest = issue.revisions.first()
        now = Issue.objects.get(pk=issue.pk)
        shown = {
            "stage": seen or now.stage,
            "revision": newest.number if newest else 0,
            "version": now.draft.version,
        }
        address = reverse("admin:columns_issue_step", args=[issue.pk, step])
        return client.post(address, {**shown, **given})

    return pressed
