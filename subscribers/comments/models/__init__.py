"""Tables of the comment section."""

from subscribers.comments.models.comment import Comment
from subscribers.comments.models.decision import Decision, Verdict
from subscribers.comments.models.guidelines import Clause, Guidelines

__all__ = ["Clause", "Comment", "Decision", "Guidelines", "Verdict"]
