"""What stands at the end of the free part: exactly what is left, and what opens it."""

from collections.abc import Sequence
from dataclasses import dataclass

from columns.models import Revision
from subscribers.models import Plan


@dataclass(frozen=True, slots=True)
class Wall:
    """`characters` and `percent` of the text, and the titles of the sections, behind the wall."""

    characters: int
    percent: int
    sections: Sequence[str]
    plans: Sequence[Plan]


def wall(revision: Revision, plans: Sequence[Plan]) -> Wall:
    """From public figures only."""
    left = max(revision.characters - revision.free_characters, 0)
    return Wall(
        characters=left,
        percent=round(100 * left / revision.characters) if revision.characters else 0,
        sections=[section["title"] for section in revision.sections if not section["is_free"]],
        plans=plans,
    )
