"""One page for an issue's own reading: bring it, hear it, confirm it, take it away."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from columns.admin.guard import seen_issue
from columns.admin.pages import issue_page
from columns.audio import tasks
from columns.audio.admin.own import shown
from columns.audio.admin.own.forms import BringForm, ConfirmForm
from columns.audio.human.opening import Unusable
from columns.audio.models import Narration
from columns.audio.services import own_recordings as services
from columns.models import Issue
from neican.accounts.desk import acting
from neican.kernel.bell import BELL


def urls(guard: Callable[..., Any]) -> list[URLPattern]:
    """The desk's addresses, below those of narrations."""
    return [
        path("own/<int:issue_id>/", guard(own_recording), name="audio_own_recording"),
        path("own/<int:issue_id>/state/", guard(own_state), name="audio_own_state"),
        path("own/<int:issue_id>/confirm/", guard(confirm), name="audio_own_confirm"),
        path("own/<int:issue_id>/remove/", guard(remove), name="audio_own_remove"),
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def own_recording(request: HttpRequest, issue_id: int) -> HttpResponse:
    """What is there, and the form that brings another."""
    issue = _edited(request, issue_id)
    is_sent = request.method == "POST"
    form = _bring_form(issue, request.POST, request.FILES) if is_sent else _bring_form(issue)
    if is_sent and form.is_valid() and _brought(request, form):
        messages.success(request, _("录音收到了，正在处理；做好之前，读者听到的不变。"))
        return _back(issue_id)
    return _page(request, issue, bring=form)


@require_safe
def own_state(request: HttpRequest, issue_id: int) -> HttpResponse:
    """How far the work is, for the page that waits for it."""
    narration = services.own_of(_edited(request, issue_id))
    if narration is None:
        raise Http404(f"issue {issue_id} has no reading of its own")
    reading = shown.Reading(narration, None)
    told = {"is_in_work": reading.is_in_work, "percent": reading.percent}
    return JsonResponse(told, headers={"Cache-Control": "private, no-store"})


@require_POST
def confirm(request: HttpRequest, issue_id: int) -> HttpResponse:
    """Keep the chapters and the end of the free part; what was typed stays when it is refused."""
    issue = _edited(request, issue_id)
    narration = services.own_of(issue)
    if narration is None or narration.recording is None:
        raise Http404(f"issue {issue_id} has no reading of its own")
    form = ConfirmForm(request.POST, duration_ms=narration.recording.duration_ms)
    if not form.is_valid() or not _confirmed(request, narration, form):
        return _page(request, issue, confirming=form)
    BELL.ring(tasks.narrate)
    messages.success(request, _("记下了，正在照这样重新做文件。"))
    return _back(issue_id)


def _confirmed(request: HttpRequest, narration: Narration, form: ConfirmForm) -> bool:
    """Whether it was kept; if not, the form says why."""
    try:
        services.confirm_own(
            narration_id=narration.pk,
            heard=form.cleaned_data["heard"],
            reader=form.cleaned_data["reader"],
            marks=form.cleaned_data["chapters"],
            free_until_ms=form.cleaned_data["free_until"],
            by=acting(request),
            at=timezone.now(),
        )
    except services.NotWhatWasHeard:
        said = _("您打开页面之后，录音换过了。请等新的做好，重新打开这一页，听过再确认。")
        form.add_error(None, said)
        return False
    return True


@require_POST
def remove(request: HttpRequest, issue_id: int) -> HttpResponse:
    """The synthetic voice serves again at once."""
    _edited(request, issue_id)
    gone = services.remove_own(issue_id=issue_id, by=acting(request), at=timezone.now())
    if gone:
        messages.success(request, _("录音撤下了，读者现在听到的是合成的朗读。"))
    return _back(issue_id)


def _edited(request: HttpRequest, issue_id: int) -> Issue:
    """
    The issue, for editors: whose voice readers hear is not for its author to say.

    :raises Http404: for one that this person may not know of. :raises PermissionDenied: for others.
    """
    issue = seen_issue(request, issue_id)
    if not request.user.has_perm("columns.change_issue"):
        raise PermissionDenied("columns.change_issue")
    return issue


def _back(issue_id: int) -> HttpResponse:
    return HttpResponseRedirect(reverse("admin:audio_own_recording", args=[issue_id]))


def _bring_form(issue: Issue, *given: Any) -> BringForm:
    return BringForm(*given, texts=services.texts_to_read(issue), live_id=issue.live_id)


def _brought(request: HttpRequest, form: BringForm) -> bool:
    """Whether the file was taken; if not, the form says why, beside the file."""
    try:
        services.bring_own(
            revision_id=form.cleaned_data["text"],
            file=form.cleaned_data["file"],
            reader=form.cleaned_data["reader"],
            by=acting(request),
            at=timezone.now(),
        )
    except Unusable as refusal:
        form.add_error("file", str(refusal.sentence))
    except services.NotForThisText:
        form.add_error(None, _("这一稿刚刚撤了下来。请重新打开这一页，选现在的一稿。"))
    except OSError:
        form.add_error("file", _("存不下这个文件，可能是磁盘满了。请告诉运维，腾出空间后再传。"))
    else:
        BELL.ring(tasks.narrate)
        return True
    return False


def _page(
    request: HttpRequest,
    issue: Issue,
    *,
    bring: BringForm | None = None,
    confirming: forms.Form | None = None,
) -> HttpResponse:
    narration = services.own_of(issue)
    reading = shown.Reading(narration, issue.live_id) if narration else None
    about = None
    if narration is not None and narration.recording is not None and reading is not None:
        about = shown.found(narration, narration.recording)
        if confirming is None and reading.is_heard:
            given = shown.initial(reading, about)
            length = narration.recording.duration_ms
            confirming = ConfirmForm(initial=given, duration_ms=length)
    return issue_page(
        request,
        "admin/audio/own/page.html",
        issue=issue,
        title=_("真人录音"),
        room="own",
        reading=reading,
        found=about,
        bring=bring or _bring_form(issue),
        confirming=confirming,
        status=422 if _is_refused(bring) or _is_refused(confirming) else 200,
    )


def _is_refused(form: forms.Form | None) -> bool:
    return form is not None and form.is_bound and bool(form.errors)
