"""The issue's own 播讲稿: written, begun from the text, put to use, set aside."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from columns.admin.pages import issue_page
from columns.audio import services, tasks
from columns.audio.admin.script_desk.texts import Desk, desk_of
from columns.audio.models import OwnScript
from columns.audio.own_script import CHAPTER, LONGEST, QUOTE, OwnLine, has_wall, own_lines
from columns.audio.queries import settings_for
from columns.audio.script import Line, derived_lines, free_ids
from columns.audio.services.reading import laid_out
from columns.audio.services.scripting import stamp
from neican.accounts.desk import acting
from neican.kernel.bell import BELL
from neican.kernel.document import Kind, from_json
from neican.kernel.typed import plain


@dataclass(frozen=True, slots=True)
class Look:
    """What would be heard of a script: how much says the page, and where its free part ends."""

    lines: list[OwnLine]
    has_wall: bool

    @property
    def tied(self) -> int:
        """Lines that light up their sentence on the page."""
        return sum(line.place is not None for line in self.lines)

    @property
    def free(self) -> list[OwnLine]:
        """What strangers may hear."""
        return [line for line in self.lines if line.is_free]

    @property
    def stopped_at(self) -> OwnLine | None:
        """The line before the wall that is not free after all."""
        return next((one for one in self.lines if one.is_offered and not one.is_free), None)


@require_http_methods(["GET", "HEAD", "POST"])
def own_script(request: HttpRequest, issue_id: int) -> HttpResponse:
    """Write it; look at what would come of it; keep it, use it, set it aside."""
    desk = desk_of(request, issue_id)
    if not desk.may_write:
        raise PermissionDenied("columns.change_issue")
    own = OwnScript.objects.filter(issue=desk.issue).select_related("changed_by").first()
    if request.method == "POST":
        return _changed(request, desk, own)
    return _page(request, desk, own, text=own.text if own else "")


def _changed(request: HttpRequest, desk: Desk, own: OwnScript | None) -> HttpResponse:
    if not desk.may_change:
        raise PermissionDenied("columns.change_issue")
    deed, text = request.POST.get("do", ""), plain(request.POST.get("text", ""))
    if deed == "derive":
        messages.info(request, _("已从正文生成，还没有保存。改好了再保存。"))
        return _page(request, desk, own, text=_derived(desk))
    if deed == "look":
        return _page(request, desk, own, text=text)
    try:
        _do(request, desk, own, deed, text)
    except services.Unsayable as refusal:
        status = 409 if isinstance(refusal, services.Stale) else 422
        return _page(request, desk, own, text=text, refusal=str(refusal), status=status)
    BELL.ring(tasks.narrate)
    return HttpResponseRedirect(reverse("admin:audio_own_script", args=[desk.issue.pk]))


def _do(request: HttpRequest, desk: Desk, own: OwnScript | None, deed: str, text: str) -> None:
    hand: dict[str, Any] = {
        "seen": request.POST.get("seen", ""),
        "by": acting(request),
        "at": timezone.now(),
    }
    if deed in ("use", "unuse") and own is not None:
        services.use_own_script(issue_id=desk.issue.pk, is_used=deed == "use", **hand)
        said = _("照这一份读了。") if deed == "use" else _("改回照正文读，这一份留着。")
    else:
        is_used = deed != "keep"
        services.keep_own_script(
            revision=laid_out(desk.revision), text=text, is_used=is_used, **hand
        )
        said = _("保存好了，照这一份读。") if is_used else _("保存好了，没有用它读。")
    messages.success(request, said)


def _page(
    request: HttpRequest,
    desk: Desk,
    own: OwnScript | None,
    *,
    text: str,
    refusal: str = "",
    status: int = 200,
) -> HttpResponse:
    return issue_page(
        request,
        "admin/audio/script/own.html",
        issue=desk.issue,
        title=_("自写播讲稿"),
        room="script",
        status=status,
        desk=desk,
        own=own,
        text=text,
        is_unsaved=text != (own.text if own else ""),
        seen=stamp([own] if own else []),
        look=_look(desk, own, text) if text.strip() else None,
        refusal=refusal,
        limit=LONGEST,
        is_behind=own is not None and own.written_for < desk.revision.number,
    )


def _look(desk: Desk, own: OwnScript | None, text: str) -> Look:
    revision = laid_out(desk.revision)
    is_kept = own is not None and own.text == text
    is_settled = not is_kept or set(free_ids(revision)).issuperset(own.free_ids if own else ())
    blocks = from_json(revision.blocks)
    lines = own_lines(text, blocks, opening=_("开场"), is_settled=is_settled)
    return Look(lines, has_wall(text))


def _derived(desk: Desk) -> str:
    """What would be said of the text, as a script to go on from."""
    manner = settings_for(desk.issue.season.column_id)
    said = [one for one in derived_lines(laid_out(desk.revision), manner) if not one.is_skipped]
    return "\n\n".join(_passages(said)) + "\n"


def _passages(lines: Iterable[Line]) -> Iterable[str]:
    """Paragraphs as the page has them, with the wall where the page has its own."""
    block, was_free, words = "", True, ""
    for line in lines:
        if line.block_id != block:
            if words:
                yield words
            words = ""
            if was_free and not line.is_free:
                yield "==="
        block, was_free = line.block_id, line.is_free
        words += _written(line, begins=not words)
    if words:
        yield words


def _written(line: Line, *, begins: bool) -> str:
    said = line.said.strip()
    if not begins:
        return said
    if line.kind is Kind.HEADING:
        return f"{CHAPTER}{said}"
    return f"{QUOTE}{said}" if line.kind is Kind.QUOTE else said
