"""Who may see, write and decide which issue. Views hide by it, services refuse by it."""

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from columns.models import Author, Issue, Revision
from neican.accounts.models import User

# What an author may change in an issue that bears his name; the rest is the editors'.
AUTHORS_FACTS = frozenset({"headline", "rubric", "standfirst", "head_image", "topics"})


class OwnText(PermissionDenied):
    """Nobody passes what he wrote himself; the message says who may."""


def visible_to(user: User) -> QuerySet[Issue]:
    """Editors see all issues, authors what bears their name, who reads along what is public."""
    if user.has_perm("columns.change_issue"):
        return Issue.objects.all()
    seen = Q(pk__in=_written_by(user)) if user.has_perm("columns.write_own_issue") else Q(pk=None)
    if user.has_perm("columns.read_full_issue"):
        seen |= Q(pk__in=Issue.objects.public(timezone.now()))
    return Issue.objects.filter(seen)


def may_write(user: User, issue: Issue) -> bool:
    """Editors write all issues, authors those that bear their name."""
    if user.has_perm("columns.change_issue"):
        return True
    return (
        user.has_perm("columns.write_own_issue") and _written_by(user).filter(pk=issue.pk).exists()
    )


def require_writer(by: User | None, issue: Issue) -> None:
    """
    Let the house itself (None) and whoever may write the issue pass.

    :raises PermissionDenied: for anybody else.
    """
    if by is not None and not may_write(by, issue):
        raise PermissionDenied("columns.change_issue")


def _written_by(user: User) -> QuerySet[Issue]:
    return Issue.objects.filter(bylines__author__user=user)


def refuse_own_text(issue: Issue, revision: Revision, by: User | None) -> None:
    """
    Where the column asks for a second person, refuse whoever wrote in this text or signs it.

    What was approved before is settled: only words that came in since count.

    :raises OwnText: for one of those.
    """
    if by is None or not issue.season.column.second_person:
        return
    if by.pk in contributors(issue, revision) or _signs(by, issue, revision):
        raise OwnText(_("这一稿里有您写的字，或者署着您的名字。请另一位编辑审阅后通过。"))


def _signs(user: User, issue: Issue, revision: Revision) -> bool:
    """Whether his name stands under it, as printed or as it is to be printed."""
    if _written_by(user).filter(pk=issue.pk).exists():
        return True
    signed = revision.facts.get("authors", []) if revision.number else []
    return Author.objects.filter(user=user, pk__in=signed).exists()


def contributors(issue: Issue, revision: Revision) -> frozenset[int]:
    """Ids of the users whose words came in since the last approved text."""
    settled = max(
        (one.number for one in (issue.approved, issue.live) if one is not None), default=0
    )
    since = issue.revisions.filter(number__gt=settled, number__lte=revision.number)
    return frozenset(
        user for named in since.values_list("contributors", flat=True) for user in named
    )
