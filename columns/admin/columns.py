"""Columns and seasons."""

from django.contrib import admin
from unfold.admin import ModelAdmin, TabularInline

from columns.models import Column, Season


class SeasonInline(TabularInline):
    """A column's seasons in one table."""

    model = Season
    extra = 0
    show_change_link = True


@admin.register(Column)
class ColumnAdmin(ModelAdmin):
    """What a column is called, and the lines at its foot."""

    list_display = ("name", "tagline", "slug", "position")
    search_fields = ("name", "tagline")
    inlines = [SeasonInline]
    prepopulated_fields = {"slug": ("name",)}


@admin.register(Season)
class SeasonAdmin(ModelAdmin):
    """Runs of a column."""

    list_display = ("title", "column", "number", "state", "planned_count")
    list_filter = ("column", "state")
    search_fields = ("title", "column__name")
    autocomplete_fields = ("column",)
