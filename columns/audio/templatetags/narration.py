"""What the newsroom's pages show of an issue's sound, without knowing this room."""

from dataclasses import dataclass
from typing import Any

from django import template

from columns.audio import queries
from columns.audio.models import Narration
from columns.models import Issue, Revision

register = template.Library()


@dataclass(frozen=True, slots=True)
class Sounding:
    """The sound that readers get, and the work on the text that goes out next or is out."""

    heard: Narration | None
    work: Narration | None

    @property
    def is_outdated(self) -> bool:
        """Whether readers hear an older text than they read."""
        heard, work = self.heard, self.work
        return heard is not None and work is not None and heard.revision_id < work.revision_id


@register.simple_tag
def sounding(issue: Issue) -> Sounding:
    """The issue's sound as its editors must know of it; three queries."""
    texts = Revision.objects.to_be_heard().filter(issue=issue)
    work = Narration.objects.filter(revision__in=texts).select_related("recording")
    newest = work.order_by("-revision__number", "origin").first()
    return Sounding(heard=queries.narration_for(issue), work=newest)


@register.filter
def minutes(milliseconds: Any) -> str:
    """A length as 06:36."""
    whole, rest = divmod(round((milliseconds or 0) / 1000), 60)
    return f"{whole:02}:{rest:02}"
