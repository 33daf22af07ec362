"""Kept revisions: the list, comparing any two, restoring one."""

from collections.abc import Callable
from typing import Any

from django.urls import URLPattern, path

from columns.admin.revisions import views


def urls(admin_view: Callable[..., Any]) -> list[URLPattern]:
    """The addresses below /admin/columns/issue/, each behind the admin's guard."""
    return [
        path(
            "<int:issue_id>/revisions/",
            admin_view(views.revisions),
            name="columns_issue_revisions",
        ),
        path(
            "<int:issue_id>/revisions/<int:number>/restore/",
            admin_view(views.restore),
            name="columns_issue_restore",
        ),
        path("<int:issue_id>/compare/", admin_view(views.compare), name="columns_issue_compare"),
    ]
