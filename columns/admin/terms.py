"""The list of known misspellings (用词)."""

from typing import Any

from django.contrib import admin
from django.utils.translation import gettext as _
from unfold.admin import ModelAdmin

from columns.admin.fields import PlainModelForm
from columns.models import Column, Term


class TermForm(PlainModelForm):
    """A term that can be found, and that leads somewhere else."""

    class Meta:
        model = Term
        fields = ("wrong", "right", "column", "note")

    def clean(self) -> dict[str, Any]:
        """Refuse a term that changes nothing, one that is there, and two that make a circle."""
        given: dict[str, Any] = super().clean() or {}
        wrong, right = given.get("wrong"), given.get("right")
        if wrong and right:
            self._refuse(wrong, right, given.get("column"))
        return given

    def _refuse(self, wrong: str, right: str, column: Column | None) -> None:
        others = Term.objects.exclude(pk=self.instance.pk).filter(column=column)
        there = others.filter(wrong=wrong).first()
        if wrong == right:
            self.add_error("wrong", _("误写和应作是同一个词，请改其中一个。"))
        elif there is not None:
            said = _("这个词已经在表里，应作“%(right)s”。要改，请改那一条。")
            self.add_error("wrong", said % {"right": there.right})
        elif others.filter(wrong=right, right=wrong).exists():
            said = _("已经有一条把“%(right)s”改成“%(wrong)s”，两条会来回改。请先删掉那一条。")
            self.add_error("right", said % {"right": right, "wrong": wrong})


@admin.register(Term)
class TermAdmin(ModelAdmin):
    """Spellings that editors are warned of, everywhere or in one column."""

    form = TermForm
    list_display = ("wrong", "right", "column", "note")
    list_filter = ("column",)
    list_select_related = ("column",)
    search_fields = ("wrong", "right", "note")
    autocomplete_fields = ("column",)
