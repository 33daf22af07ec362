"""Comments, as Django knows them."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommentsConfig(AppConfig):
    """Guidelines, comments, verdicts and decisions."""

    name = "subscribers.comments"
    label = "comments"
    verbose_name = _("评论")

    def ready(self) -> None:
        """Listen for what readers write."""
        from subscribers.comments import receivers  # noqa: F401
