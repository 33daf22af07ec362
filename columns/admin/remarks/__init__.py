"""Reading a text for review, remarks on its passages, links for outsiders."""

from collections.abc import Callable
from typing import Any

from django.urls import URLPattern, path

from columns.admin.remarks import link_views, views


def urls(admin_view: Callable[..., Any]) -> list[URLPattern]:
    """The addresses below /admin/columns/issue/, each behind the admin's guard."""
    return [
        path("<int:issue_id>/review/", admin_view(views.review), name="columns_issue_review"),
        path(
            "<int:issue_id>/review/remarks/",
            admin_view(views.remark),
            name="columns_issue_remark",
        ),
        path(
            "<int:issue_id>/review/remarks/<int:remark_id>/reply/",
            admin_view(views.reply),
            name="columns_issue_reply",
        ),
        path(
            "<int:issue_id>/review/remarks/<int:remark_id>/resolve/",
            admin_view(views.resolve),
            name="columns_issue_resolve",
        ),
        path(
            "<int:issue_id>/review/remarks/<int:remark_id>/reopen/",
            admin_view(views.reopen),
            name="columns_issue_reopen",
        ),
        path(
            "<int:issue_id>/review/links/",
            admin_view(link_views.make),
            name="columns_issue_link",
        ),
        path(
            "<int:issue_id>/review/links/<int:link_id>/revoke/",
            admin_view(link_views.revoke),
            name="columns_issue_revoke_link",
        ),
    ]
