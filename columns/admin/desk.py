"""The writing desk's own addresses: saving as one writes, presence, the lock."""

from collections.abc import Callable
from typing import Any

from django.urls import URLPattern


def urls(admin_view: Callable[..., Any]) -> list[URLPattern]:
    """The addresses below /admin/columns/issue/, each behind the admin's guard."""
    return []
