"""A narration whose bytes and times are known; for what the voice would need minutes to make."""

from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from django.core.files.base import ContentFile
from django.test import Client

from columns.audio import store
from columns.audio.models import Narration, Segment
from columns.models import Issue
from neican.accounts.models import User
from neican.kernel.document import from_json

SENTENCE_MS = 2000
WHOLE = bytes(range(256)) * 8
OPENING = b"opening" * 100


def keep(content: bytes) -> str:
    """Store a file under its content's name."""
    name = f"{sha256(content).hexdigest()}.mp3"
    if not store.sounds().exists(name):
        store.sounds().save(name, ContentFile(content))
    return name


def narrate(issue: Issue, *, whole: bytes = WHOLE, opening: bytes = OPENING) -> Narration:
    """A finished narration of the live text: every sentence takes two seconds."""
    assert issue.live is not None
    blocks = from_json(issue.live.blocks)
    spoken = [(block, sentence) for block in blocks for sentence in block.sentences]
    free = sum(block.is_free for block, _sentence in spoken)
    narration = Narration.objects.create(
        revision=issue.live,
        voice="test",
        state=Narration.State.READY,
        queued_at=datetime(2026, 5, 26, 9, 20, tzinfo=UTC),
        file=keep(whole),
        size=len(whole),
        duration_ms=len(spoken) * SENTENCE_MS,
        preview_file=keep(opening),
        preview_size=len(opening),
        preview_duration_ms=free * SENTENCE_MS,
    )
    chapter = "开场"
    for position, (block, sentence) in enumerate(spoken):
        chapter = block.text if block.level == 2 else chapter
        Segment.objects.create(
            narration=narration,
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
    return narration


def client_of(reader: User | None) -> Client:
    """A browser, signed in or not."""
    client = Client()
    if reader is not None:
        client.force_login(reader)
    return client


def path_of(issue: Issue, name: str, folder: str = "audio") -> str:
    return f"/issues/{issue.pk}/{folder}/{name}"


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
