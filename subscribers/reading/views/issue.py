"""The issue page, and the comment that is written under it."""

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from columns.models import Issue
from neican.kernel.numbers import number_in
from subscribers.comments.services import Refused, write_comment
from subscribers.paywall import Access, Why, access_to
from subscribers.reading import player, queries
from subscribers.reading.caching import personal
from subscribers.reading.conversation import Draft
from subscribers.reading.page import issue_page


def _found(request: HttpRequest, pk: int) -> tuple[Issue, Access]:
    """:raises Http404: for an issue that this reader may not even know of."""
    issue = queries.issue_for_page(pk)
    if issue is None:
        raise Http404(f"issue {pk}")
    access = access_to(issue, request.user, timezone.now())
    if access.why == Why.NOT_PUBLIC:
        raise Http404(f"issue {pk}")
    return issue, access


def _page(
    request: HttpRequest, issue: Issue, access: Access, draft: Draft, status: int = 200
) -> HttpResponse:
    context = issue_page(
        issue,
        access,
        request.user,
        player=player.card(issue, access, request.user.pk),
        draft=draft,
    )
    return render(request, "reading/issue.html", context, status=status)


@require_safe
@personal
def issue(request: HttpRequest, pk: int) -> HttpResponse:
    """The issue as far as the gate opens, its sound, and what readers say to it."""
    found, access = _found(request, pk)
    draft = Draft(parent_id=number_in(request.GET.get("reply_to", "")))
    return _page(request, found, access, draft)


@require_POST
@personal
def comment(request: HttpRequest, pk: int) -> HttpResponse:
    """Store a comment; refused, the page comes back with the text still in the box."""
    found, access = _found(request, pk)
    draft = Draft(
        body=request.POST.get("body", ""), parent_id=number_in(request.POST.get("parent", ""))
    )
    if not request.user.is_authenticated:
        return _page(request, found, access, draft, status=403)
    try:
        written = write_comment(
            issue_id=found.pk,
            author=request.user,
            body=draft.body,
            parent_id=draft.parent_id,
            at=timezone.now(),
        )
    except Refused as refusal:
        if refusal.code == "bad_text":
            raise BadRequest(refusal.message) from refusal
        status = 403 if refusal.code == "no_access" else 422
        return _page(request, found, access, draft.refused(refusal.message), status=status)
    messages.success(request, _("评论已收到，审核通过后公开。"))
    return HttpResponseRedirect(f"{found.get_absolute_url()}#comment-{written.pk}")
