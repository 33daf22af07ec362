"""Words from behind the wall, looked for in every answer that somebody without access can get."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from columns import services
from columns.audio import store
from columns.audio.models import HouseVoice, Narration, Recording, Segment
from columns.models import Issue, ReviewLink
from columns.search.services import index_issue
from neican.accounts.models import User
from neican.accounts.roles import Role
from neican.kernel.document import from_json
from subscribers.comments.models import Comment
from subscribers.services import revoke
from tests import factories
from tests.factories import CANARY
from tests.subscribers.reading_audio.sounds import ticketed

pytestmark = pytest.mark.django_db
FULL, OPENING, LIGHT = "a" * 64, "b" * 64, "c" * 64
PART = CANARY[:4]  # what is searched for; the page repeats the question
REST = CANARY[4:]
MEDIA = ("web", "mail", "sound")


@pytest.fixture
def issue() -> Issue:
    """A published, narrated, indexed issue with a comment that quotes the paid part."""
    issue = factories.make_published_issue()
    _narrate(issue)
    index_issue(issue.pk)
    factories.make_comment(
        issue=issue, body=f"“{CANARY}”这一句写得真好。", state=Comment.State.VISIBLE
    )
    return issue


def _narrate(issue: Issue) -> None:
    """A finished narration row by row: what matters here is who is told of it."""
    store.sounds().save(f"{OPENING}.mp3", ContentFile(b"x"))
    for name in (f"{FULL}.mp3", f"{LIGHT}.m4a"):
        store.sounds().save(name, ContentFile(CANARY.encode()))
    assert issue.live is not None
    at = datetime(2026, 5, 26, tzinfo=UTC)
    recording = Recording.objects.create(
        issue=issue,
        revision=issue.live,
        script_key="k" * 64,
        made_at=at,
        file=f"{FULL}.mp3",
        size=len(CANARY.encode()),
        duration_ms=90_000,
        light_file=f"{LIGHT}.m4a",
        light_size=len(CANARY.encode()),
        preview_file=f"{OPENING}.mp3",
        preview_size=1,
        preview_duration_ms=9_000,
    )
    Narration.objects.create(
        revision=issue.live,
        voice=HouseVoice.objects.get(),
        state=Narration.State.READY,
        queued_at=at,
        recording=recording,
    )
    rows = [
        (block, sentence) for block in from_json(issue.live.blocks) for sentence in block.sentences
    ]
    Segment.objects.bulk_create(
        Segment(
            recording=recording,
            position=place,
            sentence_id=sentence.id,
            block_id=block.id,
            is_free=block.is_free,
            text=sentence.text,
            spoken=sentence.text,
            clip_key="k",
            start_ms=place * 1000,
            end_ms=place * 1000 + 900,
        )
        for place, (block, sentence) in enumerate(rows)
    )


def _addresses(issue: Issue) -> dict[str, list[str]]:
    """Every named address outside admin and accounts, with what to ask it for."""
    column, author = issue.season.column, issue.bylines.get().author
    page, preview = issue.get_absolute_url(), reverse("preview", args=[issue.pk])
    return {
        "home": ["/"],
        "columns": [reverse("columns")],
        "column": [column.get_absolute_url()],
        "season": [issue.season.get_absolute_url()],
        "feed": [reverse("feed", args=[column.slug])],
        "issue": [
            page,
            f"{page}?page=2",
            f"{page}?format=json",
            f"{page}?print=1",
            f"{page}?reply_to=1",
        ],
        "author": [author.get_absolute_url()],
        "guidelines": [reverse("guidelines")],
        "search": [reverse("search") + "?" + urlencode({"q": PART})],
        "account": [reverse("account")],
        "timings": [reverse("timings", args=[issue.pk])],
        "timings_vtt": [reverse("timings_vtt", args=[issue.pk])],
        "audio": [reverse("audio", args=[issue.pk, FULL])],
        "audio_light": [reverse("audio_light", args=[issue.pk, LIGHT])],
        "audio_preview": [
            reverse("audio_preview", args=[issue.pk, OPENING]),
            reverse("audio_preview", args=[issue.pk, FULL]),
        ],
        "preview": [f"{preview}?as={one}&of={of}" for one in ("all", "visitor") for of in MEDIA],
        "preview_mail": [reverse("preview_mail", args=[issue.pk, "all", "live"])],
        "preview_timings": [reverse("preview_timings", args=[issue.pk, "all", "live"])],
        "preview_audio": [reverse("preview_audio", args=[issue.pk, "all", "live", FULL])],
        "preview_light": [reverse("preview_light", args=[issue.pk, "all", "live", LIGHT])],
        "healthz": [reverse("healthz")],
        "review": [
            reverse("review", args=["1.forged"]),
            reverse("review", args=[services.link_token(_closed_link(issue))]),
        ],
        "review_remark": [],  # POST only, as the next two
        "review_reply": [],
        "review_approve": [],
        "comment": [],  # POST only
        "redeem": [],
        "rename": [],
        "language": [],
    }


def _closed_link(issue: Issue) -> ReviewLink:
    """An outsider's key to this issue that opens nothing any more."""
    long_ago = datetime(2026, 1, 1, tzinfo=UTC)
    values: dict[str, Any] = {
        "reviewer": "外审",
        "made_at": long_ago,
        "expires_at": long_ago,
    }
    return ReviewLink.objects.get_or_create(issue=issue, **values)[0]


def _names(patterns: list[URLPattern | URLResolver], prefix: str = "") -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            deeper = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            yield from _names(pattern.url_patterns, deeper)
        elif pattern.name:
            yield f"{prefix}{pattern.name}"


def _without_access(issue: Issue) -> dict[str, User | AnonymousUser]:
    lapsed = factories.make_subscriber(ends_at=datetime(2026, 1, 1, tzinfo=UTC))
    elsewhere = factories.make_subscriber(column=factories.make_column())
    return {
        "visitor": AnonymousUser(),
        "reader": factories.make_user(),
        "lapsed": lapsed,
        "subscriber of another column": elsewhere,
        "finance": factories.make_staff(Role.FINANCE),
    }


def _client(person: User | AnonymousUser) -> Client:
    client = Client()
    if isinstance(person, User):
        client.force_login(person)
    return client


def _words(client: Client, path: str, **headers: str) -> str:
    answer = client.get(ticketed(client, path), headers=headers)
    body = answer.getvalue().decode(errors="replace")  # to the end: that closes a file being sent
    if answer.headers["Content-Type"] == "application/json":
        body = json.dumps(json.loads(body), ensure_ascii=False)  # as it is read, not as escaped
    return body + str(answer.headers)


def test_every_address_is_classified(issue: Issue) -> None:
    known = set(_addresses(issue))
    own = {
        name
        for name in _names(get_resolver().url_patterns)
        if not name.startswith(("admin:", "account_"))
    }
    assert own == known


def test_no_answer_to_those_without_access_holds_a_paid_word(issue: Issue) -> None:
    for who, person in _without_access(issue).items():
        client = _client(person)
        for paths in _addresses(issue).values():
            for path in paths:
                assert REST not in _words(client, path), (who, path)
                assert REST not in _words(client, path, Range="bytes=0-"), (who, path)


def test_the_same_answers_hold_them_for_a_subscriber(issue: Issue) -> None:
    """The twin: were the words nowhere at all, the test above would prove nothing."""
    client = _client(factories.make_subscriber())
    addresses = _addresses(issue)
    for name in ("issue", "timings", "timings_vtt", "audio", "audio_light", "search"):
        assert REST in _words(client, addresses[name][0]), name


def test_an_old_etag_opens_nothing_after_the_right_has_ended(issue: Issue) -> None:
    reader = factories.make_user()
    soon = datetime.now(UTC) + timedelta(hours=1)
    right = factories.make_entitlement(reader=reader, ends_at=soon)
    client = _client(reader)
    path = ticketed(client, reverse("audio", args=[issue.pk, FULL]))
    opened = client.get(path)
    assert opened.getvalue()
    etag = opened.headers["ETag"]
    revoke(entitlement_id=right.pk, reason="到期", at=datetime.now(UTC), by=None)
    answer = client.get(path, headers={"If-None-Match": etag})
    assert answer.status_code == 403


def test_the_admin_shows_nothing_to_readers(issue: Issue) -> None:
    subscriber = factories.make_subscriber()
    for person in (AnonymousUser(), subscriber):
        client = _client(person)
        for path in (
            reverse("admin:index"),
            reverse("admin:columns_issue_change", args=[issue.pk]),
            reverse("admin:columns_issue_history", args=[issue.pk]),
            reverse("admin:audio_narration_changelist"),
        ):
            answer = client.get(path)
            assert answer.status_code in (302, 403), path
            assert REST not in answer.content.decode()
