"""The newsroom, as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ColumnsConfig(AppConfig):
    """Columns, seasons, issues and their texts."""

    name = "columns"
    verbose_name = _("编辑部")
