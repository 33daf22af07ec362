"""Tables of the newsroom."""

from columns.models.author import Author, Byline
from columns.models.column import Column, Season
from columns.models.event import Event
from columns.models.head_image import HeadImage
from columns.models.issue import Issue, Topic
from columns.models.revision import Revision

__all__ = [
    "Author",
    "Byline",
    "Column",
    "Event",
    "HeadImage",
    "Issue",
    "Revision",
    "Season",
    "Topic",
]
