"""The moderators' desk and the rules it goes by."""

from subscribers.comments.admin.comments import CommentAdmin
from subscribers.comments.admin.guidelines import GuidelinesAdmin

__all__ = ["CommentAdmin", "GuidelinesAdmin"]
