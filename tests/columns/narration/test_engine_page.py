"""The engines' page and the ledger: how each is, heard on demand, and what was spent."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from columns.audio.models import Engine, HouseVoice, Spending
from columns.audio.services import checking
from columns.audio.voices.base import Voice, VoiceUnavailable
from neican.accounts.roles import Role
from neican.kernel.bell import BELL
from tests import factories
from tests.columns.narration.narrated import only

pytestmark = pytest.mark.django_db

PAGE = "admin:audio_engine_changelist"


@pytest.fixture(autouse=True)
def clean() -> None:
    cache.clear()


@pytest.fixture
def rung(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, int]]:
    calls: list[dict[str, int]] = []
    monkeypatch.setattr(BELL, "ring", lambda task, **ids: calls.append(ids))
    return calls


@pytest.fixture
def desk(client: Client, rung: list[dict[str, int]]) -> Client:
    client.force_login(factories.make_staff(Role.OPERATOR))
    return client


def embedded() -> Engine:
    return Engine.objects.get_or_create(name="embedded")[0]


def test_an_engine_says_its_sentence_and_its_bill_is_written(
    desk: Client, rung: list[dict[str, int]], voice: Voice
) -> None:
    desk.get(reverse(PAGE))
    assert Engine.objects.count() == 0
    engine = embedded()
    desk.post(reverse("admin:audio_engine_check", args=[engine.name]))
    assert rung == [{"engine_id": engine.pk}]
    asked = reverse("admin:audio_engine_checked", args=[engine.name])
    assert desk.get(asked).json()["state"] == "waiting"
    check = checking.check_engine(engine_id=engine.pk, voices=only(voice))
    assert check.state == "ready"
    assert desk.get(asked).json()["state"] == "ready"
    sound = desk.get(reverse("admin:audio_engine_said", args=[engine.name]))
    assert (sound["Content-Type"], sound.content[:4]) == ("audio/wav", b"RIFF")
    row = Spending.objects.get()
    assert (row.purpose, row.characters) == (Spending.Purpose.CHECK, check.characters)
    assert "听到了" in desk.get(reverse(PAGE)).content.decode()


def test_a_second_click_asks_for_nothing_more(desk: Client, rung: list[dict[str, int]]) -> None:
    address = reverse("admin:audio_engine_check", args=["embedded"])
    desk.post(address)
    desk.post(address)
    assert len(rung) == 1


def test_an_engine_that_does_not_answer_says_why(desk: Client) -> None:
    class Silent:
        engine = key = "silent"

        def script(self, said: Any) -> str:
            return str(said.text)

        def synthesize(self, _script: str) -> Any:
            raise VoiceUnavailable("连不上朗读引擎。")

    voices: Any = lambda _row: Silent()  # noqa: E731
    assert checking.check_engine(engine_id=embedded().pk, voices=voices).state == "failed"
    assert "连不上朗读引擎。" in desk.get(reverse(PAGE)).content.decode()


def test_one_that_nobody_does_is_not_waited_for_for_ever(desk: Client, now: datetime) -> None:
    engine, by = embedded(), factories.make_staff(Role.OPERATOR)
    long_ago = now - timedelta(minutes=4)
    assert checking.ask_for_check(name=engine.name, by=by, now=long_ago)
    given_up = checking.last_check(engine.pk, now)
    assert given_up is not None
    assert given_up.state == "failed"
    assert "任务进程" in given_up.reason
    assert checking.ask_for_check(name=engine.name, by=by, now=now)


def test_an_engine_that_the_settings_do_not_name_is_not_there(
    desk: Client, rung: list[dict[str, int]]
) -> None:
    assert desk.post(reverse("admin:audio_engine_check", args=["gone"])).status_code == 404
    assert rung == []


def test_a_resting_engine_is_shown_and_woken_by_a_check(desk: Client, voice: Voice) -> None:
    engine = embedded()
    until = timezone.now() + timedelta(minutes=5)
    Engine.objects.update(failures=4, resting_until=until, problem="超时")
    shown = desk.get(reverse(PAGE)).content.decode()
    assert "暂停使用" in shown
    assert "超时" in shown
    checking.check_engine(engine_id=engine.pk, voices=only(voice))
    engine.refresh_from_db()
    assert (engine.failures, engine.resting_until) == (0, None)


def test_an_engine_is_heard_by_its_first_voice(voice: Voice) -> None:
    chosen = HouseVoice.objects.get(engine="embedded")
    asked: list[HouseVoice] = []

    def voices(row: HouseVoice) -> Voice:
        asked.append(row)
        return voice

    checking.check_engine(engine_id=embedded().pk, voices=voices)
    assert asked == [chosen]


@pytest.mark.parametrize(
    ("role", "sees", "checks"),
    [(Role.EDITOR, 200, 403), (Role.OPERATOR, 200, 302), (Role.FINANCE, 403, 403)],
)
def test_who_sees_and_who_tries_engines(
    client: Client, rung: list[dict[str, int]], role: Role, sees: int, checks: int
) -> None:
    client.force_login(factories.make_staff(role))
    assert client.get(reverse(PAGE)).status_code == sees
    address = reverse("admin:audio_engine_check", args=["embedded"])
    assert client.post(address).status_code == checks
    assert len(rung) == (checks == 302)


def _spent(at: datetime, characters: int, price: int) -> None:
    Spending.objects.create(
        purpose=Spending.Purpose.NARRATION,
        engine="embedded",
        voice="v",
        sentences=1,
        characters=characters,
        milliseconds=1000,
        price_fen=price,
        at=at,
    )


def test_the_ledger_sums_months_and_nobody_writes_in_it(client: Client, now: datetime) -> None:
    _spent(now, 20_000, 1000)
    _spent(now, 5_000, 2000)
    _spent(now - timedelta(days=40), 10_000, 1000)
    client.force_login(factories.make_staff(Role.FINANCE))
    shown = client.get(reverse("admin:audio_spending_changelist"))
    yuan = [float(one["yuan"]) for one in shown.context["months"]]
    assert yuan == [30.0, 10.0]
    assert client.get(reverse("admin:audio_spending_add")).status_code == 403
    row = Spending.objects.order_by("pk").last()
    assert row is not None
    assert client.post(reverse("admin:audio_spending_delete", args=[row.pk])).status_code == 403


def test_an_engines_month_leaves_older_spending_out(now: datetime) -> None:
    _spent(now, 20_000, 1000)
    _spent(now - timedelta(days=40), 10_000, 1000)
    assert checking.spent_fen("embedded", now - timedelta(days=1)) == 2000
