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
    HttpResponseRedirect,
    JsonResponse,
)
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from columns.audio import queries, store
from columns.audio.models import Narration, NarrationQuerySet, Recording, RecordingQuerySet
from columns.audio.ranges import ranged
from columns.audio.timings import to_vtt
from columns.models import Issue
from subscribers.paywall import Access, access_to
from subscribers.reading import cue_sheets, elsewhere, player, sound_addresses
from subscribers.reading.sound_addresses import LIGHT, WHOLE, Purpose, Stale

PERSONAL = "private, no-store"
# Short, so that a withdrawn issue falls silent within a minute in shared caches, too.
SHARED = "public, max-age=60"
# Of a sound that is still being made.
UNFINISHED = ("queued", "generating")
TYPES = {WHOLE: "audio/mpeg", LIGHT: "audio/mp4"}
FILES = (
    "file",
    "size",
    "duration_ms",
    "light_file",
    "light_size",
    "preview_file",
    "preview_size",
    "preview_duration_ms",
    "origin",
    "is_coarse",
    "revision",
)
ASKED_BY_THE_GATE = ("status", "goes_out_at", "is_trial", "live_id", "season__column_id")


def audio(request: HttpRequest, pk: int, sha: str) -> HttpResponseBase:
    """
    The whole sound, for readers with access; the gate is asked before any header is looked at.

    Any file that this issue was given will do, so that a running play goes on after an edit.
    """
    recording = _recordings(pk).filter(file=f"{sha}{WHOLE}").first()
    size = recording.size if recording else None
    return _whole(request, pk, recording, f"{sha}{WHOLE}", size)


def audio_light(request: HttpRequest, pk: int, sha: str) -> HttpResponseBase:
    """The same in fewer bytes, under the same conditions."""
    recording = _recordings(pk).filter(light_file=f"{sha}{LIGHT}").first()
    size = recording.light_size if recording else None
    return _whole(request, pk, recording, f"{sha}{LIGHT}", size)


def _whole(
    request: HttpRequest, pk: int, recording: Recording | None, name: str, size: int | None
) -> HttpResponseBase:
    access = _ask_the_gate(request, pk, recording)
    if not access.is_full:
        return labelled(refusal(access), PERSONAL)
    if size is None:
        raise Http404("this issue has no such sound")
    stale = why_stale(request, Purpose.LISTENING, name)
    if stale:
        return labelled(outdated(stale), PERSONAL)
    return labelled(sound(request, name, size), PERSONAL)


def why_stale(request: HttpRequest, purpose: Purpose, name: str) -> Stale | None:
    """Whether the request's token is of this reader, for this file; asked behind the gate."""
    token = request.GET.get(sound_addresses.KEY, "")
    return sound_addresses.why_stale(token, purpose, name, request.user.pk)


def audio_preview(request: HttpRequest, pk: int, sha: str) -> HttpResponseBase:
    """
    The sound of the free part: a file of its own, the same for everybody.

    Its address holds no token, so that shared caches keep one copy for all.
    """
    recording = _recordings(pk).filter(preview_file=f"{sha}{WHOLE}").first()
    if recording is None or not recording.issue.is_public:
        raise Http404("no public issue has such a preview")
    if not _is_still_free(recording):
        raise Http404("what this preview says is not free any more")
    opening = sound(request, recording.preview_file, recording.preview_size)
    return labelled(opening, SHARED)


@require_safe
def timings(request: HttpRequest, pk: int) -> HttpResponseBase:
    """
    The file to play and its cues, as JSON; without access the preview and its cues alone.

    While the sound is being made, 202 and how far that is.
    """
    recording, access, issue = _heard(request, pk)
    if recording is None:
        progress = player.progress(issue)
        status = 202 if progress["state"] in UNFINISHED else 404
        return labelled(JsonResponse(progress, status=status), PERSONAL)
    sheet = cue_sheets.as_json(recording, pk, is_full=access.is_full, reader_id=request.user.pk)
    return labelled(JsonResponse(sheet), PERSONAL)


@require_safe
def timings_vtt(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The same cues with their words, as WebVTT."""
    recording, access, _issue = _heard(request, pk)
    if recording is None:
        raise Http404("this issue has no sound yet")
    sheet = to_vtt(queries.cues(recording, free_only=not access.is_full))
    return labelled(HttpResponse(sheet, content_type="text/vtt; charset=utf-8"), PERSONAL)


def _recordings(pk: int) -> RecordingQuerySet:
    """This issue's, with no more of the issue than the gate asks: no word of it is loaded."""
    recordings: RecordingQuerySet = Recording.objects.filter(issue=pk)
    wanted = (*FILES, *(f"issue__{name}" for name in ASKED_BY_THE_GATE))
    return recordings.out().select_related("issue__season").only(*wanted)


def _ask_the_gate(request: HttpRequest, pk: int, recording: Recording | None) -> Access:
    """
    The gate's answer for the issue, whether or not the sound exists.

    :raises Http404: if the reader may not even know of the issue.
    """
    return _gate(request, _issue(pk, recording))


def _issue(pk: int, recording: Recording | None) -> Issue:
    if recording is not None:
        return recording.issue
    return get_object_or_404(Issue.objects.select_related("season"), pk=pk)


def _gate(request: HttpRequest, issue: Issue) -> Access:
    access = access_to(issue, request.user, timezone.now())
    if not issue.is_public and not access.is_full:
        raise Http404("the issue is not public")
    return access


def _heard(request: HttpRequest, pk: int) -> tuple[Recording | None, Access, Issue]:
    """
    The recording whose file the player names (`?file=`), else the one that readers get.

    A running play keeps its own cues: those of a newer text would light the wrong sentences.
    None where there is nothing that this reader may hear.
    """
    name = f"{_asked_file(request)}{WHOLE}"
    recording = _recordings(pk).filter(Q(file=name) | Q(preview_file=name)).first() or _newest(pk)
    issue = _issue(pk, recording)
    access = _gate(request, issue)
    if recording is not None and not (access.is_full or _is_still_free(recording)):
        recording = None
    return recording, access, issue


def _asked_file(request: HttpRequest) -> str:
    """What no file can be called is asked of no table: PostgreSQL fails on some of it."""
    asked = request.GET.get("file", "")
    return asked if asked.isascii() and asked.isalnum() else ""


def _newest(pk: int) -> Recording | None:
    narrations: NarrationQuerySet = Narration.objects.filter(revision__issue=pk)
    newest = narrations.out().audible().values("recording")[:1]
    return _recordings(pk).filter(pk__in=list(newest.values_list("recording", flat=True))).first()


def _is_still_free(recording: Recording) -> bool:
    return queries.is_still_free(recording, recording.issue.live_id)


def sound(request: HttpRequest, name: str, size: int) -> HttpResponseBase:
    """The bytes of a kept file, or the range asked for. Callers have asked the gate."""
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(("GET", "HEAD"))
    content_type = TYPES[LIGHT if name.endswith(LIGHT) else WHOLE]
    if settings.AUDIO_ACCEL_PREFIX:
        # The server in front reads the file, and does ranges and conditions itself.
        location = f"{settings.AUDIO_ACCEL_PREFIX.rstrip('/')}/{name}"
        return HttpResponse(content_type=content_type, headers={"X-Accel-Redirect": location})
    address = elsewhere.address(store.sounds(), name, content_type, request.method)
    if address:
        return HttpResponseRedirect(address)
    return ranged(
        request,
        open_file=partial(store.sounds().open, name),
        size=size,
        etag=name.partition(".")[0],
        content_type=content_type,
    )


def refusal(access: Access) -> HttpResponse:
    """Why not, for the player's logic and for its listener."""
    return _refused(access.why.value, str(player.INVITATIONS[access.why]))


def outdated(stale: Stale) -> HttpResponse:
    """The right is there, the address is not good any more; the player asks for another one."""
    return _refused(stale.value, _("这个收听地址已经失效，请回到这一期的页面再听。"))


def _refused(reason: str, message: str) -> HttpResponse:
    return JsonResponse({"reason": reason, "message": message}, status=403)


def labelled(response: HttpResponseBase, caching: str) -> HttpResponseBase:
    """A redirect is nobody else's and for once: what it leads to opens to whoever holds it."""
    response.headers["Cache-Control"] = PERSONAL if response.status_code == 302 else caching
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
