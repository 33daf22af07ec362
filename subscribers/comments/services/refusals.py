"""What a person is told when a mutation is refused."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from subscribers.comments.models import Comment, Decision


class Refused(Exception):
    """Nothing was changed; `message` says why to the person, `code` to the program."""

    def __init__(self, message: str, code: str) -> None:
        self.message = message
        self.code = code
        super().__init__(message)


class AlreadyDecided(Exception):
    """Someone was faster; `decision` is his, None where the machine let the comment pass."""

    def __init__(self, *, comment: Comment, decision: Decision | None) -> None:
        self.comment = comment
        self.decision = decision
        super().__init__(f"comment {comment.pk} is {comment.state}")

    @property
    def message(self) -> str:
        """Who decided what, and when, for the one who came second."""
        if self.decision is None:
            return _("机审已先行处理，这条评论现在是“%(state)s”。") % {
                "state": self.comment.get_state_display()
            }
        by = self.decision.by
        return _("%(who)s已在 %(when)s 处理，这条评论现在是“%(state)s”。") % {
            "who": _("机审") if by is None else by.display_name,
            "when": date_format(timezone.localtime(self.decision.at), "m-d H:i"),
            "state": self.comment.get_state_display(),
        }
