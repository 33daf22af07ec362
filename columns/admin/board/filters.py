"""Which issues somebody wants on the board or in the calendar."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest

from columns import rights
from columns.models import Column, Issue, Season
from neican.accounts.desk import acting
from neican.accounts.models import User
from neican.kernel.numbers import number_in

MAY_LOOK = ("columns.change_issue", "columns.write_own_issue")


@dataclass(frozen=True, slots=True)
class Filters:
    """`columns`, `seasons`: what may be chosen; the rest is what was chosen, None for all."""

    by: User
    columns: Sequence[Column]
    seasons: Sequence[Season]
    column: int | None
    season: int | None
    is_mine: bool

    def issues(self) -> QuerySet[Issue]:
        """The issues that remain, with what a card needs."""
        found = rights.visible_to(self.by).select_related("season__column", "held_by")
        if self.column:
            found = found.filter(season__column=self.column)
        if self.season:
            found = found.filter(season=self.season)
        return found.filter(held_by=self.by) if self.is_mine else found

    @property
    def query(self) -> str:
        """As it stands in an address."""
        chosen = {"column": self.column, "season": self.season, "mine": int(self.is_mine)}
        return urlencode({name: value for name, value in chosen.items() if value})


def filters_of(request: HttpRequest) -> Filters:
    """
    What the address asks for; what makes no sense in it is passed over.

    :raises PermissionDenied: for those who write no issues.
    """
    by = acting(request)
    if not any(by.has_perm(permission) for permission in MAY_LOOK):
        raise PermissionDenied(MAY_LOOK[0])
    seasons = list(Season.objects.select_related("column").order_by("column", "-number"))
    columns = {season.column_id: season.column for season in seasons}
    return Filters(
        by=by,
        columns=list(columns.values()),
        seasons=seasons,
        column=_known(request, "column", set(columns)),
        season=_known(request, "season", {season.pk for season in seasons}),
        is_mine=request.GET.get("mine") == "1",
    )


def _known(request: HttpRequest, name: str, known: set[int]) -> int | None:
    number = number_in(request.GET.get(name, ""))
    return number if number in known else None
