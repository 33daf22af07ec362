"""Redemption codes: made in batches, shown once."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.widgets import UnfoldAdminIntegerFieldWidget

from neican.accounts.desk import acting
from subscribers import services
from subscribers.models import RedemptionCode


class BatchForm(forms.ModelForm):
    """A batch of equal codes."""

    count = forms.IntegerField(
        label=_("生成几个"),
        min_value=1,
        max_value=200,
        initial=1,
        widget=UnfoldAdminIntegerFieldWidget,
    )

    class Meta:
        model = RedemptionCode
        fields = ("plan", "batch", "max_uses", "expires_at")


@admin.register(RedemptionCode)
class RedemptionCodeAdmin(ModelAdmin):
    """Which codes there are and how often each was used."""

    form = BatchForm
    list_display = ("batch", "hint", "plan", "uses", "max_uses", "expires_at", "made_by")
    list_filter = ("plan", "batch")
    search_fields = ("batch", "hint")
    list_select_related = ("plan", "made_by")

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Make the batch; the codes stand in this one message and nowhere else."""
        made = services.make_codes(by=acting(request), **form.cleaned_data)
        first = RedemptionCode.objects.filter(batch=form.cleaned_data["batch"]).latest("pk")
        obj.__dict__.update(first.__dict__)
        listed = format_html_join(" ", "<code>{}</code>", ((code,) for code in made))
        text = format_html("{} {}", _("请现在抄下，离开本页后不再显示："), listed)
        self.message_user(request, text, messages.WARNING)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A code once handed out stays as it was promised."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Its use is on the ledger."""
        return False
