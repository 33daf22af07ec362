"""Narrations at the editor's desk: what is read, what failed, what was heard and may go out."""

from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
    JsonResponse,
)
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe
from unfold.admin import ModelAdmin
from unfold.decorators import display

from columns.audio import queries, services, tasks
from columns.audio.admin import backfill, own_recordings
from columns.audio.admin.progress import IN_WORK, Progress, progress_of, waveform_path
from columns.audio.models import Narration, Spending
from columns.audio.ranges import ranged
from columns.rights import may_write, visible_to
from neican.accounts.desk import acting
from neican.kernel.bell import BELL
from neican.kernel.moves import IllegalMove

STATE_COLOURS = {
    Narration.State.QUEUED: "info",
    Narration.State.GENERATING: "warning",
    Narration.State.READY: "success",
    Narration.State.BLOCKED: "warning",
    Narration.State.FAILED: "danger",
    Narration.State.CANCELLED: "info",
}
MOST_ASKED = 200


@admin.register(Narration)
class NarrationAdmin(ModelAdmin):
    """What is narrated, what waits, what failed and why."""

    list_display = (
        "issue",
        "state_badge",
        "progress",
        "reason",
        "length",
        "urgency",
        "queued_at",
    )
    list_filter = ("state", "urgency", "origin", "revision__issue__season__column")
    search_fields = ("revision__issue__headline",)
    list_select_related = ("revision__issue", "recording")
    list_per_page = 50
    change_form_template = "admin/audio/narration/page.html"
    change_list_template = "admin/audio/narration/list.html"
    actions = ("retry", "cancel", "backfill", "review")
    # All of it is told by the page's own template.
    fields = ()

    def get_queryset(self, request: HttpRequest) -> QuerySet[Narration]:
        """Of issues that this person may know of."""
        narrations: QuerySet[Narration] = super().get_queryset(request)
        return narrations.filter(revision__issue__in=visible_to(acting(request)))

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
        if narration.recording is None:
            return "—"
        minutes, seconds = divmod(round(narration.recording.duration_ms / 1000), 60)
        return f"{minutes:02}:{seconds:02}"

    @admin.display(description=_("进度"))
    def progress(self, narration: Narration) -> str:
        """A bar, while there is something to wait for; the page asks how far it is."""
        if narration.state not in IN_WORK:
            return "—"
        shown = {"progress": Progress(narration, timezone.now())}
        return render_to_string("admin/audio/narration/_progress.html", shown)

    def get_urls(self) -> list[Any]:
        """The sound's own addresses, before Django's."""
        guard = self.admin_site.admin_view
        own = [
            path("<int:pk>/sound/", guard(self.sound_view), name="audio_narration_sound"),
            path("states/", guard(require_safe(self.states_view)), name="audio_narration_states"),
            path(
                "<int:pk>/again/",
                guard(require_POST(self.again_view)),
                name="audio_narration_again",
            ),
            path(
                "<int:pk>/cancel/",
                guard(require_POST(self.cancel_view)),
                name="audio_narration_cancel",
            ),
            path(
                "<int:pk>/review/",
                guard(require_POST(self.review_view)),
                name="audio_narration_review",
            ),
        ]
        return [*own_recordings.urls(guard), *backfill.urls(guard), *own, *super().get_urls()]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """One narration: how far it is, what came of it, what may be done."""
        narration = self.get_object(request, object_id)
        told = self._told(request, narration) if narration is not None else {}
        shown: HttpResponse = super().change_view(
            request, object_id, form_url, {**told, **(extra_context or {})}
        )
        return shown

    def _told(self, request: HttpRequest, narration: Narration) -> dict[str, Any]:
        issue, sound = narration.revision.issue, narration.recording
        (progress,) = progress_of([narration], timezone.now())
        heard = queries.narration_for(issue)
        said = sound.segments.count() if sound is not None else 0
        spent = Spending.objects.filter(issue=issue, purpose=Spending.Purpose.NARRATION)
        return {
            "narration": narration,
            "progress": progress,
            "sound": sound,
            "said": said,
            "cached": max(0, said - sound.synthesised) if sound is not None else 0,
            "wave": waveform_path(sound.waveform) if sound is not None else "",
            "spent_yuan": sum(one.cost_fen for one in spent) / 100,
            "heard": heard,
            "is_outdated": narration.state != Narration.State.READY and heard is not None,
            "may_write": may_write(acting(request), issue),
            "may_retry": self.has_retry_permission(request) and narration.state in services.RESTING,
            "may_cancel": self.has_retry_permission(request) and progress.is_in_work,
            "may_review": self.has_review_permission(request),
        }

    def states_view(self, request: HttpRequest) -> HttpResponse:
        """How far those are that a page shows."""
        if not self.has_view_permission(request):
            raise PermissionDenied("audio.view_narration")
        ids = [int(one) for one in request.GET.get("ids", "").split(",") if one.isdecimal()]
        found = list(self.get_queryset(request).filter(pk__in=ids[:MOST_ASKED]))
        told = {one.narration.pk: one.told() for one in progress_of(found, timezone.now())}
        return JsonResponse(told, headers={"Cache-Control": "private, no-store"})

    def again_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Make it anew; what was said before is not said again."""
        self._workable(request, pk)
        if self._queued(pk):
            BELL.ring(tasks.narrate)
            self.message_user(
                request, _("已重新排队；做好之前，读者听到的不变。"), messages.SUCCESS
            )
        else:
            self.message_user(request, _("它正在排队或生成，不用再点。"), messages.WARNING)
        return _back(pk)

    def cancel_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Take it out of the queue or out of a worker's hands."""
        self._workable(request, pk)
        if self._cancelled(request, pk):
            text = _("已取消；说过的句子都留着，重做时接着用。")
            self.message_user(request, text, messages.SUCCESS)
        else:
            self.message_user(request, _("它已经做完或停下了，没有可取消的。"), messages.WARNING)
        return _back(pk)

    def _workable(self, request: HttpRequest, pk: int) -> None:
        if not self.get_queryset(request).filter(pk=pk).exists():
            raise Http404(f"narration {pk}")
        if not self.has_retry_permission(request):
            raise PermissionDenied("audio.change_narration")

    def sound_view(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """The bytes, for whoever may read the text that they speak, public or not."""
        found = self.get_queryset(request).select_related("revision__issue").filter(pk=pk)
        narration = found.select_related("recording").first()
        if narration is None or narration.recording is None:
            raise Http404(f"narration {pk}")
        if not may_write(acting(request), narration.revision.issue):
            raise PermissionDenied("columns.change_issue")
        sound = narration.recording
        # By ranges: a browser that cannot ask for a part jumps back to the beginning.
        return ranged(
            request,
            open_file=partial(queries.open_file, sound, preview=False),
            size=sound.size,
            etag=sound.file,
            content_type="audio/mpeg",
        )

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
        return _back(pk)

    def _reviewed(self, request: HttpRequest, narration_id: int) -> bool:
        return services.review(narration_id=narration_id, by=acting(request), at=timezone.now())

    def has_review_permission(self, request: HttpRequest, *_args: Any) -> bool:
        """Editors: it is a word about what goes out."""
        return request.user.has_perm("columns.change_issue")

    @admin.action(description=_("取消所选"), permissions=["retry"])
    def cancel(self, request: HttpRequest, chosen: Any) -> None:
        """Take those that wait or are being made out of the queue."""
        ids = chosen.values_list("pk", flat=True)
        count = len([pk for pk in ids if self._cancelled(request, pk)])
        text = _("%(count)s 条已取消；已经做完或停下的不动。") % {"count": count}
        self.message_user(request, text, messages.SUCCESS)

    def _cancelled(self, request: HttpRequest, narration_id: int) -> bool:
        try:
            services.cancel(narration_id=narration_id, by=acting(request))
        except IllegalMove:
            return False
        return True

    @admin.action(description=_("补做所选的期…"), permissions=["backfill"])
    def backfill(self, request: HttpRequest, chosen: Any) -> HttpResponse:
        """Tells first what it costs."""
        issues = sorted(set(chosen.values_list("revision__issue", flat=True)))
        query = urlencode({"issue": issues}, doseq=True)
        return HttpResponseRedirect(f"{reverse('admin:audio_backfill')}?{query}")

    def has_backfill_permission(self, request: HttpRequest) -> bool:
        """Editors: it may cost money."""
        return self.has_retry_permission(request) and self.has_review_permission(request)

    @admin.action(description=_("重做所选"), permissions=["retry"])
    def retry(self, request: HttpRequest, chosen: Any) -> None:
        """Queue failed or finished narrations again and ring the bell."""
        queued = [pk for pk in chosen.values_list("pk", flat=True) if self._queued(pk)]
        if queued:
            BELL.ring(tasks.narrate)
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


def _back(pk: int) -> HttpResponse:
    return HttpResponseRedirect(reverse("admin:audio_narration_change", args=[pk]))
