"""The rows of the revision list: who kept what and when, how much it changed, what became of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.core.paginator import Page, Paginator

from columns.admin.revisions.sizes import Size, size_change, sizes
from columns.models import Draft, Issue, Revision
from neican.accounts.models import User

PER_PAGE = 20
_SHOWN = ("issue", "number", "body", "facts", "note", "contributors", "saved_by", "saved_at")


@dataclass(frozen=True, slots=True)
class Row:
    """One kept revision. `writers`: whose words came in, save for the one who kept it."""

    revision: Revision
    size: Size | None
    writers: Sequence[str]
    is_live: bool
    is_approved: bool


@dataclass(frozen=True, slots=True)
class Unkept:
    """The working copy, where it says something else than the newest revision."""

    draft: Draft
    size: Size


def newest(issue: Issue) -> Revision | None:
    """The revision kept last."""
    found: Revision | None = issue.revisions.only(*_SHOWN).first()
    return found


def unkept(issue: Issue) -> Unkept | None:
    """None where the newest revision holds all."""
    draft = Draft.objects.select_related("saved_by").get(issue=issue)
    last = newest(issue)
    if last is None:
        return Unkept(draft, size_change("", draft.body)) if draft.body else None
    if (last.body, last.facts) == (draft.body, draft.facts):
        return None
    return Unkept(draft, size_change(last.body, draft.body))


def page_of(issue: Issue, number: str) -> Page:
    """The revisions of a page, newest first."""
    kept = issue.revisions.only(*_SHOWN, "saved_by__display_name", "saved_by__email")
    return Paginator(kept.select_related("saved_by"), PER_PAGE).get_page(number)


def rows(issue: Issue, page: Page) -> list[Row]:
    """The page's revisions with what is said beside them."""
    revisions = list(page.object_list)
    changes = sizes([*revisions, *_before(issue, revisions)])
    names = _names(revisions)
    return [
        Row(
            revision=revision,
            size=changes.get(revision.pk),
            writers=_others(revision, names),
            is_live=revision.pk == issue.live_id and issue.is_public,
            is_approved=revision.pk == issue.approved_id,
        )
        for revision in revisions
    ]


def _before(issue: Issue, revisions: Sequence[Revision]) -> list[Revision]:
    """The one that the page's oldest is measured against."""
    if not revisions:
        return []
    older = issue.revisions.filter(number__lt=revisions[-1].number)
    return list(older.only(*_SHOWN)[:1])


def _names(revisions: Iterable[Revision]) -> dict[int, str]:
    wanted = {pk for revision in revisions for pk in revision.contributors}
    return {user.pk: str(user) for user in User.objects.filter(pk__in=wanted)}


def _others(revision: Revision, names: Mapping[int, str]) -> list[str]:
    return [names[pk] for pk in revision.contributors if pk in names and pk != revision.saved_by_id]
