"""What was said is written down, whatever becomes of the work."""

from pathlib import Path

import pytest

from columns.audio.models import Spending
from columns.audio.services.spending import Bill
from columns.audio.voices.base import Clip
from tests.faults.tone import ToneVoice

pytestmark = pytest.mark.django_db

SECOND = Clip(pcm=bytes(48_000), rate=24_000)


@pytest.fixture
def tone(tmp_path: Path) -> ToneVoice:
    return ToneVoice(noted=str(tmp_path / "said"))


def written() -> list[tuple[int, int, int]]:
    rows = Spending.objects.order_by("pk")
    return list(rows.values_list("sentences", "characters", "milliseconds"))


def test_short_work_is_one_row(tone: ToneVoice) -> None:
    with Bill(None) as bill:
        bill.add(tone, "四个字的", SECOND)
        bill.add(tone, "两字", SECOND)
        assert written() == []
    assert written() == [(2, 6, 2000)]


def test_work_that_fails_is_paid_for(tone: ToneVoice) -> None:
    def fails() -> None:
        with Bill(None) as bill:
            bill.add(tone, "两字", SECOND)
            raise OSError("full")

    with pytest.raises(OSError, match="full"):
        fails()
    assert written() == [(1, 2, 1000)]


def test_work_that_says_nothing_costs_nothing() -> None:
    with Bill(None):
        pass
    assert written() == []


def test_long_work_is_written_down_before_its_end_and_nothing_twice(
    tone: ToneVoice, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A worker that is killed here takes nothing along."""
    monkeypatch.setattr(Bill, "EVERY", 0.0)
    with Bill(None) as bill:
        bill.add(tone, "四个字的", SECOND)
        assert written() == [(1, 4, 1000)]
        bill.add(tone, "两字", SECOND)
    assert written() == [(1, 4, 1000), (1, 2, 1000)]
