"""Puts one paid issue with sound behind the front door and prints what was made."""

import json
import sys
from hashlib import sha256

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.cached_db import SessionStore

from tests import factories
from tests.subscribers.reading_audio.sounds import lighten, narrate

SOUND = b"ID3" + bytes(range(256)) * 40
PREVIEW = b"ID3" + bytes(reversed(range(256))) * 4
LIGHT = bytes(range(256)) * 20


def main() -> None:
    """Everything in the database and the data folder that the environment names."""
    issue = factories.make_published_issue()
    assert issue.live is not None, "publication sets the live text"
    reader = factories.make_subscriber()
    recording = lighten(narrate(issue, whole=SOUND, opening=PREVIEW), LIGHT)
    kept = {"sound": _stem(recording.file), "preview": _stem(recording.preview_file)}
    page = _keep("media/{}.html", b"<script>alert(1)</script>")
    session = SessionStore()
    session[SESSION_KEY] = str(reader.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = reader.get_session_auth_hash()
    session.create()
    cookie = f"{settings.SESSION_COOKIE_NAME}={session.session_key}"
    sys.stdout.write(json.dumps({"issue": issue.pk, "cookie": cookie, "upload": page, **kept}))


def _stem(file: str) -> str:
    return file.partition(".")[0]


def _keep(pattern: str, content: bytes) -> str:
    """Write a file named by its digest into the data folder; the digest."""
    digest = sha256(content).hexdigest()
    path = settings.DATA_DIR / pattern.format(digest)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return digest
