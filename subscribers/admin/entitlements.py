"""The ledger: read by support, added to by finance, rewritten by nobody."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin

from neican.accounts.desk import acting
from subscribers import services
from subscribers.models import Entitlement


class GrantForm(forms.ModelForm):
    """A right given by hand; its scope follows from what is filled in."""

    class Meta:
        model = Entitlement
        fields = ("reader", "column", "season", "starts_at", "ends_at", "reason")

    def clean(self) -> dict[str, Any]:
        """One scope, and an end after its start."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("column") and given.get("season"):
            raise forms.ValidationError(_("专栏和季只填一个；都不填表示全部专栏。"))
        start, end = given.get("starts_at"), given.get("ends_at")
        if start and end and end <= start:
            raise forms.ValidationError({"ends_at": _("结束时间要晚于开始时间。")})
        return given


@admin.register(Entitlement)
class EntitlementAdmin(ModelAdmin):
    """Who may read what, why and until when."""

    form = GrantForm
    list_display = ("reader", "action", "covers", "starts_at", "ends_at", "source", "reason")
    list_filter = ("action", "source", "scope")
    search_fields = ("reader__email", "reader__display_name", "reason")
    list_select_related = ("reader", "column", "season__column")
    autocomplete_fields = ("reader", "column", "season")
    actions = ("revoke",)

    @admin.display(description=_("包含"))
    def covers(self, row: Entitlement) -> str:
        """The season, the column or all."""
        return row.covers

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """A right begins now unless somebody says otherwise."""
        return {"starts_at": timezone.now(), **super().get_changeform_initial_data(request)}

    def save_model(self, request: HttpRequest, obj: Entitlement, form: Any, change: bool) -> None:
        """Grant through the one service."""
        given = form.cleaned_data
        row = services.grant(source=Entitlement.Source.STAFF, by=acting(request), **given)
        obj.__dict__.update(row.__dict__)

    @admin.action(description=_("撤销所选权益"), permissions=["add"])
    def revoke(self, request: HttpRequest, chosen: Any) -> None:
        """Add a revoking row for each chosen grant."""
        grants = chosen.filter(action=Entitlement.Action.GRANTED)
        reason = str(_("%(name)s 在后台撤销")) % {"name": request.user}
        for row in grants:
            services.revoke(
                entitlement_id=row.pk, reason=reason, at=timezone.now(), by=acting(request)
            )
        self.message_user(
            request, _("已撤销 %(count)s 条权益。") % {"count": len(grants)}, messages.SUCCESS
        )

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """The ledger is only added to."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """The ledger is only added to."""
        return False
