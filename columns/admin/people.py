"""Authors."""

from django.contrib import admin
from unfold.admin import ModelAdmin

from columns.admin.fields import PlainModelForm
from columns.models import Author


@admin.register(Author)
class AuthorAdmin(ModelAdmin):
    """Who is credited; the account behind may come and go."""

    form = PlainModelForm
    list_display = ("name", "title", "user")
    search_fields = ("name", "title")
    autocomplete_fields = ("user",)
    prepopulated_fields = {"slug": ("name",)}
