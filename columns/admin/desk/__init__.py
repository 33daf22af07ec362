"""The writing desk's own addresses: saving as one writes, presence, the lock, help with words."""

from collections.abc import Callable
from typing import Any

from django.urls import URLPattern, path

from columns.admin.desk import presence, saving, words

VIEWS: dict[str, Callable[..., Any]] = {
    "save": saving.save,
    "keep": saving.keep,
    "forget": saving.forget,
    "pulse": presence.pulse,
    "end": presence.end,
    "lock": presence.lock,
    "unlock": presence.unlock,
    "break": presence.break_,
    "aside": saving.aside,
    "punctuation": words.punctuation,
    "terms": words.terms,
}


def urls(admin_view: Callable[..., Any]) -> list[URLPattern]:
    """The addresses below /admin/columns/issue/, each behind the admin's guard."""
    return [
        path(f"<int:issue_id>/desk/{name}/", admin_view(view), name=f"columns_issue_desk_{name}")
        for name, view in VIEWS.items()
    ]
