"""Backfills: told before they cost, behind all that goes out, ended at once."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from columns.audio import services
from columns.audio.models import HouseVoice, Narration, Recording
from columns.audio.services.backfilling import Choice, backfill, call_off, estimate
from columns.audio.voices.base import Voice
from columns.models import Issue
from neican.accounts.models import User
from neican.accounts.roles import Role
from neican.kernel.bell import BELL
from tests import factories
from tests.columns.narration.narrated import only, read_aloud

pytestmark = pytest.mark.django_db

PAGE = "admin:audio_backfill"
BACKFILL = Narration.Urgency.BACKFILL


@pytest.fixture
def editor() -> User:
    return factories.make_staff(Role.EDITOR)


@pytest.fixture
def desk(client: Client, editor: User, monkeypatch: pytest.MonkeyPatch) -> Client:
    monkeypatch.setattr(BELL, "ring", lambda task, **_ids: None)
    client.force_login(editor)
    return client


class Priced:
    """A voice that bills a character, of which ten thousand cost ten yuan."""

    engine = key = "priced"
    price_fen_per_10k = 1000

    def billed(self, script: str) -> int:
        return len(script)


def priced(_row: HouseVoice) -> Any:
    return Priced()


def another() -> HouseVoice:
    return HouseVoice.objects.create(name="女声", engine="embedded", speaker="cmn+f2")


def narration(issue: Issue) -> Narration:
    return Narration.objects.get(revision=issue.live)


def test_todays_issue_is_made_before_any_backfill(editor: User, now: datetime) -> None:
    archive = [factories.make_published_issue(at=now - timedelta(days=9)) for _one in range(3)]
    choice = Choice(tuple(one.pk for one in archive))
    assert backfill(choice=choice, by=editor, now=now) == 3
    today = factories.make_published_issue(at=now)
    services.queue_narration(issue_id=today.pk, now=now - timedelta(minutes=5))
    order = list(Narration.objects.owed(now))
    assert order[0] == narration(today)
    assert {one.urgency for one in order[1:]} == {BACKFILL}


def test_what_waits_for_today_keeps_its_place_in_a_backfill(editor: User, now: datetime) -> None:
    today, done = factories.make_published_issue(), factories.make_published_issue()
    services.queue_narration(issue_id=today.pk, now=now)
    factories.make_narration(done.live, at=now, sound="a.mp3")
    backfill(choice=Choice((today.pk, done.pk)), by=editor, now=now)
    assert narration(today).urgency == Narration.Urgency.GOES_OUT
    assert (narration(done).state, narration(done).urgency) == ("queued", BACKFILL)


def test_a_voice_is_changed_and_the_old_sound_serves_until_then(
    voice: Voice, editor: User, now: datetime
) -> None:
    issue = factories.make_published_issue(at=now)
    old = read_aloud(voice, issue, now)
    other = another()
    backfill(choice=Choice((issue.pk,), other), by=editor, now=now)
    row = narration(issue)
    assert (row.voice, row.state, row.recording) == (other, "queued", old)


def test_unchanged_issues_are_not_said_again(voice: Voice, editor: User, now: datetime) -> None:
    issue = factories.make_published_issue(at=now)
    old = read_aloud(voice, issue, now)
    backfill(choice=Choice((issue.pk,)), by=editor, now=now)
    assert services.narrate_next(voices=only(voice), now=now)
    row = narration(issue)
    assert (row.state, row.recording, Recording.objects.count()) == ("ready", old, 1)


def test_the_estimate_counts_what_must_be_said_and_what_it_costs(now: datetime) -> None:
    issue = factories.make_published_issue(at=now)
    draft = factories.make_issue()
    told = estimate(Choice((issue.pk, draft.pk)), priced)
    assert (told.issues, told.cached, told.fresh) == (1, 0, told.sentences)
    assert told.characters > 0
    assert told.cost_fen == pytest.approx(told.characters / 10)
    assert told.seconds is None
    assert Narration.objects.count() == 0


def test_the_estimate_knows_what_was_said_by_the_same_voice(voice: Voice, now: datetime) -> None:
    issue = factories.make_published_issue(at=now)
    read_aloud(voice, issue, now)
    told = estimate(Choice((issue.pk,)), only(voice))
    assert (told.fresh, told.seconds) == (0, 0)
    assert told.cached == told.sentences > 0
    elsewhere = estimate(Choice((issue.pk,), another()), priced)
    assert elsewhere.cached == 0
    assert elsewhere.cost_fen > 0
    assert elsewhere.seconds is not None
    assert elsewhere.seconds > 0


def test_the_rest_is_called_off_at_once_and_nothing_else(editor: User, now: datetime) -> None:
    today = factories.make_published_issue()
    services.queue_narration(issue_id=today.pk, now=now)
    rest = [factories.make_published_issue() for _one in range(2)]
    backfill(choice=Choice(tuple(one.pk for one in rest)), by=editor, now=now)
    assert call_off(by=editor) == 2
    assert {narration(one).state for one in rest} == {"cancelled"}
    assert narration(today).state == "queued"


def test_one_that_is_being_made_is_made_again_with_the_new_voice(
    editor: User, now: datetime
) -> None:
    issue = factories.make_published_issue()
    services.queue_narration(issue_id=issue.pk, now=now)
    Narration.objects.update(
        state="generating", claim="00000000-0000-0000-0000-000000000001", lease_until=now
    )
    backfill(choice=Choice((issue.pk,), another()), by=editor, now=now)
    row = narration(issue)
    assert (row.state, row.asked) == ("generating", 2)


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.AUTHOR, Role.FINANCE])
def test_only_editors_spend_money_on_the_archive(client: Client, role: Role, now: datetime) -> None:
    issue = factories.make_published_issue()
    person = factories.make_staff(role)
    with pytest.raises(PermissionDenied):
        backfill(choice=Choice((issue.pk,)), by=person, now=now)
    client.force_login(person)
    assert client.get(reverse(PAGE)).status_code == 403
    assert client.post(reverse("admin:audio_backfill_cancel")).status_code == 403
    assert Narration.objects.count() == 0


def test_the_page_tells_first_and_begins_only_what_it_told(desk: Client) -> None:
    issue = factories.make_published_issue()
    column = issue.season.column
    shown = desk.get(reverse(PAGE), {"column": column.pk})
    told = shown.context["told"]
    assert told.issues == 1
    assert "估计花费" in shown.content.decode()
    assert Narration.objects.count() == 0
    stale = desk.post(reverse(PAGE), {"column": column.pk, "seen": "0-0-0-0"})
    assert "请再看一遍" in stale.content.decode()
    assert Narration.objects.count() == 0
    desk.post(reverse(PAGE), {"column": column.pk, "seen": told.key})
    assert narration(issue).urgency == BACKFILL


def test_a_season_and_chosen_issues_are_narrower_than_their_column(desk: Client) -> None:
    issue = factories.make_published_issue()
    season = factories.make_season(column=issue.season.column, number=2)
    other = factories.make_published_issue(season=season)
    for query, count in (
        ({"column": issue.season.column_id}, 2),
        ({"column": issue.season.column_id, "season": other.season_id}, 1),
        ({"issue": [issue.pk]}, 1),
    ):
        assert desk.get(reverse(PAGE), query).context["told"].issues == count


def test_chosen_rows_of_the_list_lead_to_the_page(desk: Client, now: datetime) -> None:
    issue = factories.make_published_issue()
    pk = services.queue_narration(issue_id=issue.pk, now=now)
    listed = reverse("admin:audio_narration_changelist")
    answer = desk.post(listed, {"action": "backfill", "_selected_action": [pk]})
    assert answer["Location"] == f"{reverse(PAGE)}?issue={issue.pk}"


def test_nothing_chosen_is_refused_with_a_sentence(desk: Client) -> None:
    answer = desk.get(reverse(PAGE), {"voice": ""})
    assert answer.status_code == 422
    assert "请选一个专栏或一季" in answer.content.decode()


def test_a_voice_whose_engine_is_gone_is_named(desk: Client) -> None:
    issue = factories.make_published_issue()
    gone = HouseVoice.objects.create(name="旧", engine="gone")
    answer = desk.get(reverse(PAGE), {"issue": str(issue.pk), "voice": str(gone.pk)})
    assert answer.status_code == 422
    assert "设置里没有名为" in answer.content.decode()
