"""The script desk: what is said beside what is written, and the editors' own scripts."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.decorators import display

from columns.audio.admin.script_desk import own, samples, views, words
from columns.audio.models import OwnScript
from columns.rights import visible_to
from neican.accounts.desk import acting

USE_COLOURS = {"used": "success", "kept": "info"}


def urls(guard: Callable[..., Any]) -> list[URLPattern]:
    """The addresses below /admin/audio/ownscript/, each behind the admin's guard."""
    return [
        path("issue/<int:issue_id>/", guard(views.script), name="audio_script"),
        path("issue/<int:issue_id>/line/", guard(views.change), name="audio_script_line"),
        path("issue/<int:issue_id>/readings/", guard(views.readings), name="audio_script_readings"),
        path("issue/<int:issue_id>/word/", guard(words.word), name="audio_script_word"),
        path("issue/<int:issue_id>/own/", guard(own.own_script), name="audio_own_script"),
        path("issue/<int:issue_id>/sample/", guard(samples.ask), name="audio_sample_ask"),
        path(
            "issue/<int:issue_id>/said/<int:segment_id>/",
            guard(samples.sentence_sound),
            name="audio_sentence_sound",
        ),
        path("sample/<int:pk>/", guard(samples.sample), name="audio_sample"),
        path("sample/<int:pk>/sound/", guard(samples.sample_sound), name="audio_sample_sound"),
    ]


@admin.register(OwnScript)
class OwnScriptAdmin(ModelAdmin):
    """Which issues are read from a script of their own; each is written at its issue's desk."""

    list_display = ("issue", "use", "written_for", "changed_by", "changed_at")
    list_filter = ("is_used", "issue__season__column")
    list_select_related = ("issue", "changed_by")
    search_fields = ("issue__headline",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[OwnScript]:
        """Of issues that this person may know of."""
        found: QuerySet[OwnScript] = super().get_queryset(request)
        return found.filter(issue__in=visible_to(acting(request)))

    @display(description=_("用不用"), ordering="is_used", label=USE_COLOURS)
    def use(self, own_script: OwnScript) -> tuple[str, Any]:
        """Whether it is what is read."""
        return ("used", _("在用")) if own_script.is_used else ("kept", _("没有用"))

    def get_urls(self) -> list[Any]:
        """The script desk's own addresses, before Django's."""
        return [*urls(self.admin_site.admin_view), *super().get_urls()]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Where it is written."""
        if request.method not in ("GET", "HEAD"):
            raise PermissionDenied("audio.change_ownscript")
        found = self.get_object(request, object_id)
        if found is None:
            missing: HttpResponse = super().change_view(request, object_id)
            return missing
        return HttpResponseRedirect(reverse("admin:audio_own_script", args=[found.issue_id]))

    def has_add_permission(self, request: HttpRequest) -> bool:
        """They begin at their issue's desk."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """They are changed at their issue's desk."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """They are set aside, never lost."""
        return False
