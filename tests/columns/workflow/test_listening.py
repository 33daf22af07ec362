"""Where a column asks for it, nothing goes out that nobody has listened to."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from columns import services as newsroom
from columns.audio import services
from columns.audio.models import Narration, Recording
from columns.audio.production import Made
from columns.audio.services import narrating
from columns.models import Issue
from neican.accounts.models import User
from neican.accounts.roles import Role
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def approved(now: datetime) -> Issue:
    """An approved issue of a column that wants its sound heard first."""
    issue = factories.make_issue(at=now)
    column = issue.season.column
    column.reviews_audio = True
    column.save()
    return newsroom.approve_issue(issue_id=issue.pk, by=None, at=now)


def _narrated(issue: Issue, now: datetime, **extra: Any) -> Narration:
    return factories.make_narration(issue.approved, at=now, **{"sound": "whole.mp3", **extra})


def _sound_of(narration: Narration) -> Recording:
    """Its recording, read anew."""
    return Recording.objects.get(narrations=narration)


def _publish(issue: Issue, now: datetime) -> str:
    """Why it does not go out; empty if it does."""
    try:
        newsroom.publish_issue(issue_id=issue.pk, by=None, at=now)
    except newsroom.NotReady as refusal:
        return str(refusal)
    return ""


def test_without_sound_it_does_not_go_out(approved: Issue, now: datetime) -> None:
    assert _publish(approved, now) == "朗读还没有准备好（还没有开始），这个专栏要听过再发布"
    _narrated(approved, now, state=Narration.State.FAILED, sound="")
    assert _publish(approved, now) == "朗读还没有准备好（失败），这个专栏要听过再发布"
    assert not Issue.objects.public(now).exists()


def test_unheard_it_does_not_go_out_and_heard_it_does(
    approved: Issue, editor: User, now: datetime
) -> None:
    narration = _narrated(approved, now)
    assert "还没有人听过" in _publish(approved, now)
    assert services.review(narration_id=narration.pk, by=editor, at=now)
    assert _publish(approved, now) == ""
    assert Issue.objects.public(now).exists()


def test_the_hour_is_not_set_either_before_somebody_has_listened(
    approved: Issue, editor: User, now: datetime
) -> None:
    later = now.replace(year=now.year + 1)
    hand: dict[str, Any] = {"issue_id": approved.pk, "by": None, "at": now}
    narration = _narrated(approved, now)
    with pytest.raises(newsroom.NotReady, match="还没有人听过"):
        newsroom.schedule_issue(**hand, goes_out_at=later)
    services.review(narration_id=narration.pk, by=editor, at=now)
    assert newsroom.schedule_issue(**hand, goes_out_at=later).stage == "scheduled"


def test_other_columns_do_not_wait_for_ears(now: datetime) -> None:
    issue = factories.make_issue(at=now)
    newsroom.approve_issue(issue_id=issue.pk, by=None, at=now)
    assert _publish(issue, now) == ""


def test_the_first_who_listened_is_named(
    approved: Issue, editor: User, chief: User, now: datetime
) -> None:
    narration = _narrated(approved, now)
    for by in (editor, chief):
        services.review(narration_id=narration.pk, by=by, at=now)
    sound = _sound_of(narration)
    assert (sound.reviewed_by, sound.reviewed_at) == (editor, now)


def test_what_waits_cannot_have_been_heard(approved: Issue, editor: User, now: datetime) -> None:
    narration = _narrated(approved, now, state=Narration.State.QUEUED, sound="")
    assert not services.review(narration_id=narration.pk, by=editor, at=now)
    assert not Recording.objects.exists()


def test_a_sound_that_is_made_anew_is_heard_anew(
    approved: Issue, editor: User, now: datetime
) -> None:
    narration = _narrated(approved, now)
    services.review(narration_id=narration.pk, by=editor, at=now)
    services.retry(narration_id=narration.pk, now=now)
    claim = narrating._claim(narration.pk, now)
    assert claim is not None
    made = Made(script_key="another", segments=[], columns={"file": "other.mp3"})
    assert narrating._finish(claim, made, now)
    sound = _sound_of(narration)
    assert (sound.file, sound.reviewed_at, sound.reviewed_by) == ("other.mp3", None, None)


@pytest.mark.parametrize("role", [Role.AUTHOR, Role.OPERATOR, Role.MODERATOR])
def test_only_editors_say_that_it_may_go_out(role: Role, approved: Issue, now: datetime) -> None:
    narration = _narrated(approved, now)
    with pytest.raises(PermissionDenied):
        services.review(narration_id=narration.pk, by=factories.make_staff(role), at=now)
    assert _sound_of(narration).reviewed_at is None


@pytest.fixture
def sound(approved: Issue, now: datetime, settings: Any, tmp_path: Path) -> Narration:
    """One with a file in the store."""
    audio = {**settings.STORAGES["audio"], "OPTIONS": {"location": str(tmp_path)}}
    settings.STORAGES = {**settings.STORAGES, "audio": audio}
    (tmp_path / "whole.mp3").write_bytes(b"sound")
    narration = _narrated(approved, now)
    Recording.objects.update(size=len(b"sound"))
    return narration


def test_an_editor_hears_and_says_so_on_one_page(
    client: Client, editor: User, sound: Narration
) -> None:
    client.force_login(editor)
    page = client.get(reverse("admin:audio_narration_change", args=[sound.pk])).content.decode()
    assert "听过，可以" in page
    heard = client.get(reverse("admin:audio_narration_sound", args=[sound.pk]))
    assert b"".join(heard.streaming_content) == b"sound"  # type: ignore[attr-defined]
    assert "no-store" in heard.headers["Cache-Control"]
    client.post(reverse("admin:audio_narration_review", args=[sound.pk]))
    assert _sound_of(sound).reviewed_by == editor


def test_nothing_is_said_by_looking(client: Client, editor: User, sound: Narration) -> None:
    client.force_login(editor)
    assert client.get(reverse("admin:audio_narration_review", args=[sound.pk])).status_code == 405


@pytest.mark.parametrize("role", [Role.AUTHOR, Role.MODERATOR, Role.OPERATOR, Role.FINANCE])
def test_the_sound_of_what_is_not_out_is_the_editors(
    client: Client, role: Role, sound: Narration
) -> None:
    client.force_login(factories.make_staff(role))
    assert client.get(reverse("admin:audio_narration_sound", args=[sound.pk])).status_code == 404
    client.post(reverse("admin:audio_narration_review", args=[sound.pk]))
    assert _sound_of(sound).reviewed_at is None


def test_who_signs_it_hears_it_and_does_not_pass_it(
    client: Client, author: User, sound: Narration, approved: Issue
) -> None:
    approved.bylines.create(author=author.author)
    client.force_login(author)
    heard = client.get(reverse("admin:audio_narration_sound", args=[sound.pk]))
    assert b"".join(heard.streaming_content) == b"sound"  # type: ignore[attr-defined]
    address = reverse("admin:audio_narration_review", args=[sound.pk])
    assert client.post(address).status_code == 403
    assert _sound_of(sound).reviewed_at is None
