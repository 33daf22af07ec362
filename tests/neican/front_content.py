"""Puts one paid issue with sound behind the front door and prints what was made."""

import json
import sys
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.cached_db import SessionStore
from django.utils import timezone

from columns.audio.models import Narration
from tests import factories

SOUND = b"ID3" + bytes(range(256)) * 40
PREVIEW = b"ID3" + bytes(reversed(range(256))) * 4


def main() -> None:
    """Everything in the database and the data folder that the environment names."""
    issue = factories.make_published_issue()
    assert issue.live is not None, "publication sets the live text"
    reader = factories.make_subscriber()
    kept: dict[str, Any] = {name: _keep("audio/{}.mp3", sound) for name, sound in _sounds()}
    Narration.objects.create(
        revision=issue.live,
        voice="test",
        state=Narration.State.READY,
        queued_at=timezone.now(),
        file=f"{kept['sound']}.mp3",
        size=len(SOUND),
        duration_ms=9000,
        preview_file=f"{kept['preview']}.mp3",
        preview_size=len(PREVIEW),
        preview_duration_ms=1000,
    )
    page = _keep("media/{}.html", b"<script>alert(1)</script>")
    session = SessionStore()
    session[SESSION_KEY] = str(reader.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = reader.get_session_auth_hash()
    session.create()
    cookie = f"{settings.SESSION_COOKIE_NAME}={session.session_key}"
    sys.stdout.write(json.dumps({"issue": issue.pk, "cookie": cookie, "upload": page, **kept}))


def _sounds() -> list[tuple[str, bytes]]:
    return [("sound", SOUND), ("preview", PREVIEW)]


def _keep(pattern: str, content: bytes) -> str:
    """Write a file named by its digest into the data folder; the digest."""
    digest = sha256(content).hexdigest()
    path = settings.DATA_DIR / pattern.format(digest)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return digest
