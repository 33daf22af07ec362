"""The comment section's mutations: writing, judging, deciding."""

from subscribers.comments.services.deciding import decide_comment
from subscribers.comments.services.judging import judge_comment
from subscribers.comments.services.refusals import AlreadyDecided, Refused
from subscribers.comments.services.writing import write_comment

__all__ = ["AlreadyDecided", "Refused", "decide_comment", "judge_comment", "write_comment"]
