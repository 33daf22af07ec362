"""What is offered."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin

from subscribers.models import Plan


@admin.register(Plan)
class PlanAdmin(ModelAdmin):
    """Scopes and prices."""

    list_display = ("name", "scope", "covers", "price", "months", "is_offered")
    list_filter = ("scope", "is_offered", "column")
    search_fields = ("name", "code")
    autocomplete_fields = ("column", "season")

    @admin.display(description=_("包含"))
    def covers(self, plan: Plan) -> str:
        """The season or column it opens."""
        return str(plan.season or plan.column or _("全部专栏"))

    @admin.display(description=_("价格"), ordering="price_fen")
    def price(self, plan: Plan) -> str:
        """Yuan and fen."""
        return f"¥{plan.price_fen // 100}.{plan.price_fen % 100:02}"
