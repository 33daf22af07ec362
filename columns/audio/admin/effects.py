"""What a pronunciation would change, said before it is saved, and the log of its saving."""

from typing import Any

from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from columns.audio.affected import Change, Touched, titles, touched
from columns.audio.models import Pronunciation
from columns.audio.services.pronouncing import changes_of, circle_flaw, flaws_of
from columns.models import Issue
from neican.accounts.desk import acting

MOST_NAMED = 50


def effect_of(rule: Pronunciation) -> dict[str, Any]:
    """
    Its flaws in sentences, and what it would change: counts, words, issues.

    `key` stands for what was told, so that saving means just that.
    """
    found = flaws_of(rule)
    if not found:
        others = Pronunciation.objects.exclude(pk=rule.pk)
        found = [flaw for flaw in [circle_flaw([*others, rule])] if flaw]
    if found:
        return {"flaws": found, "key": "", "text": "", "issues": [], "count": 0}
    return {"flaws": [], **effect_of_changes(changes_of([rule]))}


def effect_of_changes(changes: list[Change]) -> dict[str, Any]:
    """As :func:`effect_of`, of changes that are known to work."""
    found = touched(changes)
    return {
        "key": key_of(found),
        "text": words_of(found),
        "count": found.count,
        "issues": [_issue(issue, count) for issue, count in _named(found)],
    }


def key_of(found: Touched) -> str:
    """Names an effect by its size; empty where there is none."""
    return f"{found.issues}-{found.count}" if found.count else ""


def words_of(found: Touched) -> str:
    """How much is said otherwise."""
    if not found.count:
        return _("现在的朗读里没有这个词，保存后不会重读。")
    counted = {"issues": found.issues, "sentences": found.count}
    return _("影响 %(issues)s 期、%(sentences)s 句") % counted


def _named(found: Touched) -> list[tuple[Issue, int]]:
    return titles(found, Issue.objects.all())[:MOST_NAMED]


def _issue(issue: Issue, count: int) -> dict[str, Any]:
    address = reverse("admin:audio_script", args=[issue.pk])
    return {"title": str(issue), "count": count, "address": address}


def confirmed(effect: dict[str, Any], seen: str) -> bool:
    """Whether whoever saves was told just this; where nothing changes there is nothing to tell."""
    return bool(effect["key"] == seen or not effect["key"])


def told(effect: dict[str, Any]) -> str:
    """Asks for a second click."""
    said = _("%(effect)s，会重新合成。看过下面的单子，再点一次“保存”。")
    return said % {"effect": effect["text"]}


def logged(request: HttpRequest, rule: Pronunciation, *, is_new: bool) -> None:
    """In the back office's own log, as for what is saved in its lists."""
    LogEntry.objects.log_actions(
        acting(request).pk,
        [rule],
        ADDITION if is_new else CHANGE,
        change_message=str(rule),
        single_object=True,
    )
