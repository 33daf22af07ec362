"""Whether this container does its work: `healthcheck web` asks it, `healthcheck schedule` looks."""

import os
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

# The schedule writes its file every three minutes.
OLDEST_SCHEDULE = 600  # seconds


def web() -> bool:
    """It answers under the publication's name; any other Host is refused."""
    port = os.environ.get("WEB_BIND", "0.0.0.0:8000").rpartition(":")[2]
    host = urlsplit(os.environ["NEICAN_SITE_URL"]).netloc
    request = Request(f"http://127.0.0.1:{port}/healthz", headers={"Host": host})
    with urlopen(request, timeout=4) as response:  # noqa: S310 - our own port
        return bool(response.status == 200)


def schedule() -> bool:
    """Its file is there and not old; the dbm module chooses the ending."""
    file = Path(os.environ.get("SCHEDULE_FILE", "/tmp/schedule"))  # noqa: S108 - a tmpfs of its own
    written = [found.stat().st_mtime for found in file.parent.glob(f"{file.name}*")]
    return time.time() - max(written, default=0) < OLDEST_SCHEDULE


if __name__ == "__main__":
    sys.exit(0 if {"web": web, "schedule": schedule}[sys.argv[1]]() else 1)
