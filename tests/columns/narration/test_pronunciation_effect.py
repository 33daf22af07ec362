"""What a pronunciation changes: said before it is saved, asked for again, and nothing else."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from columns.audio import services
from columns.audio.affected import Change, touched
from columns.audio.models import Narration, Pronunciation, ScriptLine, Segment
from columns.audio.services import narrating
from columns.audio.services.pronouncing import circle_flaw
from columns.audio.voices.base import Voice
from columns.models import Event, Issue
from neican.accounts.models import User
from neican.accounts.roles import Role
from tests import factories
from tests.columns.narration.narrated import owed, read_aloud

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor() -> User:
    return factories.make_staff(Role.EDITOR)


def heard(now: datetime, *texts: str, **extra: Any) -> Issue:
    """An issue whose current recording says these sentences."""
    issue = factories.make_published_issue(at=now, **extra)
    narration = factories.make_narration(issue.live, sound="whole.mp3", at=now)
    assert narration.recording is not None
    Segment.objects.bulk_create(
        Segment(
            recording=narration.recording,
            position=place,
            sentence_id=f"s{place}",
            block_id="b",
            text=text,
            spoken=text,
            clip_key="k",
            start_ms=place,
            end_ms=place + 1,
        )
        for place, text in enumerate(texts)
    )
    return issue


def rule(term: str, reading: str = "换个读法", **extra: Any) -> Pronunciation:
    return Pronunciation(term=term, reading=reading, **{"kind": "alias", **extra})


def counts(*changes: Change) -> tuple[int, int]:
    found = touched(changes)
    return found.issues, found.count


def test_issues_and_sentences_are_counted(now: datetime) -> None:
    heard(now, "买了 A100 和Ａ１００。", "没有它。", "又说A100。")
    heard(now, "这期说 A100。")
    heard(now, "这期不说。")
    assert counts(Change(None, rule("A100"))) == (2, 3)
    assert counts(Change(None, rule("B200"))) == (0, 0)


def test_whole_words_and_case_count_as_they_are_read(now: datetime) -> None:
    heard(now, "AIGC 不是。", "AI 是。", "ai 呢？")
    assert counts(Change(None, rule("AI"))) == (1, 2)
    assert counts(Change(None, rule("AI", case_sensitive=True))) == (1, 1)


def test_only_what_is_in_the_scope_counts(now: datetime) -> None:
    here, there = heard(now, "国药。"), heard(now, "国药。")
    assert counts(Change(None, rule("国药", issue=here))) == (1, 1)
    assert counts(Change(None, rule("国药", column=there.season.column))) == (1, 1)
    assert counts(Change(None, rule("国药"))) == (2, 2)


def test_what_a_nearer_or_longer_rule_says_already_does_not_change(now: datetime) -> None:
    issue = heard(now, "国药集团。", "国药。")
    rule("国药", "近的", issue=issue).save()
    assert counts(Change(None, rule("国药", "远的"))) == (0, 0)
    rule("招商局", "别的").save()
    heard(now, "招商局。")
    assert counts(Change(None, rule("招商", "短的"))) == (0, 0)


def test_a_rule_that_says_the_same_as_before_changes_nothing(now: datetime) -> None:
    heard(now, "国药。")
    kept = rule("国药")
    kept.save()
    again = Pronunciation.objects.get()
    again.note = "备注改了"
    assert counts(Change(kept, again)) == (0, 0)
    again.reading = "另一个"
    assert counts(Change(kept, again)) == (1, 1)
    assert counts(Change(kept, None)) == (1, 1)


def test_a_sentence_that_an_editor_has_said_otherwise_counts_as_it_is_said(now: datetime) -> None:
    issue = heard(now, "国药。", "没有。")
    for sentence_id, spoken in (("s0", "那家公司。"), ("s1", "国药。")):
        ScriptLine.objects.create(
            issue=issue, sentence_id=sentence_id, spoken=spoken, changed_at=now
        )
    found = touched([Change(None, rule("国药"))])
    assert found.sentences == {issue.pk: {"s1"}}


def test_what_is_being_made_with_the_old_rules_is_asked_for_again(
    now: datetime, editor: User
) -> None:
    issue = factories.make_published_issue(at=now)
    narration = factories.make_narration(issue.live, at=now)
    assert narrating._claim(narration.pk, now) is not None
    services.keep_rule(rule=rule("矿井", "坑道"), by=editor, at=now)
    assert Narration.objects.get(pk=narration.pk).asked == 2


def test_saving_speaks_anew_what_it_touches_and_deleting_brings_the_former_sound_back(
    voice: Voice, now: datetime, editor: User
) -> None:
    issue = factories.make_published_issue(at=now)
    plain = factories.make_published_issue(at=now, body="<p>别的话。</p>")
    former = read_aloud(voice, issue, now)
    read_aloud(voice, plain, now)
    kept = rule("矿井", "坑道")
    services.keep_rule(rule=kept, by=editor, at=now)
    narration = Narration.objects.get(revision=issue.live)
    assert (owed(), narration.urgency) == ([narration.pk], Narration.Urgency.CHANGED)
    changed = read_aloud(voice, issue, now)
    assert changed.synthesised == 1
    services.remove_rules(rule_ids=[kept.pk], by=editor, at=now)
    assert owed() == [narration.pk]
    assert read_aloud(voice, issue, now) == former
    notes = issue.events.filter(kind=Event.Kind.SCRIPTED).values_list("note", flat=True)
    assert list(notes) == ["去掉读音：矿井 → 坑道", "新读音：矿井 → 坑道"]
    assert not plain.events.filter(kind=Event.Kind.SCRIPTED).exists()


@pytest.mark.parametrize("role", [Role.AUTHOR, Role.OPERATOR, Role.MODERATOR])
def test_only_editors_change_pronunciations(role: Role, now: datetime) -> None:
    person = factories.make_staff(role)
    with pytest.raises(PermissionDenied):
        services.keep_rule(rule=rule("甲"), by=person, at=now)
    kept = rule("甲")
    kept.save()
    ways: tuple[Callable[[], object], ...] = (
        lambda: services.keep_rule(rule=kept, by=person, at=now),
        lambda: services.remove_rules(rule_ids=[kept.pk], by=person, at=now),
        lambda: services.keep_rules(rules=[rule("乙")], by=person, at=now),
    )
    for mutate in ways:
        with pytest.raises(PermissionDenied):
            mutate()
    assert Pronunciation.objects.get().term == "甲"


def test_a_circle_is_found_among_many_and_a_line_is_none() -> None:
    many = [rule(f"词{number}甲", f"话{number}") for number in range(400)]
    chain = [rule("子", "丑寅"), rule("丑", "卯辰")]
    assert circle_flaw([*many, *chain]) == ""
    told = circle_flaw([*many, *chain, rule("卯", "子时")])
    assert told.startswith("这几条读音首尾相接成了圈：")
    assert all(term in told for term in "子丑卯")
