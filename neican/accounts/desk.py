"""Pieces of the admin that every wing's desks use."""

from typing import Any

from django.http import HttpRequest
from unfold.admin import TabularInline

from neican.accounts.models import User


def acting(request: HttpRequest) -> User:
    """
    The signed-in person, as services want to know them.

    :raises TypeError: where nobody is signed in; the admin's guard stands before every caller.
    """
    if not isinstance(request.user, User):
        raise TypeError("Nobody is signed in.")
    return request.user


class ReadOnlyInline(TabularInline):
    """Rows that services write and people only read."""

    extra = 0
    hide_title = True
    can_delete = False

    def has_add_permission(self, *_args: Any, **_kwargs: Any) -> bool:
        """Services write them."""
        return False

    def has_change_permission(self, *_args: Any, **_kwargs: Any) -> bool:
        """Nobody rewrites them."""
        return False
