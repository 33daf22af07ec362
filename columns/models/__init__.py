"""Tables of the newsroom."""

from columns.models.author import Author, Byline
from columns.models.column import Column, Season
from columns.models.correction import Correction
from columns.models.draft import Draft, EditingSession
from columns.models.event import Event
from columns.models.image import Image
from columns.models.issue import Issue
from columns.models.review import Notice, Remark, ReviewLink
from columns.models.revision import Revision
from columns.models.term import Term
from columns.models.topic import Topic

__all__ = [
    "Author",
    "Byline",
    "Column",
    "Correction",
    "Draft",
    "EditingSession",
    "Event",
    "Image",
    "Issue",
    "Notice",
    "Remark",
    "ReviewLink",
    "Revision",
    "Season",
    "Term",
    "Topic",
]
