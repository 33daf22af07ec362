"""Where a picture is used: printed, in working copies, in any text that was ever kept."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from columns.models import Draft, EditingSession, Image, Issue, Revision

# How long after its last sign of life a closed window may still bring its text back.
_COMES_BACK = timedelta(days=7)


class Place(StrEnum):
    """What a picture is to an issue."""

    HEAD = "head"
    LIVE = "live"
    DRAFT = "draft"
    KEPT = "kept"

    @property
    def label(self) -> str:
        """In words."""
        return str(_LABELS[self])


_LABELS = {
    Place.HEAD: _("头图"),
    Place.LIVE: _("线上正文"),
    Place.DRAFT: _("草稿"),
    Place.KEPT: _("从前的修订"),
}


@dataclass(frozen=True, slots=True)
class Use:
    """An issue and what the picture is to it, the most visible place first."""

    issue: Issue
    places: tuple[Place, ...]


def uses_of(image: Image, now: datetime) -> list[Use]:
    """All of them, old revisions included: what was kept must stay readable."""
    found: dict[int, list[Place]] = {}
    for place, issues in _issues(image, now):
        for issue in issues:
            found.setdefault(issue, []).append(place)
    known = Issue.objects.select_related("season__column").in_bulk(list(found))
    return [Use(known[issue], tuple(places)) for issue, places in found.items()]


def _issues(image: Image, now: datetime) -> Iterator[tuple[Place, set[int]]]:
    """Ids of issues by place; a kept text counts only where nothing nearer holds the picture."""
    names = Q(facts__head_image=image.pk)
    if image.stem:
        names |= Q(body__contains=f"/{image.stem}.")
    head = set(Issue.objects.filter(head_image=image).values_list("pk", flat=True))
    revisions = Revision.objects.filter(names).values_list("issue", "live_for")
    live = {issue for issue, live in revisions if live is not None} - head
    drafts = set(Draft.objects.filter(names).values_list("issue", flat=True))
    drafts |= set(_windows(image, names, now).values_list("issue", flat=True))
    kept = {issue for issue, _live in revisions} - head - live - drafts
    yield from ((Place.HEAD, head), (Place.LIVE, live), (Place.DRAFT, drafts), (Place.KEPT, kept))


def _windows(image: Image, names: Q, now: datetime) -> QuerySet[EditingSession]:
    """What a window of the desk holds unsaved, or was refused, may yet come back."""
    lately = Q(seen_at__gt=now - _COMES_BACK)
    return EditingSession.objects.filter((names & lately) | _refused(image))


def _refused(image: Image) -> Q:
    held = Q(refused__facts__head_image=image.pk)
    return held | Q(refused__body__icontains=f"/{image.stem}.") if image.stem else held
