"""A narration whose bytes and times are known; for what the voice would need minutes to make."""

import re
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.core.files.base import ContentFile
from django.test import Client

from columns.audio import store
from columns.audio.models import Narration, Recording, Segment
from columns.audio.queries import settings_for
from columns.models import Issue, Revision
from neican.accounts.models import User
from neican.kernel.document import from_json
from subscribers.reading import sound_addresses
from subscribers.reading.sound_addresses import Purpose

SENTENCE_MS = 2000
WHOLE = bytes(range(256)) * 8
OPENING = b"opening" * 100
LIGHT = b"light" * 100
_WHOLE = re.compile(
    r"(?:(?P<rehearsed>/preview/issues/\d+/\w+/\w+)|/issues/\d+/audio)/"
    r"(?P<file>[0-9a-f]{64}\.(?:mp3|m4a))"
)


def keep(content: bytes) -> str:
    """Store a file under its content's name."""
    name = f"{sha256(content).hexdigest()}.mp3"
    if not store.sounds().exists(name):
        store.sounds().save(name, ContentFile(content))
    return name


def narrate(issue: Issue, *, whole: bytes = WHOLE, opening: bytes = OPENING) -> Recording:
    """A finished narration of the live text, its recording: every sentence takes two seconds."""
    assert issue.live is not None
    blocks = from_json(issue.live.blocks)
    spoken = [(block, sentence) for block in blocks for sentence in block.sentences]
    free = sum(block.is_free for block, _sentence in spoken)
    at = datetime(2026, 5, 26, 9, 20, tzinfo=UTC)
    recording = Recording.objects.create(
        issue=issue,
        revision=issue.live,
        script_key=sha256(f"{issue.live.pk}".encode() + whole + opening).hexdigest(),
        voices="test",
        made_at=at,
        file=keep(whole),
        size=len(whole),
        duration_ms=len(spoken) * SENTENCE_MS,
        preview_file=keep(opening),
        preview_size=len(opening),
        preview_duration_ms=free * SENTENCE_MS,
    )
    Narration.objects.update_or_create(
        revision=issue.live,
        origin=Narration.Origin.SYNTHETIC,
        defaults={
            "voice": settings_for(issue.season.column_id).voice,
            "state": Narration.State.READY,
            "queued_at": at,
            "finished_at": at,
            "recording": recording,
        },
    )
    chapter = "开场"
    for position, (block, sentence) in enumerate(spoken):
        chapter = block.text if block.level == 2 else chapter
        Segment.objects.create(
            recording=recording,
            position=position,
            sentence_id=sentence.id,
            block_id=block.id,
            is_free=block.is_free,
            chapter=chapter,
            text=sentence.text,
            spoken=sentence.text,
            clip_key="0" * 64,
            start_ms=position * SENTENCE_MS,
            end_ms=(position + 1) * SENTENCE_MS,
        )
    return recording


def make_narration(revision: Revision | None, now: datetime, **extra: Any) -> Narration:
    """One that waits to be made."""
    assert revision is not None
    voice = settings_for(revision.issue.season.column_id).voice
    return Narration.objects.create(revision=revision, voice=voice, queued_at=now, **extra)


def client_of(reader: User | None) -> Client:
    """A browser, signed in or not."""
    client = Client()
    if reader is not None:
        client.force_login(reader)
    return client


def path_of(issue: Issue, name: str, folder: str = "audio") -> str:
    """Where a file lies, without the token that a whole sound's address needs."""
    return f"/issues/{issue.pk}/{folder}/{name}"


def given_to(reader: User | None, issue: Issue, file: str) -> str:
    """The address of a whole sound as this reader was given it just now."""
    return sound_addresses.listening(issue.pk, file, reader.pk if reader else None)


def ticketed(client: Client, address: str) -> str:
    """The address with the token that this client's reader is given, where it names a sound."""
    found = _WHOLE.fullmatch(address)
    if found is None:
        return address
    reader_id = int(client.session.get(SESSION_KEY, 0))
    purpose = Purpose.REHEARSAL if found["rehearsed"] else Purpose.LISTENING
    return sound_addresses.signed(address, purpose, found["file"], reader_id)


def bare(address: str) -> str:
    """An address without its token, which is another one every second."""
    return address.partition("?")[0]


def lighten(recording: Recording, content: bytes = LIGHT) -> Recording:
    """Give it a smaller file."""
    name = f"{sha256(content).hexdigest()}.m4a"
    if not store.sounds().exists(name):
        store.sounds().save(name, ContentFile(content))
    recording.light_file, recording.light_size = name, len(content)
    recording.save(update_fields=["light_file", "light_size"])
    return recording


def body(response: Any) -> bytes:
    """All bytes of an answer; the test client closes it behind the last."""
    content: bytes = b"".join(response) if response.streaming else response.content
    return content


def assert_refused(response: Any, reason: str) -> None:
    """403, in words for a script and a person, and no hint of the file."""
    assert response.status_code == 403
    assert response.headers["Content-Type"] == "application/json"
    assert response.headers["Cache-Control"] == "private, no-store"
    for header in ("ETag", "Accept-Ranges", "Content-Range", "X-Accel-Redirect"):
        assert header not in response.headers
    if response.request["REQUEST_METHOD"] != "HEAD":
        assert response.json()["reason"] == reason
        assert response.json()["message"]
