"""Which texts of an issue somebody may look at as they are spoken."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from columns import rights
from columns.admin.guard import seen_issue
from columns.models import Issue, Revision
from neican.accounts.desk import acting
from neican.kernel.numbers import number_in


@dataclass(frozen=True, slots=True)
class Text:
    """A text that can be chosen, and what it is to its readers."""

    revision: Revision
    label: str


@dataclass(frozen=True, slots=True)
class Desk:
    """An issue, the texts of it that may be looked at, the one that is, and by whom."""

    issue: Issue
    texts: list[Text]
    text: Text
    may_write: bool
    may_change: bool

    @property
    def revision(self) -> Revision:
        return self.text.revision


def desk_of(request: HttpRequest, issue_id: int, number: str = "") -> Desk:
    """
    Writers look at every text; who only reads along, at what is public and no more.

    :raises Http404: for an issue that he may not know of, or a text that is not to be chosen.
    :raises PermissionDenied: for one that he may only read.
    """
    issue = seen_issue(request, issue_id)
    user = acting(request)
    may_write = rights.may_write(user, issue)
    if not may_write and not (user.has_perm("audio.view_segment") and issue.is_public):
        raise PermissionDenied("columns.change_issue")
    texts = _texts(issue) if may_write else _live(issue)
    if not texts:
        raise Http404(f"issue {issue_id} has no text yet")
    chosen = [one for one in texts if not number or one.revision.number == number_in(number)]
    if not chosen:
        raise Http404(f"revision {number}")
    may_change = user.has_perm("columns.change_issue")
    return Desk(issue, texts, chosen[0], may_write, may_change)


def _texts(issue: Issue) -> list[Text]:
    """What is read first: the live text, the approved one, the newest; each once."""
    named = {one.revision.pk: one for one in _live(issue)}
    if issue.approved is not None:
        named.setdefault(issue.approved.pk, Text(issue.approved, _("已通过")))
    newest = issue.revisions.first()
    if newest is not None:
        named.setdefault(newest.pk, Text(newest, _("最新一稿，还没有通过")))
    return list(named.values())


def _live(issue: Issue) -> list[Text]:
    return [Text(issue.live, _("线上"))] if issue.live is not None else []
