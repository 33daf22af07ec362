"""An issue's facts by their names, as a person reads them; in the tables they are ids."""

from dataclasses import dataclass
from typing import Any

from columns.facts import Facts, cleaned
from columns.models import Author, Image


@dataclass(frozen=True, slots=True)
class Words:
    """`authors`: in printed order; `topics`: as in the facts, label, question and section."""

    headline: str
    rubric: str
    standfirst: str
    is_trial: bool
    head_image: Image | None
    authors: tuple[str, ...]
    topics: tuple[dict[str, Any], ...]


def in_words(facts: Facts) -> Words:
    """Whoever has left the house since is passed over, as in print."""
    facts = cleaned(facts)
    names = dict(Author.objects.filter(pk__in=facts["authors"]).values_list("pk", "name"))
    return Words(
        headline=facts["headline"],
        rubric=facts["rubric"],
        standfirst=facts["standfirst"],
        is_trial=facts["is_trial"],
        head_image=Image.objects.filter(pk=facts["head_image"]).first(),
        authors=tuple(names[pk] for pk in facts["authors"] if pk in names),
        topics=tuple(facts["topics"]),
    )
