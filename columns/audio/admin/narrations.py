"""Narrations at the editor's desk: what is read, what failed, what was heard and may go out."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
)
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from unfold.admin import ModelAdmin
from unfold.decorators import display

from columns.audio import queries, services, tasks
from columns.audio.models import Narration, Segment
from columns.rights import may_write, visible_to
from neican.accounts.desk import ReadOnlyInline, acting
from neican.accounts.models import User
from neican.kernel.bell import BELL
from neican.kernel.moves import IllegalMove

STATE_COLOURS = {
    Narration.State.QUEUED: "info",
    Narration.State.GENERATING: "warning",
    Narration.State.READY: "success",
    Narration.State.FAILED: "danger",
}


class SegmentInline(ReadOnlyInline):
    """Written and spoken text side by side."""

    model = Segment
    fields = ("text", "spoken", "start_ms", "end_ms")
    readonly_fields = fields


def _may_read(user: User, narration: Narration) -> bool:
    """What is live, whoever came this far; a text that is to go out, those who write it."""
    issue = narration.revision.issue
    is_live = issue.is_public and issue.live_id == narration.revision_id
    return is_live or may_write(user, issue)


@admin.register(Narration)
class NarrationAdmin(ModelAdmin):
    """What is narrated, what waits, what failed and why."""

    inlines = [SegmentInline]
    list_display = ("issue", "state_badge", "reason", "length", "reviewed_at", "queued_at")
    list_filter = ("state", "revision__issue__season__column")
    search_fields = ("revision__issue__headline",)
    list_select_related = ("revision__issue",)
    actions = ("retry", "review")
    readonly_fields = (
        "revision",
        "sound",
        "reviewed_at",
        "reviewed_by",
        "voice",
        "state",
        "reason",
        "attempts",
        "length",
        "loudness_lufs",
        "characters",
        "synthesised",
        "seconds_spent",
        "queued_at",
        "finished_at",
    )
    fields = readonly_fields

    def get_queryset(self, request: HttpRequest) -> QuerySet[Narration]:
        """Of issues that this person may know of."""
        narrations: QuerySet[Narration] = super().get_queryset(request)
        return narrations.filter(revision__issue__in=visible_to(acting(request)))

    def get_inlines(self, request: HttpRequest, obj: Narration | None) -> list[type[SegmentInline]]:
        """Its words for whoever may read the text; an operator queues it again without them."""
        return self.inlines if obj is not None and _may_read(acting(request), obj) else []

    @admin.display(description=_("期"), ordering="revision__issue__headline")
    def issue(self, narration: Narration) -> str:
        """The issue that is read."""
        return str(narration.revision.issue)

    @display(description=_("状态"), ordering="state", label=STATE_COLOURS)
    def state_badge(self, narration: Narration) -> tuple[str, str]:
        """The state as a coloured label."""
        return narration.state, narration.get_state_display()

    @admin.display(description=_("时长"), ordering="duration_ms")
    def length(self, narration: Narration) -> str:
        """Minutes and seconds."""
        minutes, seconds = divmod(round(narration.duration_ms / 1000), 60)
        return f"{minutes:02}:{seconds:02}"

    @admin.display(description=_("试听全文"))
    def sound(self, narration: Narration) -> str:
        """The whole file, and a button for those who decide whether it may go out."""
        if not narration.file:
            return str(_("还没有声音"))
        template = "admin/audio/narration/_sound.html"
        return render_to_string(template, {"narration": narration})

    def get_urls(self) -> list[Any]:
        """The sound's own addresses, before Django's."""
        guard = self.admin_site.admin_view
        own = [
            path("<int:pk>/sound/", guard(self.sound_view), name="audio_narration_sound"),
            path(
                "<int:pk>/review/",
                guard(require_POST(self.review_view)),
                name="audio_narration_review",
            ),
        ]
        return [*own, *super().get_urls()]

    def sound_view(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """The bytes, for whoever may read the text that they speak, public or not."""
        found = self.get_queryset(request).select_related("revision__issue").filter(pk=pk)
        narration = found.exclude(file="").first()
        if narration is None:
            raise Http404(f"narration {pk}")
        if not may_write(acting(request), narration.revision.issue):
            raise PermissionDenied("columns.change_issue")
        return FileResponse(queries.open_file(narration, preview=False), filename=narration.file)

    @admin.action(description=_("听过，可以"), permissions=["review"])
    def review(self, request: HttpRequest, chosen: Any) -> None:
        """Say of several that they were listened to."""
        done = [pk for pk in chosen.values_list("pk", flat=True) if self._reviewed(request, pk)]
        text = _("%(count)s 条记为听过；还没有声音的不算。") % {"count": len(done)}
        self.message_user(request, text, messages.SUCCESS)

    def review_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Say so of the one before you."""
        if self._reviewed(request, pk):
            self.message_user(request, _("记下了：听过，可以。"), messages.SUCCESS)
        else:
            self.message_user(request, _("还没有声音，做好了再听。"), messages.WARNING)
        return HttpResponseRedirect(reverse("admin:audio_narration_change", args=[pk]))

    def _reviewed(self, request: HttpRequest, narration_id: int) -> bool:
        return services.review(narration_id=narration_id, by=acting(request), at=timezone.now())

    def has_review_permission(self, request: HttpRequest, *_args: Any) -> bool:
        """Editors: it is a word about what goes out."""
        return request.user.has_perm("columns.change_issue")

    @admin.action(description=_("重新朗读所选"), permissions=["retry"])
    def retry(self, request: HttpRequest, chosen: Any) -> None:
        """Queue failed or finished narrations again and ring the bell."""
        queued = [pk for pk in chosen.values_list("pk", flat=True) if self._queued(pk)]
        for narration_id in queued:
            BELL.ring(tasks.narrate, narration_id=narration_id)
        text = _("%(count)s 条已重新排队；正在排队或生成的不动。") % {"count": len(queued)}
        self.message_user(request, text, messages.SUCCESS)

    def _queued(self, narration_id: int) -> bool:
        try:
            services.retry(narration_id=narration_id, now=timezone.now())
        except IllegalMove:
            return False
        return True

    def has_retry_permission(self, request: HttpRequest) -> bool:
        """Editors and operators."""
        return request.user.has_perm("audio.change_narration")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """The narrator alone writes here."""
        return False

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Publication makes them."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """They go with their revision."""
        return False
