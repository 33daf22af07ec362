"""The house itself, as Django knows it: commands and static files."""

from django.apps import AppConfig


class NeicanConfig(AppConfig):
    """Home of the demo command and of the shared static files."""

    name = "neican"
    verbose_name = "内参"
