"""Who is given the sound of an issue, whatever the request's method and headers say."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from columns import services as newsroom
from columns.audio.models import Narration
from neican.accounts.models import User
from neican.accounts.roles import Role
from subscribers import services
from subscribers.models import Entitlement
from tests.factories import (
    make_column,
    make_entitlement,
    make_published_issue,
    make_staff,
    make_subscriber,
    make_user,
    republish,
)
from tests.subscribers.reading_audio.sounds import (
    OPENING,
    WHOLE,
    assert_refused,
    body,
    client_of,
    given_to,
    keep,
    make_narration,
    narrate,
    path_of,
)

pytestmark = pytest.mark.django_db
TAG = f'"{sha256(WHOLE).hexdigest()}"'
HEADERS: list[Mapping[str, str]] = [
    {},
    {"Range": "bytes=0-1"},
    {"Range": "bytes=999999-"},
    {"Range": "bytes=-1"},
    {"Range": "nonsense"},
    {"If-None-Match": TAG},
    {"If-None-Match": "*"},
    {"If-Range": TAG, "Range": "bytes=0-"},
    {"X-HTTP-Method-Override": "GET", "X-Original-URL": "/"},
]


def lapsed() -> User:
    reader = make_user()
    ended = timezone.now() - timedelta(minutes=1)
    make_entitlement(reader=reader, ends_at=ended)
    return reader


def revoked() -> User:
    reader = make_subscriber()
    revoke_all(reader)
    return reader


def revoke_all(reader: User) -> None:
    for row in Entitlement.objects.filter(reader=reader):
        services.revoke(entitlement_id=row.pk, reason="退款", at=timezone.now(), by=None)


def of_another_column() -> User:
    return make_subscriber(column=make_column())


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"])
@pytest.mark.parametrize("headers", HEADERS)
def test_without_access_every_request_is_refused_alike(
    method: str, headers: Mapping[str, str]
) -> None:
    issue = make_published_issue()
    path = path_of(issue, narrate(issue).file)
    for reader, reason in [(None, "signed_out"), (make_user(), "not_entitled")]:
        response = client_of(reader).generic(method, path, headers=headers)
        assert_refused(response, reason)


@pytest.mark.parametrize("reader", [lapsed, revoked, of_another_column])
def test_an_ended_or_foreign_right_opens_nothing(reader: Any) -> None:
    issue = make_published_issue()
    path = path_of(issue, narrate(issue).file)
    for headers in HEADERS:
        assert_refused(client_of(reader()).get(path, headers=headers), "not_entitled")


def test_a_subscriber_gets_the_whole_and_its_parts() -> None:
    issue = make_published_issue()
    reader = make_subscriber(column=issue.season.column)
    path = given_to(reader, issue, narrate(issue).file)
    client = client_of(reader)
    response = client.get(path)
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "audio/mpeg"
    assert response.headers["Cache-Control"] == "private, no-store"
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["ETag"] == TAG
    assert body(response) == WHOLE
    part = client.get(path, headers={"Range": "bytes=500-"})
    assert (part.status_code, body(part)) == (206, WHOLE[500:])
    assert part.headers["Content-Range"] == f"bytes 500-{len(WHOLE) - 1}/{len(WHOLE)}"
    assert client.get(path, headers={"Range": "bytes=999999-"}).status_code == 416
    assert client.get(path, headers={"If-None-Match": TAG}).status_code == 304
    head = client.head(path)
    assert (head.status_code, head.headers["Content-Length"]) == (200, str(len(WHOLE)))
    assert client.post(path).status_code == 405


def test_a_right_that_ends_refuses_the_next_range_and_the_next_condition() -> None:
    issue = make_published_issue()
    reader = make_subscriber()
    path = given_to(reader, issue, narrate(issue).file)
    client = client_of(reader)
    assert body(client.get(path, headers={"Range": "bytes=0-1"})) == WHOLE[:2]
    revoke_all(reader)
    assert_refused(client.get(path, headers={"Range": "bytes=2-3"}), "not_entitled")
    assert_refused(client.get(path, headers={"If-None-Match": TAG}), "not_entitled")


def test_a_trial_issue_sounds_for_everybody() -> None:
    issue = make_published_issue(is_trial=True)
    file = narrate(issue).file
    for reader in (None, make_user()):
        assert body(client_of(reader).get(given_to(reader, issue, file))) == WHOLE


def test_a_name_that_the_issue_never_had_is_not_found() -> None:
    issue, other = make_published_issue(), make_published_issue()
    narrate(issue)
    name = narrate(other, whole=b"other", opening=b"other opening").file
    reader = make_subscriber()
    client = client_of(reader)
    for file in (name, keep(OPENING), f"{'0' * 64}.mp3"):
        assert client.get(given_to(reader, issue, file)).status_code == 404
    assert client.get(f"/issues/{issue.pk}/audio/..%2f..%2fsecret-key.mp3").status_code == 404
    assert client.get(path_of(issue, name.upper())).status_code == 404
    assert_refused(client_of(None).get(path_of(issue, name)), "signed_out")


def test_a_running_play_goes_on_while_and_after_the_text_is_read_anew(now: datetime) -> None:
    issue = make_published_issue()
    old = narrate(issue)
    reader = make_subscriber()
    client, before = client_of(reader), given_to(reader, issue, old.file)
    changed = republish(issue, "<p>新的开头。</p><h2>节</h2><p>新的正文。</p>", at=now)
    assert changed.live is not None
    queued = make_narration(changed.live, now)
    assert body(client.get(before)) == WHOLE
    queued.delete()
    new = narrate(changed, whole=b"new whole", opening=b"new opening")
    assert body(client.get(before)) == WHOLE
    assert body(client.get(given_to(reader, issue, new.file))) == b"new whole"


def test_a_narration_made_anew_goes_on_sounding_meanwhile() -> None:
    issue = make_published_issue()
    narration = narrate(issue)
    narration.narrations.update(state=Narration.State.QUEUED)
    reader = make_subscriber()
    assert body(client_of(reader).get(given_to(reader, issue, narration.file))) == WHOLE


def test_a_withdrawn_issue_is_silent_for_readers_and_not_for_editors(now: datetime) -> None:
    issue = make_published_issue()
    narration = narrate(issue)
    newsroom.withdraw_issue(issue_id=issue.pk, by=None, at=now)
    subscriber, editor = make_subscriber(), make_staff(Role.EDITOR)
    paths = [
        given_to(subscriber, issue, narration.file),
        path_of(issue, narration.preview_file, "preview"),
        f"/issues/{issue.pk}/timings.json",
        f"/issues/{issue.pk}/timings.vtt",
    ]
    for path in paths:
        assert client_of(None).get(path).status_code == 404
        assert client_of(subscriber).get(path).status_code == 404
    heard = client_of(editor).get(given_to(editor, issue, narration.file))
    assert body(heard) == WHOLE


def test_the_preview_is_the_same_for_everybody_and_ends_where_it_ends() -> None:
    issue = make_published_issue()
    narration = narrate(issue)
    path = path_of(issue, narration.preview_file, "preview")
    for reader in (None, make_user(), make_subscriber()):
        response = client_of(reader).get(path)
        assert response.headers["Cache-Control"] == "public, max-age=60"
        assert response.headers["X-Robots-Tag"] == "noindex"
        assert "Cookie" not in response.headers.get("Vary", "")
        assert not response.cookies
        assert body(response) == OPENING
    behind = client_of(None).get(path, headers={"Range": f"bytes={len(OPENING)}-"})
    assert (behind.status_code, behind.headers["Content-Range"]) == (416, f"bytes */{len(OPENING)}")
    whole = path_of(issue, narration.file, "preview")
    assert client_of(None).get(whole).status_code == 404


def test_behind_a_server_the_bytes_are_its_work_and_the_gate_stays_ours(
    settings: Settings,
) -> None:
    settings.AUDIO_ACCEL_PREFIX = "/protected/audio"
    issue = make_published_issue()
    narration = narrate(issue)
    reader = make_subscriber()
    path = given_to(reader, issue, narration.file)
    for method in ("GET", "HEAD"):
        response = client_of(reader).generic(method, path, headers={"Range": "bytes=0-1"})
        assert response.status_code == 200
        assert response.headers["X-Accel-Redirect"] == f"/protected/audio/{narration.file}"
        assert response.headers["Content-Type"] == "audio/mpeg"
        assert response.headers["Cache-Control"] == "private, no-store"
        assert response.content == b""
        assert_refused(client_of(None).generic(method, path), "signed_out")


def test_a_range_costs_four_queries_and_a_visitor_one(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    issue = make_published_issue()
    narration = narrate(issue)
    reader = make_subscriber()
    client, path = client_of(reader), given_to(reader, issue, narration.file)
    with django_assert_num_queries(4):  # the session, who, what, may they
        body(client.get(path, headers={"Range": "bytes=0-1"}))
    with django_assert_num_queries(1):
        client_of(None).get(path_of(issue, narration.file))
    with django_assert_num_queries(1):
        body(client_of(None).get(path_of(issue, narration.preview_file, "preview")))
