"""Many hands on one issue, and what is heard in the end; each guard with its twin."""

import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from columns import services as newsroom
from columns.audio import queries, services
from columns.audio.models import Narration, NarrationQuerySet, Recording
from columns.audio.services import narrating
from columns.models import Issue
from tests import factories
from tests.columns.narration.narrated import only
from tests.faults.tone import ToneVoice
from tests.threads import at_once


@pytest.fixture
def tone(tmp_path: Path) -> ToneVoice:
    return ToneVoice(noted=str(tmp_path / "said"))


def said(folder: Path) -> list[str]:
    return (folder / "said").read_text(encoding="utf-8").splitlines()


def at_the_third_sentence(monkeypatch: pytest.MonkeyPatch, happens: Callable[[], object]) -> None:
    """In the worker's own thread, as another process would do it between two sentences."""
    real = narrating._Watch.__call__
    left = [happens]

    def watched(watch: narrating._Watch, done: int, *, is_new: bool = False) -> None:
        real(watch, done, is_new=is_new)
        if done == 3 and left:
            left.pop()()

    monkeypatch.setattr(narrating._Watch, "__call__", watched)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_ten_publications_and_four_workers_make_one_recording(
    tone: ToneVoice, tmp_path: Path, now: datetime
) -> None:
    issue = factories.make_issue(at=now)
    newsroom.approve_issue(issue_id=issue.pk, by=None, at=now)

    def publish() -> None:
        newsroom.publish_issue(issue_id=issue.pk, by=None, at=now)
        services.queue_narration(issue_id=issue.pk, now=now)

    assert at_once(10, publish) == [None] * 10
    worked = at_once(4, lambda: services.narrate_next(voices=only(tone), now=now))
    assert sorted(worked) == [False, False, False, True]
    assert Recording.objects.count() == 1
    assert len(said(tmp_path)) == len(set(said(tmp_path))) == Recording.objects.get().synthesised


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_without_the_claim_all_workers_say_the_whole(
    tone: ToneVoice, tmp_path: Path, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The twin: whoever sees a narration takes it."""
    issue = factories.make_published_issue(at=now)
    pk = services.queue_narration(issue_id=issue.pk, now=now)
    assert pk is not None
    together = threading.Barrier(2)
    claimed = narrating._claim(pk, now)
    assert claimed is not None

    def taken(_narration_id: int, _now: datetime) -> narrating._Claim:
        together.wait(timeout=20)
        return claimed

    monkeypatch.setattr(narrating, "_claim", taken)
    tone._seconds = 0.05
    at_once(2, lambda: services.narrate(narration_id=pk, voices=only(tone), now=now))
    assert len(said(tmp_path)) > len(set(said(tmp_path)))


@pytest.mark.django_db
def test_five_saves_in_two_seconds_are_one_sound_of_the_last(
    tone: ToneVoice, tmp_path: Path, now: datetime
) -> None:
    issue = factories.make_published_issue(at=now)
    for number in range(5):
        at = now + timedelta(seconds=0.4 * number)
        factories.republish(issue, f"<p>第{number}次改的话。</p>", at=at)
        services.queue_narration(issue_id=issue.pk, now=at)
    while services.narrate_next(voices=only(tone), now=now + timedelta(seconds=2)):
        pass
    sound = Recording.objects.get()
    issue.refresh_from_db()
    assert sound.revision == issue.live
    assert heard(issue) == sound
    assert sound.segments.filter(text="第4次改的话。").exists()
    assert not any("第3次" in one for one in said(tmp_path))


def heard(issue: Issue) -> Recording | None:
    found = queries.narration_for(issue)
    return found.recording if found else None


def edited_midway(
    tone: ToneVoice, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> tuple[Issue, Recording]:
    """An issue that is heard, and whose next text is replaced while it is being said."""
    issue = factories.make_published_issue(at=now)
    services.queue_narration(issue_id=issue.pk, now=now)
    assert services.narrate_next(voices=only(tone), now=now)
    old = Recording.objects.get()
    factories.republish(issue, "<p>第二稿。</p>" * 3, at=now)
    services.queue_narration(issue_id=issue.pk, now=now)
    at_the_third_sentence(
        monkeypatch, lambda: factories.republish(issue, "<p>第三稿。</p>", at=now)
    )
    services.narrate_next(voices=only(tone), now=now)
    issue.refresh_from_db()
    return issue, old


@pytest.mark.django_db
def test_what_is_said_of_a_replaced_text_is_never_heard(
    tone: ToneVoice, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    issue, old = edited_midway(tone, now, monkeypatch)
    assert list(Recording.objects.all()) == [old]
    assert heard(issue) == old
    services.queue_narration(issue_id=issue.pk, now=now)
    assert services.narrate_next(voices=only(tone), now=now)
    sound = heard(issue)
    assert sound is not None
    assert sound.segments.filter(text="第三稿。").exists()
    assert not Recording.objects.filter(segments__text="第二稿。").exists()


@pytest.mark.django_db
def test_without_the_last_look_a_replaced_text_is_let_out(
    tone: ToneVoice, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The twin of the above."""

    def never(rows: NarrationQuerySet) -> NarrationQuerySet:
        return rows.none()

    monkeypatch.setattr(narrating, "_gone", never)
    edited_midway(tone, now, monkeypatch)
    assert Recording.objects.filter(segments__text="第二稿。").exists()


@pytest.mark.django_db
def test_a_cancelled_narration_ends_at_the_next_sentence_and_keeps_what_was_said(
    tone: ToneVoice, tmp_path: Path, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(narrating._Watch, "EVERY", timedelta())
    issue = factories.make_published_issue(at=now)
    pk = services.queue_narration(issue_id=issue.pk, now=now)
    assert pk is not None
    editor = factories.make_user(is_superuser=True, is_staff=True)
    at_the_third_sentence(monkeypatch, lambda: services.cancel(narration_id=pk, by=editor))
    assert not services.narrate(narration_id=pk, voices=only(tone), now=now)
    narration = Narration.objects.get(pk=pk)
    assert (narration.state, narration.recording, narration.claim) == ("cancelled", None, None)
    assert not services.narrate_next(voices=only(tone), now=now), "nobody takes it up again"
    before = said(tmp_path)
    services.retry(narration_id=pk, now=now)
    assert services.narrate(narration_id=pk, voices=only(tone), now=now)
    assert len(said(tmp_path)) == len(set(said(tmp_path))) > len(before)
