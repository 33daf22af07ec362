"""The engines' health, and a sentence from each on demand."""

from datetime import datetime
from typing import Any, NamedTuple

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe
from unfold.admin import ModelAdmin

from columns.audio import health, tasks
from columns.audio.admin.clips import clip_response
from columns.audio.models import Engine
from columns.audio.services import checking
from neican.accounts.desk import acting
from neican.kernel.bell import BELL


class Health(NamedTuple):
    """An engine as its page shows it."""

    row: Engine
    is_resting: bool
    spent_yuan: float
    check: checking.Check | None

    @property
    def state(self) -> str:
        """For its badge: resting and failing ones are to be looked at."""
        if self.is_resting or self.row.failures:
            return "failed" if self.is_resting else "blocked"
        return "ready" if self.row.succeeded_at else "queued"

    @property
    def words(self) -> Any:
        """The state in words."""
        return {
            "failed": _("暂停使用"),
            "blocked": _("刚失败过"),
            "ready": _("正常"),
            "queued": _("还没有用过"),
        }[self.state]


@admin.register(Engine)
class EngineAdmin(ModelAdmin):
    """Whoever speaks here, and whether it is well."""

    def get_urls(self) -> list[Any]:
        """The tries' own addresses, before Django's."""
        guard = self.admin_site.admin_view
        own = [
            path(
                "<str:name>/check/", guard(require_POST(self.check_view)), name="audio_engine_check"
            ),
            path(
                "<str:name>/checked/",
                guard(require_safe(self.checked_view)),
                name="audio_engine_checked",
            ),
            path("<str:name>/said/", guard(require_safe(self.said_view)), name="audio_engine_said"),
        ]
        return [*own, *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """All of them on one page."""
        if not self.has_view_permission(request):
            raise PermissionDenied("audio.view_engine")
        now = timezone.now()
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("朗读引擎"),
            "engines": [_health(row, now) for row in checking.engines()],
            "may_check": self._may_check(request),
        }
        template = "admin/audio/engine/page.html"
        response = TemplateResponse(request, template, context)
        response["Cache-Control"] = "private, no-store"
        return response

    def check_view(self, request: HttpRequest, name: str) -> HttpResponse:
        """Owe a sentence; a worker says it, and the page asks what came of it."""
        if not self._may_check(request):
            raise PermissionDenied("audio.change_engine")
        try:
            pk = checking.ask_for_check(name=name, by=acting(request), now=timezone.now())
        except Engine.DoesNotExist as error:
            raise Http404(f"engine {name}") from error
        if pk is not None:
            BELL.ring(tasks.check, engine_id=pk)
        return HttpResponseRedirect(reverse("admin:audio_engine_changelist"))

    def checked_view(self, request: HttpRequest, name: str) -> HttpResponse:
        """How far the try is."""
        check = self._check(request, name)
        told = {"state": check.state, "reason": check.reason}
        return JsonResponse(told, headers={"Cache-Control": "private, no-store"})

    def said_view(self, request: HttpRequest, name: str) -> HttpResponse:
        """What it said."""
        return clip_response(self._check(request, name).clip_key)

    def _check(self, request: HttpRequest, name: str) -> checking.Check:
        if not self.has_view_permission(request):
            raise PermissionDenied("audio.view_engine")
        check = checking.last_check(_row_of(name), timezone.now())
        if check is None:
            raise Http404(f"check of engine {name}")
        return check

    def _may_check(self, request: HttpRequest) -> bool:
        return request.user.has_perm("audio.change_engine")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """The settings name them."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """The workers alone write here."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """They go with the settings."""
        return False


def _row_of(name: str) -> int | None:
    return Engine.objects.filter(name=name).values_list("pk", flat=True).first()


def _health(row: Engine, now: datetime) -> Health:
    month = timezone.localtime(now).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    spent = checking.spent_fen(row.name, month) / 100
    return Health(row, health.is_resting(row), spent, checking.last_check(row.pk, now))
