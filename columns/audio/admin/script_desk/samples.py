"""Hearing one sentence: from the recording, or said for whoever asks, with the rule as typed."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from columns.audio import services, tasks
from columns.audio.admin.clips import clip_response
from columns.audio.admin.script_desk.page import part_of
from columns.audio.admin.script_desk.texts import desk_of
from columns.audio.admin.script_desk.views import line_in
from columns.audio.models import Sample, Segment
from neican.accounts.desk import acting
from neican.kernel.bell import BELL
from neican.kernel.typed import one_line

RULE = ("term", "reading", "kind")


@require_POST
def ask(request: HttpRequest, issue_id: int) -> HttpResponse:
    """Owe the sound of a sentence of the issue; a page or a script then asks for it."""
    desk = desk_of(request, issue_id, request.POST.get("revision", ""))
    if not desk.may_change:
        raise PermissionDenied("columns.change_issue")
    sentence_id = request.POST.get("sentence", "")
    line = line_in(part_of(desk, "", sentence_id=sentence_id), sentence_id)
    try:
        sample = services.ask_for_sample(
            issue=desk.issue,
            said=line.said,
            speaker=line.speaker,
            take=line.take,
            rule=_rule(request) if "term" in request.POST else None,
            by=acting(request),
            at=timezone.now(),
        )
    except services.Unsayable as refusal:
        return JsonResponse({"reason": str(refusal)}, status=422)
    BELL.ring(tasks.sample, sample_id=sample.pk)
    address = reverse("admin:audio_sample", args=[sample.pk])
    if _wants_page(request):
        return HttpResponseRedirect(address)
    return JsonResponse({"address": address}, status=202)


def _rule(request: HttpRequest) -> dict[str, Any]:
    rule: dict[str, Any] = {name: one_line(request.POST.get(name, "")) for name in RULE}
    rule["kind"] = "pinyin" if rule["kind"] == "pinyin" else "alias"
    return {**rule, "case_sensitive": bool(request.POST.get("case_sensitive"))}


def _wants_page(request: HttpRequest) -> bool:
    return "application/json" not in request.headers.get("Accept", "")


@require_safe
def sample(request: HttpRequest, pk: int) -> HttpResponse:
    """How far it is: data for a script, else a page that looks again by itself."""
    found = _own(request, pk)
    sound = reverse("admin:audio_sample_sound", args=[found.pk])
    if _wants_page(request):
        context = {"sample": found, "sound": sound}
        return TemplateResponse(request, "admin/audio/sample/sample.html", context)
    is_ready = found.state == Sample.State.READY
    return JsonResponse(
        {
            "state": found.state,
            "reason": found.reason,
            "spoken": found.spoken,
            "sound": sound if is_ready else "",
        }
    )


@require_safe
def sample_sound(request: HttpRequest, pk: int) -> HttpResponse:
    """What was said, for whoever asked and nobody else."""
    found = _own(request, pk)
    if found.state != Sample.State.READY:
        raise Http404(f"sample {pk}")
    return clip_response(found.clip_key)


def _own(request: HttpRequest, pk: int) -> Sample:
    found = Sample.objects.filter(pk=pk, by=acting(request)).first()
    if found is None:
        raise Http404(f"sample {pk}")
    return found


@require_safe
def sentence_sound(request: HttpRequest, issue_id: int, segment_id: int) -> HttpResponse:
    """A sentence of the recording as the voice said it, for those who write the issue."""
    desk = desk_of(request, issue_id)
    if not desk.may_write:
        raise PermissionDenied("columns.change_issue")
    segment = Segment.objects.filter(pk=segment_id, recording__issue=issue_id).first()
    if segment is None:
        raise Http404(f"segment {segment_id}")
    return clip_response(segment.clip_key)
