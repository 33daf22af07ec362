"""Importing, as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ImportingConfig(AppConfig):
    """Files that wait to be brought in."""

    name = "columns.importing"
    label = "importing"
    verbose_name = _("导入")
