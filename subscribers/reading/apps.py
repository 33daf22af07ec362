"""The reading room, as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReadingConfig(AppConfig):
    """Pages, player, feeds."""

    name = "subscribers.reading"
    label = "reading"
    verbose_name = _("阅读")
