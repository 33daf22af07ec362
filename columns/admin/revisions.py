"""Kept revisions: the list, comparing any two, restoring one."""

from collections.abc import Callable
from typing import Any

from django.urls import URLPattern


def urls(admin_view: Callable[..., Any]) -> list[URLPattern]:
    """The addresses below /admin/columns/issue/, each behind the admin's guard."""
    return []
