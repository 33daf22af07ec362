"""From the head of a content file to an issue's facts."""

from typing import Any

from django.utils import timezone

from columns import services as newsroom
from columns.models import Author, Image
from neican.demo import files


def facts_for(written: dict[str, Any]) -> dict[str, Any]:
    """An issue's facts as the newsroom takes them, from the head of its file."""
    plain = ("headline", "rubric", "standfirst", "is_trial")
    return {
        **{name: written[name] for name in plain if name in written},
        "head_image": _head_image(written).pk if "head_image" in written else None,
        "authors": [Author.objects.get(slug=slug).pk for slug in written["authors"]],
        "topics": [{"section": "", **topic} for topic in written.get("topics", [])],
    }


def _head_image(facts: dict[str, Any]) -> Image:
    with files.image(facts["head_image"]).open("rb") as stream:
        words = {"alt": facts["head_alt"], "credit": facts["head_credit"]}
        return newsroom.keep_image(upload=stream, by=None, at=timezone.now(), **words).image
