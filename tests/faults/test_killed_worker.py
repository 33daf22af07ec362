"""A worker that is killed in the middle of a narration."""

from pathlib import Path

from tests.faults.house import House, kill

SENTENCES = 150
WRITE = f"""
from tests import factories
body = "<p>开头一段。</p><h2>正文</h2>" + "".join(
    f"<p>这是第{{n}}句，它要被念出来，而且念得不快。</p>" for n in range({SENTENCES}))
issue = factories.make_published_issue(body=body)
print(json.dumps(issue.pk))
"""
LOOK = """
from columns.audio.models import Narration
from columns.audio import store
from columns.audio.encoding import decoded_duration_ms
from pathlib import Path
rows = [{"state": n.state, "attempts": n.attempts, "synthesised": n.synthesised,
         "duration": n.duration_ms, "segments": n.segments.count(),
         "decoded": decoded_duration_ms(Path(store.sounds().path(n.file))) if n.file else 0}
        for n in Narration.objects.all()]
print(json.dumps(rows))
"""


def test_a_killed_worker_is_followed_by_one_finished_file(tmp_path: Path) -> None:
    house = House(tmp_path, NARRATION_LEASE_SECONDS="5")
    house.tell(WRITE)
    sounds = tmp_path / "audio"

    def clips() -> int:
        return len(list(sounds.glob("clips/*/*.wav")))

    with house.worker() as worker:
        house.wait(lambda: clips() >= 20, seconds=60, every=0.02)
        kill(worker)
    said_before = clips()
    (row,) = house.tell(LOOK)
    assert row["state"] == "generating"
    assert said_before < SENTENCES
    assert list(sounds.glob("*.mp3")) == []

    with house.worker():
        house.wait(lambda: len(list(sounds.glob("*.mp3"))) >= 2, seconds=120)
        house.wait(lambda: house.tell(LOOK)[0]["state"] == "ready", seconds=30, every=1)
    (row,) = house.tell(LOOK)
    assert row["attempts"] == 2
    assert row["synthesised"] <= row["segments"] - said_before + 1
    assert abs(row["decoded"] - row["duration"]) <= 200
    assert len(list(sounds.glob("*.mp3"))) == 2
