"""The pages of kept revisions."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from columns import services
from columns.admin.guard import written_issue
from columns.admin.pages import issue_page
from columns.admin.revisions import listing, sides
from columns.admin.revisions.comparing import compared
from columns.models import Issue, Revision
from columns.services.steps import READY
from neican.accounts.desk import acting


@require_safe
def revisions(request: HttpRequest, issue_id: int) -> HttpResponse:
    """All kept revisions, newest first, and the working copy where it has gone on."""
    issue = written_issue(request, issue_id)
    page = listing.page_of(issue, request.GET.get("page", "1"))
    return issue_page(
        request,
        "admin/columns/revisions/list.html",
        issue=issue,
        title=_("修订"),
        room="revisions",
        rows=listing.rows(issue, page),
        page=page,
        unkept=listing.unkept(issue) if page.number == 1 else None,
        chosen=sides.keys(issue, "", ""),
    )


@require_safe
def compare(request: HttpRequest, issue_id: int) -> HttpResponse:
    """What changed between two states of the issue."""
    issue = written_issue(request, issue_id)
    asked = sides.keys(issue, request.GET.get("from", ""), request.GET.get("to", ""))
    comparison = compared(*(sides.side(issue, key) for key in asked)) if asked else None
    return issue_page(
        request,
        "admin/columns/revisions/compare.html",
        issue=issue,
        title=_("对照"),
        room="compare",
        comparison=comparison,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def restore(request: HttpRequest, issue_id: int, number: int) -> HttpResponse:
    """Ask first, saying what will happen; then make the old revision the working copy again."""
    issue = written_issue(request, issue_id)
    old = issue.revisions.select_related("saved_by").filter(number=number).first()
    if old is None:
        raise Http404(f"revision {number}")
    if request.method == "POST":
        return _restored(request, old)
    return issue_page(
        request,
        "admin/columns/revisions/restore.html",
        issue=issue,
        title=_("恢复旧稿"),
        room="revisions",
        old=old,
        unkept=listing.unkept(issue),
        stages=_stages_left(old),
        comparison=compared(sides.side(issue, sides.DRAFT), sides.side_of(old)),
    )


def _restored(request: HttpRequest, old: Revision) -> HttpResponse:
    kept = services.restore_revision(
        issue_id=old.issue_id, number=old.number, by=acting(request), at=timezone.now()
    )
    if kept is None:
        messages.info(
            request, _("工作稿已经和修订 %(old)s 一样，什么都没有变。") % {"old": old.number}
        )
    else:
        words = {"old": old.number, "new": kept.number}
        messages.success(
            request, _("已恢复修订 %(old)s，存为修订 %(new)s。之前的字都还在修订里。") % words
        )
    return HttpResponseRedirect(reverse("admin:columns_issue_revisions", args=[old.issue_id]))


def _stages_left(old: Revision) -> str:
    """What the restoring does to the issue's way through review; empty for nothing."""
    issue = old.issue
    if issue.stage in READY:
        if not issue.season.column.review_again:
            return _("恢复后的文字直接算作已通过。")
        return _("这一期会回到审稿中，定好的时间也会取消。")
    if issue.stage == Issue.Status.PUBLISHED:
        return _("读者看到的不变，要更新线上才换成它。")
    return ""
