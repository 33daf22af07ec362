"""The readers' wing, as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SubscribersConfig(AppConfig):
    """Plans, subscriptions, entitlements and the gate."""

    name = "subscribers"
    verbose_name = _("订阅")
