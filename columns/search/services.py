"""Keeping the index true to the tables, and asking it. It never decides who may see."""

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from columns.models import Issue
from columns.search import names
from columns.search.documents import document_of
from columns.search.indexes import Hit, of_this_database
from columns.search.models import Entry
from columns.search.tokens import phrases

__all__ = ["Hit", "find", "forget_issue", "index_issue", "owed", "rebuild"]

# What a change of makes the index stale without a new text.
COPIED = ("headline", "rubric", "standfirst")


def find(query: str, *, limit: int = 50) -> list[Hit]:
    """
    Find the published issues that hold all that is asked for, best first.

    A hit with `in_public` False matches only with words behind the wall: show it, and a passage,
    only where the gate says full. Any query is fine; one without a word finds nothing.
    """
    wanted = phrases(query)
    return of_this_database().find(wanted, limit) if wanted else []


@transaction.atomic
def index_issue(issue_id: int) -> None:
    """Make an issue findable by its live text; forget it where it is not public."""
    issue = (
        Issue.objects.public(timezone.now())
        .select_related("live", "season__column")
        .filter(pk=issue_id)
        .first()
    )
    if issue is None or issue.live is None:
        forget_issue(issue_id)
        return
    copied = {name: getattr(issue, name) for name in COPIED}
    copied["names"] = names.copied(issue)
    Entry.objects.update_or_create(issue=issue, defaults={"revision": issue.live, **copied})
    of_this_database().put(issue.pk, document_of(issue, issue.live))


@transaction.atomic
def forget_issue(issue_id: int) -> None:
    """Make an issue unfindable."""
    of_this_database().remove([issue_id])
    Entry.objects.filter(issue=issue_id).delete()


def owed() -> list[int]:
    """Issues to be indexed anew: public and not as indexed, or indexed and no longer public."""
    copied = {name: OuterRef(name) for name in COPIED}
    true_entry = names.unchanged().filter(issue=OuterRef("pk"), revision=OuterRef("live"), **copied)
    public = Issue.objects.public(timezone.now())
    missing = public.filter(~Exists(true_entry)).values_list("pk", flat=True)
    hidden = Entry.objects.exclude(issue__in=public.values("pk"))
    return [*missing, *hidden.values_list("issue", flat=True)]


def rebuild() -> int:
    """Index every public issue anew and forget all others; how many are findable."""
    public = list(Issue.objects.public(timezone.now()).values_list("pk", flat=True))
    hidden = Entry.objects.exclude(issue__in=public)
    for issue_id in [*hidden.values_list("issue", flat=True), *public]:
        index_issue(issue_id)
    return len(public)
