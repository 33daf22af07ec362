"""What a plan or an entitlement covers: a season, a column, or all."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Scope(models.TextChoices):
    """How much of the house."""

    SEASON = "season", _("一季")
    COLUMN = "column", _("一个专栏")
    ALL = "all", _("全部专栏")


def names_its_scope(name: str) -> models.CheckConstraint:
    """A season for the scope of a season, a column for a column's, neither for all."""
    return models.CheckConstraint(
        condition=Q(scope="season", season__isnull=False, column__isnull=True)
        | Q(scope="column", season__isnull=True, column__isnull=False)
        | Q(scope="all", season__isnull=True, column__isnull=True),
        name=name,
    )
