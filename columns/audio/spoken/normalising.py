"""Turns a written sentence into the words that a voice is to say."""

import threading
from functools import cache
from typing import Any

from columns.audio.spoken.rules import AFTER, BEFORE
from columns.audio.spoken.tidying import tidy

_loading = threading.Lock()


@cache
def _grammar() -> Any:
    # Here and not above: the grammars take 50 MB, which a web process never needs.
    from wetext import Normalizer

    return Normalizer(lang="zh")


def normalise(text: str) -> str:
    """The spoken words of `text`: no figure and no unread sign is left in them."""
    said = tidy(text)
    for rule in BEFORE:
        said = rule.apply(said)
    if any(mark.isdecimal() for mark in said):
        said = _counted(said)
    for rule in AFTER:
        said = rule.apply(said)
    return said.strip()


def _counted(text: str) -> str:
    with _loading:
        grammar = _grammar()
    return str(grammar.normalize(text))
