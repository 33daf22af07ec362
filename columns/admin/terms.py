"""The list of known misspellings (用词)."""

from typing import Any

from django import forms
from django.contrib import admin
from django.utils.translation import gettext as _
from unfold.admin import ModelAdmin

from columns.models import Term


class TermForm(forms.ModelForm):
    """A term that can be found, and that leads somewhere else."""

    class Meta:
        model = Term
        fields = ("wrong", "right", "column", "note")

    def clean(self) -> dict[str, Any]:
        """Refuse a term that changes nothing, and two that send the editor in a circle."""
        given: dict[str, Any] = super().clean() or {}
        wrong, right = given.get("wrong"), given.get("right")
        if not wrong or not right:
            return given
        if wrong == right:
            raise forms.ValidationError(_("误写和应作是同一个词，请改其中一个。"))
        others = Term.objects.exclude(pk=self.instance.pk)
        if others.filter(wrong=right, right=wrong, column=given.get("column")).exists():
            said = _("已经有一条把“%(right)s”改成“%(wrong)s”，两条会来回改。请先删掉那一条。")
            raise forms.ValidationError(said % {"right": right, "wrong": wrong})
        return given


@admin.register(Term)
class TermAdmin(ModelAdmin):
    """Spellings that editors are warned of, everywhere or in one column."""

    form = TermForm
    list_display = ("wrong", "right", "column", "note")
    list_filter = ("column",)
    list_select_related = ("column",)
    search_fields = ("wrong", "right", "note")
    autocomplete_fields = ("column",)
