"""The ledger of synthesis: who was paid for what, month by month."""

from decimal import Decimal
from typing import Any

from django.contrib import admin
from django.db.models import Sum
from django.db.models.functions import TruncMonth
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin

from columns.audio.models import Spending

MONTHS = 12


@admin.register(Spending)
class SpendingAdmin(ModelAdmin):
    """What was synthesised and what it cost; nobody writes here."""

    list_display = (
        "at",
        "purpose",
        "issue",
        "engine",
        "sentences",
        "characters",
        "seconds",
        "cost",
    )
    list_filter = ("purpose", "engine", "issue__season__column")
    search_fields = ("issue__headline", "voice")
    list_select_related = ("issue",)
    date_hierarchy = "at"
    change_list_template = "admin/audio/spending/list.html"

    @admin.display(description=_("声音（秒）"), ordering="milliseconds")
    def seconds(self, row: Spending) -> int:
        """How long it sounds."""
        return round(row.milliseconds / 1000)

    @admin.display(description=_("花费"))
    def cost(self, row: Spending) -> str:
        """In yuan; a sentence costs a part of a fen."""
        return f"¥{row.cost_fen / 100:.4f}"

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """With what each of the last months came to."""
        told = {"months": months(), **(extra_context or {})}
        shown: HttpResponse = super().changelist_view(request, told)
        return shown

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Whoever speaks writes the bill."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A ledger is not rewritten."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """As above."""
        return False


def months() -> list[dict[str, Any]]:
    """The last months and engines: sentences, characters, yuan; the newest first."""
    rows = Spending.objects.annotate(month=TruncMonth("at")).order_by("-month", "engine")
    parts = rows.values("month", "engine", "price_fen").annotate(
        sentences=Sum("sentences"), characters=Sum("characters")
    )
    sums: dict[tuple[Any, str], dict[str, Any]] = {}
    for part in parts:
        named = {"month": part["month"], "engine": part["engine"]}
        empty = {**named, "sentences": 0, "characters": 0, "yuan": Decimal(0)}
        one = sums.setdefault((part["month"], part["engine"]), empty)
        one["sentences"] += part["sentences"]
        one["yuan"] += Decimal(part["characters"]) * part["price_fen"] / 1_000_000
        one["characters"] += part["characters"]
    newest = sorted({month for month, _engine in sums}, reverse=True)[:MONTHS]
    return [one for one in sums.values() if one["month"] in newest]
