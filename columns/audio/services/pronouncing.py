"""Pronunciations: refused where they cannot work, and heard wherever they change something."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from columns.audio.affected import Change, Touched, touched
from columns.audio.models import Narration, Pronunciation
from columns.audio.services.queueing import ask_again
from columns.audio.spoken.lexicon import Pronounced, flaws, loops
from columns.models import Event, Issue
from neican.accounts.models import User
from neican.accounts.permissions import require

FLAWS = {
    "empty": gettext_lazy("写作和读作都要填。"),
    "figures": gettext_lazy("要注拼音的词里不能有数字；请改用“换成别的字读”。"),
    "syllable": gettext_lazy("拼音写成“zeng1 yu4 qun2”这样：小写字母加声调数字，轻声用 5。"),
    "length": gettext_lazy("拼音的音节数要和汉字数一样多。"),
    "loop": gettext_lazy("读作里又出现了写作本身，读不出新的东西；请改写。"),
}


def flaws_of(rule: Pronounced) -> list[str]:
    """What keeps a rule from working, in sentences."""
    return [str(FLAWS[code]) for code in flaws(rule)]


def circle_flaw(rules: Iterable[Pronounced]) -> str:
    """Which aliases lead back to themselves, in a sentence; empty if none does."""
    circle = loops(rules)
    if not circle:
        return ""
    text = _("这几条读音首尾相接成了圈：%(terms)s。请改掉其中一条的读作。")
    return text % {"terms": "、".join(circle)}


@transaction.atomic
def keep_rule(*, rule: Pronunciation, by: User | None, at: datetime) -> Touched:
    """
    Save a new rule or a changed one, and have spoken anew what it touches, nothing else.

    :raises ValueError: if it cannot work; its form has said so before.
    """
    require(by, f"audio.{'change' if rule.pk else 'add'}_pronunciation")
    return _keep([rule], by, at)


@transaction.atomic
def keep_rules(*, rules: Sequence[Pronunciation], by: User | None, at: datetime) -> Touched:
    """Save many, all or none, as :func:`keep_rule`."""
    require(by, "audio.add_pronunciation")
    require(by, "audio.change_pronunciation")
    return _keep(rules, by, at)


def _keep(rules: Sequence[Pronunciation], by: User | None, at: datetime) -> Touched:
    for rule in rules:
        if flaws(rule):
            raise ValueError(f"{rule.term!r} cannot be spoken")
    changes = changes_of(rules)
    found = touched(changes)
    for rule in rules:
        rule.save()
    _tell(found, changes, by, at)
    return found


def changes_of(rules: Sequence[Pronunciation]) -> list[Change]:
    """These rules beside what the table holds of them."""
    there = Pronunciation.objects.in_bulk([rule.pk for rule in rules if rule.pk])
    return [Change(there.get(rule.pk) if rule.pk else None, rule) for rule in rules]


@transaction.atomic
def remove_rules(*, rule_ids: Collection[int], by: User | None, at: datetime) -> Touched:
    """Take rules away; what was said before them is found again, and said again."""
    require(by, "audio.delete_pronunciation")
    rules = list(Pronunciation.objects.filter(pk__in=rule_ids).select_for_update())
    changes = [Change(rule, None) for rule in rules]
    found = touched(changes)
    Pronunciation.objects.filter(pk__in=rule_ids).delete()
    _tell(found, changes, by, at)
    return found


def _tell(found: Touched, changes: Sequence[Change], by: User | None, at: datetime) -> None:
    """A line in the log of every issue that will sound different, and the work to be done."""
    note = _note(changes)
    Event.objects.bulk_create(
        Event(issue_id=issue_id, kind=Event.Kind.SCRIPTED, by=by, at=at, note=note)
        for issue_id in Issue.objects.filter(pk__in=found.sentences).values_list("pk", flat=True)
    )
    ask_again(narration_ids=found.narrations, now=at, urgency=Narration.Urgency.CHANGED)


def _note(changes: Sequence[Change]) -> str:
    if len(changes) != 1:
        return _("改了 %(count)s 条读音") % {"count": len(changes)}
    (change,) = changes
    if change.after is None:
        return _("去掉读音：%(rule)s") % {"rule": change.before}
    if change.before is None:
        return _("新读音：%(rule)s") % {"rule": change.after}
    return _("改读音：%(before)s，改成 %(after)s") % {
        "before": change.before,
        "after": change.after,
    }
