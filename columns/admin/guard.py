"""The door of every newsroom page: which issue is it, and may this person come in?"""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest

from columns import rights
from columns.models import Issue
from neican.accounts.desk import acting


def seen_issue(request: HttpRequest, issue_id: int) -> Issue:
    """
    An issue whose public side this person may see.

    :raises Http404: for one that he may not even know of.
    """
    issue = (
        rights.visible_to(acting(request))
        .select_related("season__column", "live", "approved", "held_by")
        .filter(pk=issue_id)
        .first()
    )
    if issue is None:
        raise Http404(f"issue {issue_id}")
    return issue


def written_issue(request: HttpRequest, issue_id: int) -> Issue:
    """
    An issue whose draft, revisions and remarks this person may see and write.

    :raises Http404: for one that he may not even know of.
    :raises PermissionDenied: for one that he may only read in public.
    """
    issue = seen_issue(request, issue_id)
    if not rights.may_write(acting(request), issue):
        raise PermissionDenied("columns.change_issue")
    return issue
