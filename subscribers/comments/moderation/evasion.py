"""Signs that somebody wrote for people and against machines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext_lazy as _

from subscribers.comments.moderation.checks import Check, Objection
from subscribers.comments.moderation.normaliser import entity, is_han
from subscribers.comments.moderation.patterns import HAN, Patterns
from subscribers.comments.moderation.reading import Reading
from subscribers.comments.moderation.tables import TAKEN_APART
from subscribers.comments.moderation.verdicts import Outcome

_UNSEEN: Final = "\u034f\u115f\u1160\u180e\u200b-\u200d\u2060-\u2064\u2800\u3164\ufeff\uffa0"
_TAGS: Final = "\U000e0001\U000e0020-\U000e007f"
_MARKS: Final = "\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_SLASH: Final = r"[ \t.*_|/·~\-—=+#^&]{1,4}"

_RAW: Final = Patterns(
    {
        # Joiners belong into emoji and Persian, soft hyphens into Latin words pasted from a book;
        # a blank between Latin and Han is how some editors set their texts apart.
        "unseen_han": f"([{HAN}][{_UNSEEN}{_TAGS}\u00ad]+[{HAN}])",
        "unseen_latin": f"([A-Za-z0-9][{_UNSEEN}{_TAGS}]+[A-Za-z0-9])",
        "marked_han": f"([{HAN}][{_MARKS}]+)",
        "struck": "([A-Za-z0-9][\u0335-\u0338\u20d2\u20d3\u20e5]+)",
        "piled": "([A-Za-z][\u0300-\u036f]{2,})",
        # Every letter of β-VAE or 5μm is honest, but no word mixes Cyrillic into Latin, and a
        # small omicron is no quantity.
        "mixed": "([A-Za-z][Ѐ-ӿοΟ]+[A-Za-z]*|[Ѐ-ӿοΟ]+[A-Za-z]+)",
        "entity": "(&#(?:[0-9]{2,7}|[xX][0-9a-fA-F]{2,6});)",
        "apart": f"({'|'.join(TAKEN_APART)})",
    }
)
_SPACED: Final = Patterns(
    {
        "driven_apart": f"(?:^|[^细轻稍略些显甚式入卑低])(微{_SLASH}信)"
        "(?:$|[^用号任息心贷托达创奉念仰服誉赖箱封徒众条])",
        "driven_apart_add": f"(?:^|[^叠增附追参更施累外])(加{_SLASH}[微薇v]{_SLASH}?[信x])",
        "driven_apart_qq": f"(?:^|[^a-z])(q{_SLASH}q)(?:$|[^a-z])",
    }
)


def _evasion(reading: Reading) -> Iterator[Objection]:
    for found in _RAW.find(reading.raw):
        if found.name != "entity" or _hides(reading.raw[found.start : found.end]):
            yield Objection(Outcome.HOLD, found.start, found.end, 0.5)
    view = reading.normalised.spaced
    for found in _SPACED.find(view.text):
        yield Objection(Outcome.HOLD, *view.raw_span(found.start, found.end), 0.5)


def _hides(reference: str) -> bool:
    """A quotation mark written as &#39; is an accident of copying; a letter is not."""
    char = entity(reference)
    return bool(char) and (is_han(char) or (char.isascii() and char.isalnum()))


EVASION: Final = Check("evasion", 1, "evasion", _("规避识别"), _evasion)
