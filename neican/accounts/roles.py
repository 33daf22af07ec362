"""Staff roles. Each wing says in a data migration what a role may do with its tables."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """The names of the groups."""

    AUTHOR = "author", _("作者")
    EDITOR = "editor", _("编辑")
    CHIEF_EDITOR = "chief_editor", _("主编")
    MODERATOR = "moderator", _("审核员")
    FINANCE = "finance", _("财务")
    OPERATOR = "operator", _("运维")


def grant(apps: Any, app_label: str, table: Mapping[Role, Iterable[str]]) -> None:
    """
    Give roles their permissions, written `view_issue` or `view_issue issue` for own codenames.

    For data migrations: Django writes the permission rows only after all migrations have run, so
    this makes those it needs.
    """
    group = apps.get_model("auth", "Group")
    for role, codenames in table.items():
        wanted = [_permission(apps, app_label, *codename.split()) for codename in codenames]
        group.objects.get_or_create(name=role.value)[0].permissions.add(*wanted)


def _permission(apps: Any, app_label: str, codename: str, model: str = "") -> Any:
    content_type = apps.get_model("contenttypes", "ContentType")
    permission = apps.get_model("auth", "Permission")
    model = model or codename.split("_", 1)[1]
    kind, _made = content_type.objects.get_or_create(app_label=app_label, model=model)
    return permission.objects.get_or_create(
        content_type=kind, codename=codename, defaults={"name": codename}
    )[0]
