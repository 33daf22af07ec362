"""Who may be asked to take an issue on."""

from django.db.models import Q, QuerySet

from columns.models import Issue
from neican.accounts.models import User


def passers() -> QuerySet[User]:
    """Those who may approve and publish, by name."""
    granted = {"codename": "publish_issue", "content_type__app_label": "columns"}
    by_group = Q(**{f"groups__permissions__{name}": value for name, value in granted.items()})
    by_hand = Q(**{f"user_permissions__{name}": value for name, value in granted.items()})
    able = User.objects.filter(by_group | by_hand | Q(is_superuser=True), is_active=True)
    return User.objects.filter(pk__in=able.values("pk")).order_by("display_name")


def colleagues(issue: Issue) -> QuerySet[User]:
    """Those who can do something for this issue: who passes texts, and who signs it."""
    signs = User.objects.filter(author__bylines__issue=issue, is_active=True)
    able = Q(pk__in=passers().values("pk")) | Q(pk__in=signs.values("pk"))
    return User.objects.filter(able).order_by("display_name")
