"""Preview as (预览): those who write an issue see it with a supposed reader's eyes."""

from collections.abc import Callable
from dataclasses import asdict
from functools import wraps
from typing import Any, cast

from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.decorators import csp_replace
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from columns import rights
from columns.audio import queries as sounds
from columns.models import Issue
from subscribers.newsletters.rendering import edition
from subscribers.reading import audio, cue_sheets, previewing, queries
from subscribers.reading.conversation import Draft
from subscribers.reading.page import issue_page
from subscribers.reading.personas import Persona
from subscribers.reading.preview_bar import bar
from subscribers.reading.previewing import Preview
from subscribers.reading.sound_addresses import LIGHT, WHOLE, Purpose

View = Callable[..., HttpResponseBase]
# A letter has styles of its own and nothing that runs.
LETTER = {
    "default-src": [NONE],
    "script-src": [NONE],
    "script-src-attr": [NONE],
    "style-src": [UNSAFE_INLINE],
    "img-src": [SELF, settings.SITE_URL],
    "form-action": [NONE],
    "frame-ancestors": [SELF],
}


def under(policy: dict[str, Any]) -> Callable[[View], View]:
    """Names other directives for a page; django-csp's own types know no view with arguments."""
    return cast("Callable[[View], View]", csp_replace(policy))


def unseen(view: View) -> View:
    """Kept by no cache, found by no robot."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        response.headers["Referrer-Policy"] = "same-origin"
        return audio.labelled(response, audio.PERSONAL)

    return wrapped


def _issue(request: HttpRequest, pk: int) -> Issue:
    """:raises Http404: for everybody but those who write this issue: nobody else learns of it."""
    issue = queries.issue_for_preview(pk)
    user = request.user
    if issue is None or not (user.is_authenticated and user.is_staff):
        raise Http404(f"issue {pk}")
    if not rights.may_write(user, issue):
        raise Http404(f"issue {pk}")
    return issue


def _preview(request: HttpRequest, issue: Issue, persona: str, text: str) -> Preview:
    """:raises Http404: for a persona or a text that there is not."""
    if persona not in Persona.values:
        raise Http404(persona)
    try:
        return previewing.preview(
            issue, persona, text, timezone.now(), editor_id=cast("int", request.user.pk)
        )
    except previewing.NoSuchText as absent:
        raise Http404(text) from absent


@require_safe
@unseen
# No form may be sent from here: it would act in the editor's name, not in the supposed reader's.
@under({"form-action": [NONE]})
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """
    The issue's page, its letter or its sound, under a bar that changes reader, text and medium.

    `?as=` a persona, `&text=` draft, live, approved or a revision's number, `&of=` a medium.
    """
    issue = _issue(request, pk)
    text = request.GET.get("text") or previewing.first_choice(issue)
    shown = _preview(request, issue, request.GET.get("as", Persona.VISITOR), text)
    medium = request.GET.get("of", "web")
    if medium not in MEDIA:
        raise Http404(medium)
    # From here on the page's reader is the supposed one.
    request.user = shown.reader  # type: ignore[assignment]
    template, parts = MEDIA[medium]
    context = {"preview": shown, "bar": bar(shown, medium), **parts(shown)}
    return render(request, template, context)


def _web(shown: Preview) -> dict[str, Any]:
    return issue_page(shown.issue, shown.access, shown.reader, player=shown.player, draft=Draft())


def _mail(shown: Preview) -> dict[str, Any]:
    return {"mail": edition(shown.issue, shown.text, shown.access)}


def _sound(shown: Preview) -> dict[str, Any]:
    heard = shown.recording
    cues = sounds.cues(heard, free_only=not shown.access.is_full) if heard else []
    return {"player": shown.player, "cues": cues, "recording": heard}


MEDIA: dict[str, tuple[str, Callable[[Preview], dict[str, Any]]]] = {
    "web": ("reading/preview.html", _web),
    "mail": ("reading/preview_mail.html", _mail),
    "sound": ("reading/preview_sound.html", _sound),
}


@require_safe
@unseen
@xframe_options_sameorigin
@under(LETTER)
def mail(request: HttpRequest, pk: int, persona: str, text: str) -> HttpResponse:
    """The letter alone, as a mail client would show it."""
    shown = _preview(request, _issue(request, pk), persona, text)
    return HttpResponse(edition(shown.issue, shown.text, shown.access).html)


@require_safe
@unseen
def timings(request: HttpRequest, pk: int, persona: str, text: str) -> HttpResponse:
    """When each sentence is spoken that this reader would hear."""
    shown = _preview(request, _issue(request, pk), persona, text)
    if shown.recording is None:
        raise Http404("this text has no sound yet")
    sheet = cue_sheets.as_json(
        shown.recording, pk, is_full=shown.access.is_full, reader_id=request.user.pk
    )
    return JsonResponse({**sheet, **asdict(shown.sources)})


@unseen
def sound(request: HttpRequest, pk: int, persona: str, text: str, sha: str) -> HttpResponseBase:
    """The file that this reader would hear; the whole one only where the gate says full."""
    shown, name = _preview(request, _issue(request, pk), persona, text), f"{sha}{WHOLE}"
    heard = shown.recording
    if heard is not None and name == heard.preview_file:
        return audio.sound(request, name, heard.preview_size)
    size = heard.size if heard is not None and name == heard.file else None
    return _whole(request, shown, name, size)


@unseen
def light(request: HttpRequest, pk: int, persona: str, text: str, sha: str) -> HttpResponseBase:
    """The same in fewer bytes."""
    shown, name = _preview(request, _issue(request, pk), persona, text), f"{sha}{LIGHT}"
    heard = shown.recording
    size = heard.light_size if heard is not None and name == heard.light_file else None
    return _whole(request, shown, name, size)


def _whole(request: HttpRequest, shown: Preview, name: str, size: int | None) -> HttpResponseBase:
    if not shown.access.is_full:
        return audio.refusal(shown.access)
    if size is None:
        raise Http404("this text has no such sound")
    stale = audio.why_stale(request, Purpose.REHEARSAL, name)
    return audio.outdated(stale) if stale else audio.sound(request, name, size)
