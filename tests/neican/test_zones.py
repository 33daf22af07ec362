"""Local times where clocks jump and where they turn back."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from neican.kernel.zones import NoSuchTime, TwoSuchTimes, moment
from tests.neican.test_settings import run

NEW_YORK = "America/New_York"


def test_a_time_in_shanghai_is_eight_hours_ahead() -> None:
    found = moment(datetime(2027, 5, 26, 17, 19), "Asia/Shanghai")
    assert found == datetime(2027, 5, 26, 9, 19, tzinfo=UTC)
    assert found.tzinfo is UTC


@pytest.mark.parametrize(("month", "hour"), [(1, 22), (7, 21)], ids=["in winter", "in summer"])
def test_the_season_decides_how_far_new_york_is_behind(month: int, hour: int) -> None:
    found = moment(datetime(2027, month, 26, 17, 19), NEW_YORK)
    assert found == datetime(2027, month, 26, hour, 19, tzinfo=UTC)


@pytest.mark.parametrize("minute", [0, 30, 59])
def test_a_time_that_the_clock_jumps_over_is_refused(minute: int) -> None:
    with pytest.raises(NoSuchTime) as refusal:
        moment(datetime(2027, 3, 14, 2, minute), NEW_YORK)
    assert refusal.value.naive == datetime(2027, 3, 14, 2, minute)


def test_choosing_one_of_two_does_not_make_a_missing_time_exist() -> None:
    with pytest.raises(NoSuchTime):
        moment(datetime(2027, 3, 14, 2, 30), NEW_YORK, fold=1)


def test_the_minutes_around_the_jump_exist() -> None:
    assert moment(datetime(2027, 3, 14, 1, 59), NEW_YORK).hour == 6
    assert moment(datetime(2027, 3, 14, 3, 0), NEW_YORK).hour == 7


def test_a_time_that_comes_twice_is_asked_back_with_both_moments() -> None:
    with pytest.raises(TwoSuchTimes) as question:
        moment(datetime(2027, 11, 7, 1, 30), NEW_YORK)
    assert question.value.first == datetime(2027, 11, 7, 5, 30, tzinfo=UTC)
    assert question.value.second == datetime(2027, 11, 7, 6, 30, tzinfo=UTC)


@pytest.mark.parametrize(("fold", "hour"), [(0, 5), (1, 6)])
def test_the_answer_decides_which_of_the_two_is_meant(fold: int, hour: int) -> None:
    found = moment(datetime(2027, 11, 7, 1, 30), NEW_YORK, fold=fold)
    assert found == datetime(2027, 11, 7, hour, 30, tzinfo=UTC)


@pytest.mark.parametrize("fold", [None, 0, 1])
def test_an_answer_nobody_asked_for_changes_nothing(fold: int | None) -> None:
    assert moment(datetime(2027, 11, 7, 2, 0), NEW_YORK, fold=fold).hour == 7


@pytest.mark.parametrize(
    ("given", "zone"), [({}, "Asia/Shanghai"), ({"NEICAN_TIME_ZONE": NEW_YORK}, NEW_YORK)]
)
def test_the_publication_names_its_zone_and_the_clock_keeps_to_it(
    given: dict[str, str], zone: str, tmp_path: Path
) -> None:
    program = "from django.conf import settings as s; print(s.TIME_ZONE, s.CELERY_TIMEZONE)"
    data = {"NEICAN_DATA_DIR": str(tmp_path), **given}
    ended = run("local", data, "shell", "--no-imports", "-c", program)
    assert ended.stdout.split() == [zone, zone]
