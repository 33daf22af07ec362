"""Readers whom an editor may suppose: what each of them would hold in the ledger."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from columns.models import Issue
from neican.accounts.models import User
from subscribers.models import Entitlement, Scope
from subscribers.paywall import Standing

HALF_A_YEAR = timedelta(days=182)
# No row has it: whatever is asked of the tables for this reader, nothing is his.
NOBODY = 0


class Persona(models.TextChoices):
    """Whose eyes the preview is seen with."""

    VISITOR = "visitor", gettext_lazy("访客")
    FREE = "free", gettext_lazy("免费账户")
    SEASON = "season", gettext_lazy("订了本季")
    OTHER_SEASON = "other_season", gettext_lazy("订了别的季")
    COLUMN = "column", gettext_lazy("订了本专栏")
    OTHER_COLUMN = "other_column", gettext_lazy("订了别的专栏")
    ALL = "all", gettext_lazy("订了全部专栏")
    GIFT = "gift", gettext_lazy("获赠订阅")
    LAPSED = "lapsed", gettext_lazy("订阅已到期")


def standing_of(persona: str, issue: Issue, now: datetime) -> Standing:
    """What the gate is told; rows of the ledger that exist in memory only."""
    right = _rights(issue).get(persona)
    if right is None:
        return Standing(is_signed_in=persona != Persona.VISITOR)
    values = {"starts_at": now - HALF_A_YEAR, "ends_at": now + HALF_A_YEAR, **right}
    if persona == Persona.LAPSED:
        values["ends_at"] = now - timedelta(days=1)
    return Standing(is_signed_in=True, ledger=[Entitlement(**values)])


def _rights(issue: Issue) -> Mapping[str, Mapping[str, Any]]:
    season, column = issue.season_id, issue.season.column_id
    return {
        Persona.SEASON: {"scope": Scope.SEASON, "season_id": season, "ends_at": None},
        Persona.OTHER_SEASON: {"scope": Scope.SEASON, "season_id": NOBODY, "ends_at": None},
        Persona.COLUMN: {"scope": Scope.COLUMN, "column_id": column},
        Persona.OTHER_COLUMN: {"scope": Scope.COLUMN, "column_id": NOBODY},
        Persona.ALL: {"scope": Scope.ALL},
        Persona.GIFT: {
            "scope": Scope.COLUMN,
            "column_id": column,
            "source": Entitlement.Source.GIFT,
        },
        Persona.LAPSED: {"scope": Scope.ALL},
    }


def reader_of(persona: str) -> User | AnonymousUser:
    """Who the page takes its reader for."""
    if persona == Persona.VISITOR:
        return AnonymousUser()
    return User(pk=NOBODY, display_name=_("读者"), email="reader@neican.example")


def names() -> Sequence[tuple[str, str]]:
    """Each with its name on screen."""
    return [(persona.value, str(persona.label)) for persona in Persona]
