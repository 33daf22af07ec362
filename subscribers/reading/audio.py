"""The sound of an issue and when each sentence is spoken, as far as the gate allows."""

from functools import partial

from django.conf import settings
from django.db.models import Q
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotAllowed,
    JsonResponse,
)
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from columns.audio import queries, store
from columns.audio.models import Narration, NarrationQuerySet
from columns.audio.timings import to_vtt
from columns.models import Issue
from subscribers.paywall import Access, access_to
from subscribers.reading import cue_sheets, player
from subscribers.reading.ranges import ranged

PERSONAL = "private, no-store"
# Short, so that a withdrawn issue falls silent within a minute in shared caches, too.
SHARED = "public, max-age=60"
FILES = (
    "file",
    "size",
    "duration_ms",
    "preview_file",
    "preview_size",
    "preview_duration_ms",
)
ASKED_BY_THE_GATE = ("status", "goes_out_at", "is_trial", "live_id", "season__column_id")


def audio(request: HttpRequest, pk: int, sha: str) -> HttpResponseBase:
    """
    The whole sound, for readers with access; the gate is asked before any header is looked at.

    Any file that this issue was given will do, so that a running play goes on after an edit.
    """
    narration = _narrations(pk).filter(file=f"{sha}.mp3").first()
    access = _ask_the_gate(request, pk, narration)
    if not access.is_full:
        return labelled(refusal(access), PERSONAL)
    if narration is None:
        raise Http404("this issue has no such sound")
    return labelled(sound(request, narration.file, narration.size), PERSONAL)


def audio_preview(request: HttpRequest, pk: int, sha: str) -> HttpResponseBase:
    """The sound of the free part: a file of its own, the same for everybody."""
    narration = _narrations(pk).filter(preview_file=f"{sha}.mp3").first()
    if narration is None or not narration.revision.issue.is_public:
        raise Http404("no public issue has such a preview")
    if not _is_still_free(narration):
        raise Http404("what this preview says is not free any more")
    opening = sound(request, narration.preview_file, narration.preview_size)
    return labelled(opening, SHARED)


@require_safe
def timings(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The file to play and its cues, as JSON; without access the preview and its cues alone."""
    narration, access = _heard(request, pk)
    sheet = cue_sheets.as_json(narration, pk, is_full=access.is_full)
    return labelled(JsonResponse(sheet), PERSONAL)


@require_safe
def timings_vtt(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The same cues with their words, as WebVTT."""
    narration, access = _heard(request, pk)
    sheet = to_vtt(queries.cues(narration, free_only=not access.is_full))
    return labelled(HttpResponse(sheet, content_type="text/vtt; charset=utf-8"), PERSONAL)


def _narrations(pk: int) -> NarrationQuerySet:
    """This issue's, with no more of the issue than the gate asks: no word of it is loaded."""
    return (
        Narration.objects.filter(revision__issue=pk)
        .out()
        .select_related("revision__issue__season")
        .only(*FILES, *(f"revision__issue__{name}" for name in ASKED_BY_THE_GATE))
    )


def _ask_the_gate(request: HttpRequest, pk: int, narration: Narration | None) -> Access:
    """
    The gate's answer for the issue, whether or not the sound exists.

    :raises Http404: if the reader may not even know of the issue.
    """
    if narration is not None:
        issue = narration.revision.issue
    else:
        issue = get_object_or_404(Issue.objects.select_related("season"), pk=pk)
    access = access_to(issue, request.user, timezone.now())
    if not issue.is_public and not access.is_full:
        raise Http404("the issue is not public")
    return access


def _heard(request: HttpRequest, pk: int) -> tuple[Narration, Access]:
    """
    The narration whose file the player names (`?file=`), else the newest finished one.

    A running play keeps its own cues: those of a newer text would light the wrong sentences.

    :raises Http404: if there is none.
    """
    name = f"{request.GET.get('file', '')}.mp3"
    named = _narrations(pk).filter(Q(file=name) | Q(preview_file=name)).first()
    narration = named or _narrations(pk).audible().first()
    access = _ask_the_gate(request, pk, narration)
    if narration is None or not (access.is_full or _is_still_free(narration)):
        raise Http404("this issue has no sound yet")
    return narration, access


def _is_still_free(narration: Narration) -> bool:
    return queries.is_still_free(narration, narration.revision.issue.live_id)


def sound(request: HttpRequest, name: str, size: int) -> HttpResponseBase:
    """The bytes of a kept file, or the range asked for. Callers have asked the gate."""
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(("GET", "HEAD"))
    if settings.AUDIO_ACCEL_PREFIX:
        # The server in front reads the file, and does ranges and conditions itself.
        location = f"{settings.AUDIO_ACCEL_PREFIX.rstrip('/')}/{name}"
        return HttpResponse(content_type="audio/mpeg", headers={"X-Accel-Redirect": location})
    return ranged(
        request,
        open_file=partial(store.sounds().open, name),
        size=size,
        etag=name.removesuffix(".mp3"),
        content_type="audio/mpeg",
    )


def refusal(access: Access) -> HttpResponse:
    """Why not, for the player's logic and for its listener."""
    message = str(player.INVITATIONS[access.why])
    return JsonResponse({"reason": access.why.value, "message": message}, status=403)


def labelled(response: HttpResponseBase, caching: str) -> HttpResponseBase:
    response.headers["Cache-Control"] = caching
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
