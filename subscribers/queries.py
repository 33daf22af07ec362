"""What pages may ask about rights and offers."""

from collections.abc import Sequence

from django.db.models import Q, QuerySet

from columns.models import Column, Issue
from neican.accounts.models import User
from subscribers.models import Entitlement, Plan, Scope


def ledger_of(reader: User) -> QuerySet[Entitlement]:
    """Every row of a reader's ledger, the newest first, with what it covers and what ended it."""
    return Entitlement.objects.filter(reader=reader).select_related(
        "column", "season__column", "revocation"
    )


def plans_for(issue: Issue) -> Sequence[Plan]:
    """The offered plans that would open this issue, in the order of the till."""
    return _offered(Q(season=issue.season_id) | Q(column=issue.season.column_id))


def plans_for_column(column: Column) -> Sequence[Plan]:
    """The offered plans that open something of this column."""
    return _offered(Q(season__column=column) | Q(column=column))


def _offered(covers: Q) -> Sequence[Plan]:
    rows = Plan.objects.filter(Q(scope=Scope.ALL) | covers, is_offered=True)
    return list(rows.select_related("column", "season__column"))
