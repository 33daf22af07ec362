"""A worker that is killed in the middle of a narration, again and again."""

import random
import time
from pathlib import Path

from tests.faults.house import House, kill
from tests.faults.narrations import a_house, check_files, narration, publish, said, state

SENTENCES = 200
# Two of ten before the first sentence, six while it speaks, two when all has been said.
MOMENTS = ("claimed", "speaking", "speaking", "claimed", *["speaking"] * 4, "joining", "joining")


def has_come(house: House, moment: str, former: object, spoken: int) -> bool:
    """Whether this run is as far as the moment asks."""
    row = narration(house)
    if row.get("claim") in (None, former):
        return False
    now = len(said(house))
    return {
        "claimed": True,
        "speaking": now > spoken,
        "joining": len(set(said(house))) >= int(row["total"]) > 0,
    }[moment]


def test_ten_kills_are_followed_by_one_whole_recording(tmp_path: Path) -> None:
    """Each sentence is paid for once, but for the two that were being said at each kill."""
    chance = random.Random(20261123)
    house = a_house(tmp_path, seconds=0.08)
    publish(house, sentences=SENTENCES)
    for moment in MOMENTS:
        former, spoken = narration(house).get("claim"), len(said(house))

        def come(moment: str = moment, former: object = former, spoken: int = spoken) -> bool:
            house.ring()
            return has_come(house, moment, former, spoken)

        with house.worker(clock=False) as worker:
            house.wait(come, seconds=60, every=0.05)
            time.sleep(chance.uniform(0, 0.5))
            kill(worker)
        row = narration(house)
        assert row["state"] in ("generating", "ready")
        assert row["attempts"] <= 3

    with house.worker(clock=False):

        def ready() -> bool:
            house.ring()
            return state(house) == "ready"

        house.wait(ready, seconds=90, every=0.3)
    assert len(house.rows("SELECT id FROM audio_recording")) == 1
    ((duration, segments),) = house.rows(
        "SELECT duration_ms, (SELECT count(*) FROM audio_segment) FROM audio_recording"
    )
    assert segments == SENTENCES + 5
    assert duration > segments * 300
    check_files(house)
    once = set(said(house))
    assert len(said(house)) <= len(once) + 2 * len(MOMENTS)
    assert narration(house)["attempts"] == 0
