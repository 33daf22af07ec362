"""Which two states of an issue are compared: those asked for, or what is most worth knowing."""

from django.http import Http404
from django.utils.translation import gettext as _

from columns.admin.revisions.comparing import Side
from columns.admin.revisions.listing import unkept
from columns.models import Draft, Issue, Revision
from neican.kernel.numbers import number_in

DRAFT = "draft"


def side(issue: Issue, key: str) -> Side:
    """
    A revision by its number, or the working copy.

    :raises Http404: for a number that this issue does not have.
    """
    if key == DRAFT:
        draft = Draft.objects.select_related("saved_by").get(issue=issue)
        return Side(DRAFT, _("工作稿"), draft.body, draft.facts, draft)
    revision = (
        issue.revisions.select_related("saved_by").filter(number=number_in(key, 8) or 0).first()
    )
    if revision is None:
        raise Http404(f"revision {key}")
    return side_of(revision)


def side_of(revision: Revision) -> Side:
    """A kept revision as one side."""
    return Side(str(revision.number), str(revision), revision.body, revision.facts, revision)


def keys(issue: Issue, before: str, after: str) -> tuple[str, str] | None:
    """
    The keys asked for; where one is left open: from what readers have, or what was approved, to
    the newest. None where there is nothing to compare.
    """
    after = after or _newest_key(issue)
    before = before or _ground(issue, after)
    return (before, after) if before and after else None


def _newest_key(issue: Issue) -> str:
    if unkept(issue) is not None:
        return DRAFT
    last = issue.revisions.values_list("number", flat=True).first()
    return "" if last is None else str(last)


def _ground(issue: Issue, after: str) -> str:
    """The live text, else the approved one, else whatever was kept before."""
    for settled in (issue.live, issue.approved):
        if settled is not None and str(settled.number) != after:
            return str(settled.number)
    older = issue.revisions.values_list("number", flat=True)
    if after != DRAFT:
        older = older.filter(number__lt=number_in(after, 8) or 0)
    found = older.first()
    return "" if found is None else str(found)
