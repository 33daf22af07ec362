"""The house itself and its back office, as Django knows them."""

from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps


class NeicanConfig(AppConfig):
    """Home of the demo command and of the shared static files."""

    name = "neican"
    verbose_name = "内参"
    default = True


class BackOfficeConfig(admin_apps.AdminConfig):
    """Django's admin with our site."""

    default = False
    default_site = "neican.back_office.BackOffice"
