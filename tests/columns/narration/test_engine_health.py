"""Engines that do not answer are left alone, by all workers alike."""

from datetime import UTC, datetime, timedelta

import pytest

from columns.audio import health
from columns.audio.models import Engine

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 5, 26, 9, 20, tzinfo=UTC)


@pytest.fixture(autouse=True)
def forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that has asked nobody yet."""
    monkeypatch.setattr(health, "_breakers", {})


def another_worker(name: str) -> health.TableBreaker:
    """What a process that starts now knows."""
    other = health.TableBreaker(name)
    other.read(Engine.objects.filter(name=name).first())
    return other


def test_two_failures_are_borne_and_the_third_opens_the_breaker_for_everybody() -> None:
    ours = health.breaker("azure")
    for times in (1, 2):
        with health.told():
            ours.failed(NOW, "没有及时回答。")
        assert (times, another_worker("azure").wait(NOW)) == (times, 0)
    with health.told():
        ours.failed(NOW, "没有及时回答。")
    assert another_worker("azure").wait(NOW) == ours.wait(NOW) == 30
    assert another_worker("azure").wait(NOW + timedelta(seconds=31)) == 0
    row = Engine.objects.get(name="azure")
    assert (row.failures, row.problem, row.failed_at) == (3, "没有及时回答。", NOW)


def test_each_rest_is_longer_than_the_last_and_none_is_longer_than_ten_minutes() -> None:
    ours = health.breaker("azure")
    rests = []
    for _times in range(9):
        ours.failed(NOW, "坏了。")
        rests.append(ours.wait(NOW))
    assert rests == [0, 0, 30, 60, 120, 240, 480, 600, 600]


def test_an_engine_that_says_how_long_is_taken_at_its_word_at_once() -> None:
    with health.told():
        health.breaker("azure").failed(NOW, "额度用完了。", rest=3600)
    assert another_worker("azure").wait(NOW) == 3600


def test_one_answer_closes_the_breaker_for_everybody() -> None:
    Engine.objects.create(name="azure", failures=5, resting_until=NOW, problem="坏了。")
    with health.told():
        health.breaker("azure").succeeded(NOW)
    row = Engine.objects.get(name="azure")
    assert (row.failures, row.resting_until, row.problem) == (0, None, "")
    assert row.succeeded_at == NOW


def test_what_others_found_is_known_before_work_begins() -> None:
    ours = health.breaker("azure")
    Engine.objects.create(name="azure", failures=3, resting_until=NOW + timedelta(minutes=5))
    assert ours.wait(NOW) == 0
    with health.told():
        assert ours.wait(NOW) == 300


def test_nothing_is_written_of_an_engine_that_nobody_asked() -> None:
    health.breaker("azure")
    with health.told():
        pass
    assert not Engine.objects.exists()


def test_an_operator_wakes_an_engine() -> None:
    with health.told():
        health.breaker("azure").failed(NOW, "额度用完了。", rest=3600)
    health.wake("azure")
    assert health.breaker("azure").wait(NOW) == another_worker("azure").wait(NOW) == 0
