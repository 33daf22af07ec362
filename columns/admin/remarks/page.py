"""What the review page shows."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from columns.admin.pages import issue_page
from columns.admin.remarks.links import LinkForm, rows
from columns.admin.revisions import listing, sides
from columns.admin.revisions.comparing import Comparison, compared
from columns.models import Issue
from columns.services.passages import Reading, newest_reading, threads_of


def review_page(
    request: HttpRequest,
    issue: Issue,
    *,
    said: str = "",
    link_form: LinkForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """:param said: a remark that was refused, so that it can be put right."""
    now = timezone.now()
    reading = newest_reading(issue)
    threads = threads_of(issue.remarks.threads(), reading.blocks) if reading else []
    return issue_page(
        request,
        "admin/columns/remarks/review.html",
        issue=issue,
        title=_("审阅"),
        room="review",
        status=status,
        reading=reading,
        threads=[one for one in threads if one.remark.resolved_at is None],
        settled=[one for one in threads if one.remark.resolved_at is not None],
        unkept=listing.unkept(issue),
        comparison=_since_settled(issue, reading),
        said=said,
        links=rows(request, issue, now),
        link_form=link_form or LinkForm(),
        may_link=request.user.has_perm("columns.change_issue"),
        is_in_review=issue.stage == Issue.Status.REVIEW,
        may_decide=request.user.has_perm("columns.publish_issue"),
    )


def back_to(issue: Issue, anchor: str) -> HttpResponse:
    """To that place of the review page."""
    address = reverse("admin:columns_issue_review", args=[issue.pk])
    return HttpResponseRedirect(f"{address}#{anchor}")


def _since_settled(issue: Issue, reading: Reading | None) -> Comparison | None:
    """What changed since the text that was approved or is live; None where none was."""
    settled = [one for one in (issue.approved, issue.live) if one is not None]
    ground = max(settled, key=lambda one: one.number, default=None)
    if ground is None or reading is None or ground.pk == reading.revision.pk:
        return None
    return compared(sides.side_of(ground), sides.side_of(reading.revision))
