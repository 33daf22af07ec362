"""
The working copy: several windows write it at once and nothing that anybody typed is lost.

Every window numbers its saves. What it sends is merged, block by block, with what others saved
since; the common ancestor is what this window sent last, which its session remembers.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from columns import facts as facts_of
from columns.facts import Facts
from columns.models import Author, Draft, EditingSession, Event, Issue, Season
from columns.richtext import blocks_of, from_blocks, sanitise
from columns.rights import AUTHORS_FACTS, require_writer
from columns.services.sessions import SaveRefused, refuse_if_locked, see_session
from columns.services.steps import lock, record
from neican.accounts.models import User
from neican.accounts.permissions import require
from neican.kernel.merging import Merge, merge, three_way_values


@dataclass(frozen=True, slots=True)
class Saved:
    """The working copy after a save; `is_merged`: it holds more than this window sent."""

    version: int
    saved_at: datetime
    body: str
    facts: Facts
    is_merged: bool


class Clash(SaveRefused):
    """
    Two people changed the same place; both texts are kept, and a person must choose.

    `version`, `theirs`, `their_facts`: the working copy as it is. `merge`: the article with the
    places in question. `fact_names`: facts that both changed. `who`: who saved theirs.
    """

    def __init__(self, draft: Draft, merged: Merge | None, fact_names: Sequence[str]) -> None:
        super().__init__(_("有同事改了同一处。两种写法都在，请选一种，或者合起来写。"))
        self.version = draft.version
        self.theirs = draft.body
        self.their_facts: Facts = draft.facts
        self.merge = merged
        self.fact_names = tuple(fact_names)
        self.who = str(draft.saved_by or _("系统"))


@transaction.atomic
def create_issue(*, season: Season, by: User | None, at: datetime, **fields: Any) -> Issue:
    """
    Open a new draft with the next number of its season.

    `fields`: facts (see `columns.facts`), number, and an import's own published_at, source_key.
    An author's issue bears his own name, whatever else is asked for.
    """
    require(by, "columns.add_issue")
    Season.objects.select_for_update().get(pk=season.pk)
    last = season.issues.aggregate(last=Max("number"))["last"] or 0
    given = {name: fields.pop(name) for name in facts_of.NAMES if name in fields}
    given["rubric"] = given.get("rubric") or season.column.rubric
    if by is not None and not by.has_perm("columns.change_issue"):
        _refuse_foreign_facts(given.keys() - {"authors"}, by)
        given["authors"] = list(Author.objects.filter(user=by).values_list("pk", flat=True))
    issue = Issue.objects.create(season=season, number=fields.pop("number", last + 1), **fields)
    facts_of.print_(issue, facts_of.changed(facts_of.printed(issue), given))
    Draft.objects.create(issue=issue, facts=facts_of.printed(issue), saved_by=by, saved_at=at)
    record(issue, Event.Kind.CREATED, by=by, at=at)
    return issue


@transaction.atomic
def _save(
    *,
    issue_id: int,
    key: UUID,
    seq: int,
    body: str,
    facts: Mapping[str, Any],
    by: User,
    at: datetime,
    over_version: int | None,
) -> Saved | Clash:
    issue = lock(issue_id, at)
    require_writer(by, issue)
    _refuse_foreign_facts(facts, by)
    draft = Draft.objects.select_related("saved_by").get(issue=issue)
    session = see_session(issue_id=issue_id, key=key, by=by, at=at)
    refuse_if_locked(issue, session, at)
    if seq <= session.seq or seq < (session.refused or {}).get("seq", 0):
        return _saved(draft, is_merged=True)
    mine, my_facts = sanitise(body), facts_of.changed(session.facts, facts)
    found = _merged(session, draft, mine, my_facts, is_settled=over_version == draft.version)
    if isinstance(found, Clash):
        session.refused = {"seq": seq, "body": mine, "facts": my_facts}
        session.save(update_fields=["refused"])
        return found
    new_body, new_facts = found
    write(draft, body=new_body, facts=new_facts, by=by, at=at)
    session.seq, session.body, session.facts, session.refused = seq, mine, my_facts, None
    session.save(update_fields=["seq", "body", "facts", "refused"])
    return _saved(draft, is_merged=(new_body, new_facts) != (mine, my_facts))


def save_draft(
    *,
    issue_id: int,
    key: UUID,
    seq: int,
    body: str,
    facts: Mapping[str, Any],
    by: User,
    at: datetime,
    over_version: int | None = None,
) -> Saved:
    """
    Save what a window holds into the working copy, together with what others saved meanwhile.

    An older save that arrives after a newer one of the same window changes nothing.

    :param facts: those that this person may change, all or some.
    :param over_version: the version whose clash he has settled; if it still is that one, his
        choice stands.
    :raises Clash: if others changed the same place; his text is remembered with his session.
    :raises LockedByAnother, SessionEnded: see there; nothing was saved.
    """
    saved = _save(
        issue_id=issue_id,
        key=key,
        seq=seq,
        body=body,
        facts=facts,
        by=by,
        at=at,
        over_version=over_version,
    )
    if isinstance(saved, Clash):
        # Outside of the transaction, so that what was refused is remembered.
        raise saved
    return saved


def write(draft: Draft, *, body: str, facts: Facts, by: User | None, at: datetime) -> bool:
    """Put text and facts into the working copy under the issue's lock; whether they are new."""
    if (draft.body, draft.facts) == (body, facts):
        return False
    draft.body, draft.facts = body, facts
    draft.version += 1
    draft.saved_by, draft.saved_at = by, at
    if by is not None and by.pk not in draft.contributors:
        draft.contributors.append(by.pk)
    draft.save()
    return True


def _merged(
    session: EditingSession, draft: Draft, mine: str, my_facts: Facts, *, is_settled: bool
) -> tuple[str, Facts] | Clash:
    """`is_settled`: he has seen their text and chosen, so that his word stands where both spoke."""
    ancestor = draft.body if is_settled else session.body
    text = merge(blocks_of(ancestor), blocks_of(mine), blocks_of(draft.body))
    facts, disputed = three_way_values(session.facts, my_facts, draft.facts)
    if is_settled:
        facts.update({name: my_facts[name] for name in disputed})
        disputed = ()
    if not text.is_clean or disputed:
        return Clash(draft, text, sorted(disputed))
    return from_blocks([block for block in text.blocks if isinstance(block, str)]), facts


def _saved(draft: Draft, *, is_merged: bool) -> Saved:
    return Saved(draft.version, draft.saved_at, draft.body, draft.facts, is_merged)


def _refuse_foreign_facts(names: Iterable[str], by: User) -> None:
    if not by.has_perm("columns.change_issue") and set(names) - AUTHORS_FACTS:
        raise PermissionDenied("columns.change_issue")
