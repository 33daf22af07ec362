"""Versions of the community guidelines: written ahead, never changed once they hold."""

from typing import Any

from django.contrib import admin
from django.db.models import Max
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.admin import ModelAdmin, StackedInline
from unfold.decorators import display

from subscribers.comments.admin.forms import ClauseForm, ClauseFormSet, GuidelinesForm
from subscribers.comments.models import Clause, Guidelines

COPIED = ("number", "code", "title", "text", "default_action", "ladder")


def is_open(guidelines: Guidelines | None) -> bool:
    """Whether a version may still be written: decisions cite those that hold or held."""
    return guidelines is None or guidelines.valid_from > timezone.now()


def clauses_of_the_newest() -> list[dict[str, Any]]:
    """What a new version begins from."""
    newest = Guidelines.objects.first()
    return [] if newest is None else list(newest.clauses.values(*COPIED))


class ClauseInline(StackedInline):
    """The clauses, each with its ladder."""

    model = Clause
    form = ClauseForm
    formset = ClauseFormSet
    can_delete = False

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        """Room for a copy of the newest clauses."""
        return len(clauses_of_the_newest()) if obj is None else 0

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return is_open(obj) and bool(super().has_add_permission(request, obj))

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return is_open(obj) and bool(super().has_change_permission(request, obj))


@admin.register(Guidelines)
class GuidelinesAdmin(ModelAdmin):
    """A new version begins as a copy of the newest and takes the next number."""

    form = GuidelinesForm
    inlines = (ClauseInline,)
    list_display = ("version", "title", "valid_from", "standing")
    fields = ("version", "title", "preamble", "valid_from")
    readonly_fields = ("version",)

    @display(
        description=gettext_lazy("状态"),
        label={"now": "success", "soon": "info", "past": "default"},
    )
    def standing(self, guidelines: Guidelines) -> tuple[str, str]:
        """Whether it holds now."""
        if is_open(guidelines):
            return "soon", _("尚未生效")
        is_now = guidelines == Guidelines.objects.valid(timezone.now())
        return ("now", _("生效中")) if is_now else ("past", _("已被取代"))

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return is_open(obj) and bool(super().has_change_permission(request, obj))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Comments point at the version they were written under."""
        return False

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        newest = Guidelines.objects.first()
        return {} if newest is None else {"title": newest.title, "preamble": newest.preamble}

    def get_formset_kwargs(
        self, request: HttpRequest, obj: Any, inline: Any, prefix: str
    ) -> dict[str, Any]:
        """Fill the empty forms; what comes back counts as written, whether changed or not."""
        kwargs: dict[str, Any] = super().get_formset_kwargs(request, obj, inline, prefix)
        if obj.pk is None and request.method == "GET":
            kwargs["initial"] = clauses_of_the_newest()
        return kwargs

    def save_model(
        self, request: HttpRequest, obj: Guidelines, form: ModelForm, change: bool
    ) -> None:
        """Number a new version."""
        if not change:
            obj.version = (Guidelines.objects.aggregate(last=Max("version"))["last"] or 0) + 1
        super().save_model(request, obj, form, change)
