"""Making and taking back links for outsiders."""

from datetime import timedelta

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from columns import services
from columns.admin.guard import written_issue
from columns.admin.remarks.links import LinkForm
from columns.admin.remarks.page import back_to, review_page
from columns.rights import OwnText
from neican.accounts.desk import acting


@require_POST
def make(request: HttpRequest, issue_id: int) -> HttpResponse:
    """Make a link; its address is then in the list for as long as it opens something."""
    issue = written_issue(request, issue_id)
    form = LinkForm(request.POST)
    if not form.is_valid():
        return review_page(request, issue, link_form=form, status=422)
    try:
        made = services.make_review_link(
            issue_id=issue.pk,
            reviewer=form.cleaned_data["reviewer"],
            may_approve=form.cleaned_data["may_approve"],
            lasts=timedelta(days=form.cleaned_data["days"]),
            by=acting(request),
            at=timezone.now(),
        )
    except OwnText as refusal:
        form.add_error("may_approve", str(refusal))
        return review_page(request, issue, link_form=form, status=403)
    messages.success(request, _("链接已生成，在下面复制给 %(name)s。") % {"name": made.reviewer})
    return back_to(issue, "links")


@require_POST
def revoke(request: HttpRequest, issue_id: int, link_id: int) -> HttpResponse:
    """Close a link at once."""
    issue = written_issue(request, issue_id)
    link = issue.review_links.filter(pk=link_id).first()
    if link is None:
        raise Http404(f"link {link_id}")
    services.revoke_review_link(link=link, by=acting(request), at=timezone.now())
    messages.success(request, _("%(name)s 的链接已撤销，再也打不开。") % {"name": link.reviewer})
    return back_to(issue, "links")
