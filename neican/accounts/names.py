"""Display names: what others see of a person."""

import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# Letters that look like nothing; they are in no category of their own.
_BLANK_LETTERS = frozenset("\u115f\u1160\u2800\u3164\uffa0")
_UNSEEN = frozenset({"Cc", "Cf", "Zl", "Zp"})


def clean_display_name(typed: str) -> str:
    """
    The name without marks that are not seen or that turn the line around.

    :raises ValidationError: if nothing is left.
    """
    seen = "".join(mark for mark in typed if _is_seen(mark))
    name = " ".join(seen.split())
    if not name:
        raise ValidationError(_("请写一个看得见的显示名。"))
    return name


def _is_seen(mark: str) -> bool:
    return mark not in _BLANK_LETTERS and unicodedata.category(mark) not in _UNSEEN
