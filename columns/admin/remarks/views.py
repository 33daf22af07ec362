"""The review page, and what is said on it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from columns import services
from columns.admin.guard import written_issue
from columns.admin.remarks.page import back_to, review_page
from columns.models import Issue, Remark
from columns.services.passages import named_passage, newest_reading
from neican.accounts.desk import acting


@require_safe
def review(request: HttpRequest, issue_id: int) -> HttpResponse:
    """Read the newest revision, remark on it, and go on to pass it or hand it back."""
    return review_page(request, written_issue(request, issue_id))


@require_POST
def remark(request: HttpRequest, issue_id: int) -> HttpResponse:
    """Say something to a passage, or to the whole."""
    issue = written_issue(request, issue_id)
    reading = newest_reading(issue)
    block_id, quote = named_passage(
        request.POST.get("block", ""),
        request.POST.get("quote", ""),
        reading.blocks if reading else (),
    )
    return _said(request, issue, block_id=block_id, quote=quote)


@require_POST
def reply(request: HttpRequest, issue_id: int, remark_id: int) -> HttpResponse:
    """Answer a remark."""
    issue = written_issue(request, issue_id)
    return _said(request, issue, parent=thread(issue, remark_id))


def _said(
    request: HttpRequest,
    issue: Issue,
    *,
    parent: Remark | None = None,
    block_id: str = "",
    quote: str = "",
) -> HttpResponse:
    body = request.POST.get("body", "")
    try:
        made = services.add_remark(
            issue_id=issue.pk,
            body=body,
            by=acting(request),
            at=timezone.now(),
            parent=parent,
            block_id=block_id,
            quote=quote,
        )
    except services.NotReady as refusal:
        messages.error(request, f"{refusal}。")
        return review_page(request, issue, said=body, status=422)
    return back_to(issue, f"remark-{(parent or made).pk}")


@require_POST
def resolve(request: HttpRequest, issue_id: int, remark_id: int) -> HttpResponse:
    """Say that a remark is dealt with."""
    issue = written_issue(request, issue_id)
    found = thread(issue, remark_id)
    services.resolve_remark(remark=found, by=acting(request), at=timezone.now())
    return back_to(issue, f"remark-{found.pk}")


@require_POST
def reopen(request: HttpRequest, issue_id: int, remark_id: int) -> HttpResponse:
    """Say that it is not."""
    issue = written_issue(request, issue_id)
    found = thread(issue, remark_id)
    services.reopen_remark(remark=found, by=acting(request))
    return back_to(issue, f"remark-{found.pk}")


def thread(issue: Issue, remark_id: int) -> Remark:
    """:raises Http404: for a remark of another issue, or a mere reply."""
    found = issue.remarks.threads().filter(pk=remark_id).first()
    if found is None:
        raise Http404(f"remark {remark_id}")
    return found
