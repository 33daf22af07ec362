"""Every periodic job on one page. A second clock is harmless: each job only claims what is owed."""

from typing import Any

SCHEDULE: dict[str, dict[str, Any]] = {
    "publish issues whose hour has come": {"task": "columns.publish_due", "schedule": 5.0},
    "mail colleagues what they must hear of": {"task": "columns.mail_notices", "schedule": 20.0},
    "forget windows of the writing desk": {"task": "columns.forget_sessions", "schedule": 86400.0},
    "forget uploads that nobody confirmed": {"task": "importing.forget_stale", "schedule": 86400.0},
    "narrate what is published and not narrated": {"task": "audio.sweep", "schedule": 20.0},
    "throw away sound that nobody needs": {"task": "audio.collect", "schedule": 86400.0},
    "index what is published and not findable": {"task": "search.sweep", "schedule": 60.0},
    "judge comments that nobody judged": {"task": "comments.sweep", "schedule": 20.0},
}
# A message that nobody took before the next one is due would only repeat it.
for _job in SCHEDULE.values():
    _job["options"] = {"expires": _job["schedule"]}
