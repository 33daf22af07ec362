"""Columns and seasons."""

from django import forms
from django.contrib import admin
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.admin import ModelAdmin, TabularInline

from columns.admin.fields import PlainModelForm
from columns.models import Column, Season
from neican.kernel.moves import IllegalMove


class SeasonForm(PlainModelForm):
    """A season moves on by the table of its states: one that has begun is on presale no more."""

    class Meta:
        model = Season
        fields = ("column", "number", "title", "state", "planned_count")

    def clean_state(self) -> str:
        """Refuse a move that the table does not hold; a new season begins anywhere."""
        wanted: str = self.cleaned_data["state"]
        before = Season.objects.filter(pk=self.instance.pk).first()
        if before is None or before.state == wanted:
            return wanted
        try:
            before.move_to(wanted)
        except IllegalMove as refusal:
            names = {"now": Season.State(refusal.now).label, "then": Season.State(wanted).label}
            said = _("“%(now)s”的一季不能改成“%(then)s”。")
            raise forms.ValidationError(said % names) from refusal
        return wanted


class SeasonInline(TabularInline):
    """A column's seasons in one table."""

    model = Season
    form = SeasonForm
    extra = 0
    show_change_link = True


@admin.register(Column)
class ColumnAdmin(ModelAdmin):
    """What a column is called, how its texts are passed, and the lines at its foot."""

    form = PlainModelForm
    list_display = ("name", "tagline", "slug", "second_person", "review_again", "reviews_audio")
    search_fields = ("name", "tagline")
    inlines = [SeasonInline]
    prepopulated_fields = {"slug": ("name",)}
    fieldsets = (
        (None, {"fields": ("name", "slug", "tagline", "about", "rubric", "position")}),
        (
            gettext_lazy("怎样才算可以发布"),
            {"fields": ("second_person", "review_again", "reviews_audio")},
        ),
        (gettext_lazy("文末固定的话"), {"fields": ("reproduction_notice", "complaint_notice")}),
    )


@admin.register(Season)
class SeasonAdmin(ModelAdmin):
    """Runs of a column."""

    form = SeasonForm
    list_display = ("title", "column", "number", "state", "planned_count")
    list_filter = ("column", "state")
    search_fields = ("title", "column__name")
    autocomplete_fields = ("column",)
