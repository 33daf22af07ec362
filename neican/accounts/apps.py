"""Accounts, as Django knows them."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """Users, roles and signing in."""

    name = "neican.accounts"
    label = "accounts"
    verbose_name = _("账户")
