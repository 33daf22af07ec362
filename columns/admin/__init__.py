"""The newsroom's desks."""

from columns.admin.columns import ColumnAdmin, SeasonAdmin
from columns.admin.head_images import HeadImageAdmin
from columns.admin.issues import IssueAdmin
from columns.admin.people import AuthorAdmin

__all__ = ["AuthorAdmin", "ColumnAdmin", "HeadImageAdmin", "IssueAdmin", "SeasonAdmin"]
