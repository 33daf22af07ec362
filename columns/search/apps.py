"""Search, as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    """The bigram index."""

    name = "columns.search"
    label = "search"
    verbose_name = _("搜索")

    def ready(self) -> None:
        """Listen for what the newsroom publishes and withdraws."""
        from columns.search import receivers  # noqa: F401
