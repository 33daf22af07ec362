"""A real worker with a season to make up for, and today's issue that comes in between."""

from pathlib import Path

from tests.faults.house import House
from tests.faults.narrations import a_house

# Nobody rings: the work is owed by hand, so that its urgency is what the test says.
OWE = """
from itertools import count
from django.utils import timezone
from neican.kernel.bell import Bell
from columns.audio import services
from columns.models import Issue
from tests import factories
Bell.ring = lambda *_one, **_more: None
factories._numbers = count(1 + 100 * Issue.objects.count())
owed = []
for number in range({issues}):
    body = "".join(f"<p>第{{number}}期的第{{n}}句。</p>" for n in range(15))
    issue = factories.make_published_issue(body=body)
    owed.append(services.queue_narration(
        issue_id=issue.pk, now=timezone.now(), urgency={urgency}))
print(json.dumps(owed))
"""
BACKFILL, GOES_OUT = 2, 0


def ready(house: House) -> int:
    ((number,),) = house.rows("SELECT count(*) FROM audio_narration WHERE state = 'ready'")
    return int(number)


def test_todays_issue_waits_for_one_piece_of_the_archive_at_most(tmp_path: Path) -> None:
    house = a_house(tmp_path, seconds=0.6, lease=60)
    archive = house.tell(OWE.format(issues=5, urgency=BACKFILL))
    with house.worker(queues="narration", clock=False):
        house.ring()
        house.wait(lambda: ready(house) >= 1, seconds=60)
        (today,) = house.tell(OWE.format(issues=1, urgency=GOES_OUT))
        house.wait(lambda: ready(house) == 6, seconds=180)
    finished = dict(house.rows("SELECT id, finished_at FROM audio_narration"))
    ((came_at,),) = house.rows(f"SELECT queued_at FROM audio_narration WHERE id = {today}")
    between = [one for one in archive if came_at < finished[one] < finished[today]]
    after = [one for one in archive if finished[one] > finished[today]]
    assert len(between) <= 1
    assert after, "the archive was still waiting: the rule had something to decide"
