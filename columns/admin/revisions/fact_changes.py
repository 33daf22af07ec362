"""What differs between two states of an issue besides its text: by names, not by ids."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from columns.richtext import marked
from columns.services.wording import Words


@dataclass(frozen=True, slots=True)
class FactChange:
    """A fact that differs; both sides are safe HTML with the difference marked."""

    label: str
    before: SafeString
    after: SafeString


def fact_changes(before: Words, after: Words) -> Iterator[FactChange]:
    """Those that differ, in the order of the writing desk."""
    for label, old, new in (
        (_("标题"), before.headline, after.headline),
        (_("栏目"), before.rubric, after.rubric),
        (_("导语"), before.standfirst, after.standfirst),
        (_("署名"), "、".join(before.authors), "、".join(after.authors)),
        (_("本期话题"), _topics(before), _topics(after)),
        (_("头图"), _picture(before), _picture(after)),
        (_("试读期"), _yes(before.is_trial), _yes(after.is_trial)),
    ):
        if old != new:
            yield FactChange(label, *_marked_words(old, new))


def _marked_words(old: str, new: str) -> tuple[SafeString, SafeString]:
    before, after = marked(_paragraphs(old), _paragraphs(new))
    return mark_safe(before), mark_safe(after)  # noqa: S308  escaped in _paragraphs


def _paragraphs(text: str) -> str:
    return "".join(f"<p>{conditional_escape(line)}</p>" for line in text.split("\n") if line)


def _topics(words: Words) -> str:
    return "\n".join(_topic(topic) for topic in words.topics)


def _topic(topic: dict[str, str]) -> str:
    line = f"{topic['label']}：{topic['question']}"
    return f"{line} → {topic['section']}" if topic["section"] else line


def _picture(words: Words) -> str:
    image = words.head_image
    return f"#{image.pk} {image}" if image else _("没有头图")


def _yes(value: bool) -> str:
    return _("是") if value else _("否")
