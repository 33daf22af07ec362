"""The script of an issue at the desk: looked at, changed sentence by sentence, listened to."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
    JsonResponse,
)
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from columns.audio import services, tasks
from columns.audio.admin.script_desk.page import (
    Part,
    ask_to_read,
    part_of,
    script_address,
    script_page,
)
from columns.audio.admin.script_desk.rows import missing, rows_of
from columns.audio.admin.script_desk.texts import Desk, desk_of
from columns.audio.script import Line
from neican.accounts.desk import acting
from neican.kernel.bell import BELL

SAID = {
    "skip": _("不读这一句了。"),
    "skip_block": _("不读这一段了。"),
    "restore": _("恢复成原来的读法了。"),
    "restore_block": _("这一段恢复成原来的读法了。"),
    "say": _("改读好了。"),
    "again": _("这一句会再合成一遍。"),
}


@require_safe
def script(request: HttpRequest, issue_id: int) -> HttpResponse:
    """What is said, sentence by sentence, beside what is written."""
    desk = desk_of(request, issue_id, request.GET.get("revision", ""))
    sentence_id = request.GET.get("sentence", "")
    return script_page(
        request, desk, part_of(desk, request.GET.get("part", ""), sentence_id=sentence_id)
    )


@require_safe
def readings(request: HttpRequest, issue_id: int) -> JsonResponse:
    """The spoken side of a page's rows as far as it is known; asked while a worker reads."""
    desk = desk_of(request, issue_id, request.GET.get("revision", ""))
    part = part_of(desk, request.GET.get("part", ""))
    rows = rows_of(desk.revision, part.script, part.lines)
    wanting = missing(rows)
    if wanting and request.GET.get("again"):
        ask_to_read(desk, part)
    shown = {
        row.line.sentence_id: render_to_string("admin/audio/script/_spoken.html", {"row": row})
        for row in rows
        if row.is_known
    }
    return JsonResponse({"lines": shown, "missing": wanting})


@require_POST
def change(request: HttpRequest, issue_id: int) -> HttpResponse:
    """One change of one sentence or its block; a stale form is told and keeps its words."""
    desk = desk_of(request, issue_id, request.POST.get("revision", ""))
    if not desk.may_change:
        raise PermissionDenied("columns.change_issue")
    sentence_id = request.POST.get("sentence", "")
    part = part_of(desk, "", sentence_id=sentence_id)
    line = line_in(part, sentence_id)
    deed = request.POST.get("do", "")
    if deed not in SAID:
        raise Http404(deed)
    try:
        _do(request, desk, part, line, deed)
    except services.Unsayable as refusal:
        refused = {
            "sentence": sentence_id,
            "words": request.POST.get("words", ""),
            "why": str(refusal),
        }
        status = 409 if isinstance(refusal, services.Stale) else 422
        return script_page(request, desk, part, status=status, refused=refused)
    BELL.ring(tasks.narrate)
    messages.success(request, SAID[deed])
    return HttpResponseRedirect(script_address(desk, part, sentence_id))


def line_in(part: Part, sentence_id: str) -> Line:
    """:raises Http404: for a sentence that the text does not have."""
    for line in part.lines:
        if line.sentence_id == sentence_id:
            return line
    raise Http404(f"sentence {sentence_id}")


def _do(request: HttpRequest, desk: Desk, part: Part, line: Line, deed: str) -> None:
    hand: dict[str, Any] = {
        "issue_id": desk.issue.pk,
        "seen": request.POST.get("seen", ""),
        "by": acting(request),
        "at": timezone.now(),
    }
    block = [one.sentence_id for one in part.script if one.block_id == line.block_id]
    if deed.endswith("_block"):
        hand["seen"] = request.POST.get("block_seen", "")
    if deed in ("skip", "skip_block"):
        ids = block if deed == "skip_block" else [line.sentence_id]
        services.skip_lines(sentence_ids=ids, **hand)
    elif deed in ("restore", "restore_block"):
        ids = block if deed == "restore_block" else [line.sentence_id]
        services.restore_lines(sentence_ids=ids, **hand)
    elif deed == "say":
        words = request.POST.get("words", "")
        services.say_line_as(sentence_id=line.sentence_id, words=words, **hand)
    else:
        services.say_line_again(sentence_id=line.sentence_id, **hand)
