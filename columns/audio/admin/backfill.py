"""The archive read aloud: first what it comes to, then the work, and the end of it."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from columns.audio import tasks
from columns.audio.admin.progress import span
from columns.audio.casting import voice_for
from columns.audio.models import HouseVoice, Narration
from columns.audio.services import backfilling as services
from columns.audio.voices.base import VoiceError
from columns.models import Column, Issue, Season
from neican.accounts.desk import acting
from neican.kernel.bell import BELL


class BackfillForm(forms.Form):
    """Which issues, and who reads them."""

    column = forms.ModelChoiceField(
        Column.objects.all(),
        required=False,
        label=gettext_lazy("整个专栏"),
        empty_label=gettext_lazy("不选"),
    )
    season = forms.ModelChoiceField(
        Season.objects.select_related("column"),
        required=False,
        label=gettext_lazy("一季"),
        empty_label=gettext_lazy("不选"),
    )
    issue = forms.ModelMultipleChoiceField(
        Issue.objects.all(), required=False, widget=forms.MultipleHiddenInput
    )
    voice = forms.ModelChoiceField(
        HouseVoice.objects.all(),
        required=False,
        label=gettext_lazy("音色"),
        empty_label=gettext_lazy("各期照现在的音色"),
    )
    quote_voice = forms.ModelChoiceField(
        HouseVoice.objects.all(),
        required=False,
        label=gettext_lazy("引文音色"),
        empty_label=gettext_lazy("和正文同一个"),
    )

    def clean(self) -> dict[str, Any]:
        """:raises ValidationError: where nothing was chosen, or a voice for quotations alone."""
        given: dict[str, Any] = super().clean() or {}
        if not (given.get("column") or given.get("season") or given.get("issue")):
            raise forms.ValidationError(_("请选一个专栏或一季；要选几期，请在朗读列表里勾选。"))
        if given.get("quote_voice") and not given.get("voice"):
            self.add_error("quote_voice", _("要换引文音色，请把正文的音色也选上。"))
        return given

    def choice(self) -> services.Choice:
        """What was chosen; the narrowest counts."""
        given = self.cleaned_data
        if given["issue"]:
            issues = Issue.objects.filter(pk__in=given["issue"])
        elif given["season"]:
            issues = Issue.objects.filter(season=given["season"])
        else:
            issues = Issue.objects.filter(season__column=given["column"])
        ids = tuple(issues.order_by("pk").values_list("pk", flat=True))
        return services.Choice(ids, given["voice"], given["quote_voice"])


def urls(guard: Callable[..., Any]) -> list[URLPattern]:
    """The addresses, below those of narrations."""
    return [
        path("backfill/", guard(backfill), name="audio_backfill"),
        path("backfill/cancel/", guard(call_off), name="audio_backfill_cancel"),
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def backfill(request: HttpRequest) -> HttpResponse:
    """Tell what it comes to; a second look and a click begin it."""
    _require(request)
    given = request.POST if request.method == "POST" else request.GET
    # One that comes with issues alone has not chosen a voice yet, and is told at once all the same.
    form = BackfillForm(given if given else None)
    if not given or not form.is_valid():
        return _page(request, form, status=422 if given else 200)
    choice = form.choice()
    try:
        told = services.estimate(choice, voice_for)
    except (ImportError, VoiceError) as problem:
        form.add_error(None, str(getattr(problem, "sentence", problem)))
        return _page(request, form, status=422)
    if request.method == "POST" and told.issues and request.POST.get("seen") == told.key:
        return _begun(request, choice)
    if request.method == "POST":
        messages.warning(request, _("算过之后又有了变化，请再看一遍下面的数。"))
    return _page(request, form, told=told)


def _begun(request: HttpRequest, choice: services.Choice) -> HttpResponse:
    count = services.backfill(choice=choice, by=acting(request), now=timezone.now())
    BELL.ring(tasks.narrate)
    text = _("%(count)s 篇开始补做，排在要发布的和改动的后面。") % {"count": count}
    messages.success(request, text)
    return HttpResponseRedirect(_list())


@require_POST
def call_off(request: HttpRequest) -> HttpResponse:
    """End what is left of it."""
    _require(request)
    count = services.call_off(by=acting(request))
    text = _("取消了剩下的 %(count)s 篇补做；已有的声音都留着。") % {"count": count}
    messages.success(request, text)
    return HttpResponseRedirect(reverse("admin:audio_backfill"))


def _require(request: HttpRequest) -> None:
    if not request.user.has_perms(["audio.change_narration", "columns.change_issue"]):
        raise PermissionDenied("columns.change_issue")


def _list() -> str:
    page = reverse("admin:audio_narration_changelist")
    return f"{page}?urgency__exact={int(Narration.Urgency.BACKFILL)}"


def _page(
    request: HttpRequest,
    form: BackfillForm,
    *,
    told: services.Estimate | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        **admin.site.each_context(request),
        "opts": Narration._meta,
        "title": _("补做朗读"),
        "form": form,
        "chosen": form.cleaned_data.get("issue") if form.is_bound else None,
        "told": told,
        "cost_yuan": told.cost_fen / 100 if told else 0,
        "lasts": span(told.seconds) if told and told.seconds is not None else "",
        "left": services.backfilling().count(),
        "left_list": _list(),
    }
    response = TemplateResponse(request, "admin/audio/backfill/page.html", context, status=status)
    response["Cache-Control"] = "private, no-store"
    return response
