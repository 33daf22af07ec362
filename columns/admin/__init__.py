"""The newsroom's desks."""

from columns.admin.columns import ColumnAdmin, SeasonAdmin
from columns.admin.images import ImageAdmin
from columns.admin.issues import IssueAdmin
from columns.admin.people import AuthorAdmin
from columns.admin.terms import TermAdmin

__all__ = ["AuthorAdmin", "ColumnAdmin", "ImageAdmin", "IssueAdmin", "SeasonAdmin", "TermAdmin"]
