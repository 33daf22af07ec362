"""What an outsider can do: read the newest revision of one issue, remark on it, perhaps pass it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from columns import services
from columns.admin.panel.times import zone_name
from columns.models import Issue, Remark, ReviewLink
from columns.reviewing.door import by_link
from columns.services.passages import named_passage, newest_reading, threads_of
from columns.services.steps import READY
from neican.kernel.moves import IllegalMove
from neican.kernel.numbers import number_in
from neican.kernel.typed import one_line


@require_safe
@by_link
def review(request: HttpRequest, link: ReviewLink) -> HttpResponse:
    """The newest text, and what this outsider and the editors said to each other about it."""
    ReviewLink.objects.filter(pk=link.pk).update(opened_at=timezone.now())
    return _page(request, link)


def _page(
    request: HttpRequest, link: ReviewLink, *, said: str = "", status: int = 200
) -> HttpResponse:
    reading = newest_reading(link.issue)
    own = link.remarks.threads()
    context = {
        "link": link,
        "token": services.link_token(link),
        "zone": zone_name(),
        "reading": reading,
        "threads": threads_of(own, reading.blocks if reading else ()),
        "said": said,
        "may_approve": link.may_approve and link.issue.stage == Issue.Status.REVIEW,
        "is_passed": link.issue.stage in READY,
    }
    return render(request, "reviewing/review.html", context, status=status)


@require_POST
@by_link
def remark(request: HttpRequest, link: ReviewLink) -> HttpResponse:
    """Say something to a passage, or to the whole."""
    reading = newest_reading(link.issue)
    block_id, quote = named_passage(
        request.POST.get("block", ""),
        request.POST.get("quote", ""),
        reading.blocks if reading else (),
    )
    return _said(request, link, block_id=block_id, quote=quote)


@require_POST
@by_link
def reply(request: HttpRequest, link: ReviewLink, remark_id: int) -> HttpResponse:
    """Answer in a thread of one's own; there are no others here."""
    parent = link.remarks.threads().filter(pk=remark_id).first()
    if parent is None:
        raise Http404(f"remark {remark_id}")
    return _said(request, link, parent=parent)


def _said(
    request: HttpRequest,
    link: ReviewLink,
    *,
    parent: Remark | None = None,
    block_id: str = "",
    quote: str = "",
) -> HttpResponse:
    body = request.POST.get("body", "")
    try:
        made = services.add_remark(
            issue_id=link.issue_id,
            body=body,
            link=link,
            at=timezone.now(),
            parent=parent,
            block_id=block_id,
            quote=quote,
        )
    except services.NotReady as refusal:
        messages.error(request, f"{refusal}。")
        return _page(request, link, said=body, status=422)
    messages.success(request, _("已经告诉编辑部了。"))
    return HttpResponseRedirect(f"{_address(link)}#remark-{(parent or made).pk}")


@require_POST
@by_link
def approve(request: HttpRequest, link: ReviewLink) -> HttpResponse:
    """Pass the text that was read; if it is another by now, or past that, say so."""
    try:
        services.approve_by_link(
            link=link,
            revision_number=number_in(request.POST.get("revision", ""), 8) or 0,
            note=one_line(request.POST.get("note", ""))[:200],
            at=timezone.now(),
        )
    except (services.StaleReview, services.NotReady) as refusal:
        messages.error(request, str(refusal))
    except IllegalMove:
        text = _("这一期的状态刚刚变了，现在不需要您通过。谢谢您读它；有话请写在批注里。")
        messages.error(request, text)
    except PermissionDenied:
        messages.error(request, _("这个链接不能通过稿子。有话请写在批注里。"))
        return _page(request, link, status=403)
    else:
        messages.success(request, _("已通过，编辑部看到了。谢谢您！"))
    return HttpResponseRedirect(_address(link))


def _address(link: ReviewLink) -> str:
    return reverse("review", args=[services.link_token(link)])
