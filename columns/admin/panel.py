"""The panel beside the text: one step of an issue's life at each address."""

from collections.abc import Callable
from typing import Any

from django.urls import URLPattern


def urls(admin_view: Callable[..., Any]) -> list[URLPattern]:
    """The addresses below /admin/columns/issue/, each behind the admin's guard."""
    return []
