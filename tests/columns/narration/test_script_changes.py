"""Sentences left out, said otherwise, said once more: by whom, with what trace, to what effect."""

from datetime import datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils.translation import override

from columns.audio import queries, services
from columns.audio.models import Narration, OwnScript, Recording, ScriptLine
from columns.audio.queries import settings_for
from columns.audio.script import lines
from columns.audio.services.reading import laid_out, script_of
from columns.audio.services.scripting import stamp
from columns.audio.voices.base import Voice
from columns.models import Event, Issue
from neican.accounts.models import User
from neican.accounts.roles import Role
from tests import factories
from tests.columns.narration.narrated import owed, read_aloud

pytestmark = pytest.mark.django_db

LAST = "最后一段。"


@pytest.fixture
def issue(now: datetime) -> Issue:
    return factories.make_published_issue(at=now)


@pytest.fixture
def editor() -> User:
    return factories.make_staff(Role.EDITOR)


def sentence(issue: Issue, text: str) -> str:
    assert issue.live is not None
    (found,) = [one.sentence_id for one in script_of(issue.live) if one.text == text]
    return found


def seen(issue: Issue) -> str:
    return stamp(list(ScriptLine.objects.filter(issue=issue)))


def test_a_sentence_left_out_is_not_said_and_restored_costs_nothing(
    voice: Voice, issue: Issue, editor: User, now: datetime
) -> None:
    first = read_aloud(voice, issue, now)
    line = sentence(issue, LAST)
    services.skip_lines(issue_id=issue.pk, sentence_ids=[line], seen="", by=editor, at=now)
    assert len(owed()) == 1
    shorter = read_aloud(voice, issue, now)
    assert not shorter.segments.filter(text=LAST).exists()
    assert shorter.synthesised == 0
    services.restore_lines(
        issue_id=issue.pk, sentence_ids=[line], seen=seen(issue), by=editor, at=now
    )
    assert not ScriptLine.objects.exists()
    assert read_aloud(voice, issue, now) == first


def test_other_words_and_another_take_are_one_synthesis_each(
    voice: Voice, issue: Issue, editor: User, now: datetime
) -> None:
    read_aloud(voice, issue, now)
    line = sentence(issue, LAST)
    services.say_line_as(
        issue_id=issue.pk, sentence_id=line, words="换成这句话。", seen="", by=editor, at=now
    )
    changed = read_aloud(voice, issue, now)
    segment = changed.segments.get(sentence_id=line)
    assert (segment.text, segment.spoken, changed.synthesised) == (LAST, "换成这句话。", 1)
    services.say_line_again(
        issue_id=issue.pk, sentence_id=line, seen=seen(issue), by=editor, at=now
    )
    again = read_aloud(voice, issue, now)
    assert again.synthesised == 1
    assert again.segments.get(sentence_id=line).clip_key != segment.clip_key


def test_each_change_stands_in_the_issues_log_without_the_words(
    issue: Issue, editor: User, now: datetime
) -> None:
    services.skip_lines(
        issue_id=issue.pk, sentence_ids=[sentence(issue, LAST)], seen="", by=editor, at=now
    )
    event = issue.events.filter(kind=Event.Kind.SCRIPTED).get()
    assert (event.by, event.note) == (editor, "不读：1 句")


def test_what_somebody_has_not_seen_he_does_not_overwrite(
    issue: Issue, editor: User, now: datetime
) -> None:
    line = sentence(issue, LAST)
    change = {"issue_id": issue.pk, "sentence_id": line, "by": editor}
    services.say_line_as(words="甲说。", seen="", at=now, **change)  # type: ignore[arg-type]
    late = now + timedelta(minutes=1)
    with pytest.raises(services.Stale, match=str(editor)):
        services.say_line_as(words="乙说。", seen="", at=late, **change)  # type: ignore[arg-type]
    assert ScriptLine.objects.get().spoken == "甲说。"
    services.say_line_as(words="乙说。", seen=seen(issue), at=late, **change)  # type: ignore[arg-type]
    assert ScriptLine.objects.get().spoken == "乙说。"


@pytest.mark.parametrize("words", ["", "。。。", "字" * 1001])
def test_words_that_cannot_be_said_are_refused(
    words: str, issue: Issue, editor: User, now: datetime
) -> None:
    with pytest.raises(services.Unsayable):
        services.say_line_as(
            issue_id=issue.pk,
            sentence_id=sentence(issue, LAST),
            words=words,
            seen="",
            by=editor,
            at=now,
        )
    assert not ScriptLine.objects.exists()


@pytest.mark.parametrize("role", [Role.AUTHOR, Role.OPERATOR, Role.MODERATOR, Role.FINANCE])
def test_only_editors_change_what_is_said(role: Role, issue: Issue, now: datetime) -> None:
    """Nobody's words reach readers' ears unreviewed, the author's own neither."""
    person = factories.make_staff(role)
    issue.bylines.create(author=factories.make_author(user=person))
    line = sentence(issue, LAST)
    with pytest.raises(PermissionDenied):
        services.say_line_as(
            issue_id=issue.pk, sentence_id=line, words="我的话。", seen="", by=person, at=now
        )
    assert issue.live is not None
    with pytest.raises(PermissionDenied):
        services.keep_own_script(
            revision=issue.live, text="我的话。", is_used=True, seen="", by=person, at=now
        )
    assert not ScriptLine.objects.exists()
    assert not OwnScript.objects.exists()


def own(issue: Issue, text: str, by: User, now: datetime, **extra: str) -> OwnScript:
    assert issue.live is not None
    values = {"revision": laid_out(issue.live), "is_used": True, "seen": "", "by": by, "at": now}
    return services.keep_own_script(text=text, **{**values, **extra})  # type: ignore[arg-type]


def test_ones_own_script_is_read_switched_off_and_on_again(
    voice: Voice, issue: Issue, editor: User, now: datetime
) -> None:
    derived = read_aloud(voice, issue, now)
    kept = own(issue, f"只说这一句。{LAST}", editor, now)
    said = read_aloud(voice, issue, now)
    texts = list(said.segments.values_list("text", "sentence_id"))[-2:]
    assert texts[0][0] == "只说这一句。"
    assert texts[0][1].startswith("own-")
    assert texts[1] == (LAST, sentence(issue, LAST))
    services.use_own_script(issue_id=issue.pk, is_used=False, seen=stamp([kept]), by=editor, at=now)
    assert OwnScript.objects.get().text == kept.text
    assert read_aloud(voice, issue, now) == derived


def test_a_script_that_was_changed_meanwhile_is_not_overwritten(
    issue: Issue, editor: User, now: datetime
) -> None:
    own(issue, "第一稿。", editor, now)
    with pytest.raises(services.Stale):
        own(issue, "另一稿。", editor, now + timedelta(minutes=1))
    assert OwnScript.objects.get().text == "第一稿。"


@pytest.mark.parametrize("text", ["", "\n===\n", "字" * 60_001])
def test_a_script_without_words_or_with_too_many_is_refused(
    text: str, issue: Issue, editor: User, now: datetime
) -> None:
    with pytest.raises(services.Unsayable):
        own(issue, text, editor, now)
    assert not OwnScript.objects.exists()


def test_words_taken_out_of_the_free_part_are_heard_by_no_stranger_from_then_on(
    voice: Voice, issue: Issue, editor: User, now: datetime
) -> None:
    first = own(issue, "试听的话。\n===\n后面的话。", editor, now)
    recording = read_aloud(voice, issue, now)
    assert queries.is_still_free(recording, issue.live_id)
    own(issue, "试听的话。后面的话。", editor, now, seen=stamp([first]))
    assert not queries.is_still_free(Recording.objects.get(pk=recording.pk), issue.live_id)


def test_nor_at_the_address_of_a_sound_that_was_replaced(
    voice: Voice, issue: Issue, editor: User, now: datetime
) -> None:
    first = own(issue, "试听的话。\n===\n后面的话。", editor, now)
    replaced = read_aloud(voice, issue, now)
    second = own(issue, "试听的话。也试听。\n===\n后面的话。", editor, now, seen=stamp([first]))
    assert read_aloud(voice, issue, now) != replaced
    own(issue, "另一句。\n===\n试听的话。后面的话。", editor, now, seen=stamp([second]))
    replaced.refresh_from_db()
    assert (replaced.preview_file, replaced.preview_duration_ms) == ("", 0)
    assert not queries.is_still_free(replaced, issue.live_id)


def test_a_script_that_frees_more_leaves_the_old_preview_alone(
    voice: Voice, issue: Issue, editor: User, now: datetime
) -> None:
    first = own(issue, "试听的话。\n===\n后面的话。", editor, now)
    recording = read_aloud(voice, issue, now)
    own(issue, "试听的话。也试听。\n===\n后面的话。", editor, now, seen=stamp([first]))
    assert queries.is_still_free(Recording.objects.get(pk=recording.pk), issue.live_id)


def test_what_was_cancelled_or_recorded_by_a_person_is_not_asked_for(
    issue: Issue, editor: User, now: datetime
) -> None:
    narration = factories.make_narration(
        issue.live, sound="a.mp3", at=now, origin="own", voice=None
    )
    cancelled = factories.make_narration(issue.live, state="cancelled", at=now)
    services.skip_lines(
        issue_id=issue.pk, sentence_ids=[sentence(issue, LAST)], seen="", by=editor, at=now
    )
    for row in (narration, cancelled):
        assert Narration.objects.get(pk=row.pk).state == row.state


def test_what_is_said_does_not_depend_on_the_language_of_whoever_looks(now: datetime) -> None:
    """Else the desk of an English-speaking editor would show lines that nobody says."""
    issue = factories.make_published_issue(at=now)
    manner = settings_for(issue.season.column_id)
    assert issue.live is not None
    said = lines(issue.live, manner, disclosure="")
    with override("en"):
        assert lines(issue.live, manner, disclosure="") == said
    assert "第一节，第一节" in [line.said for line in said]
