"""Sound in a storage elsewhere: the gate is ours, the bytes come from there for a minute."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import parse_qs, urlsplit
from urllib.request import Request, urlopen

import pytest
from pytest_django import Settings

from columns import services as newsroom
from tests.factories import make_published_issue, make_subscriber, make_user
from tests.subscribers.reading_audio.bucket import served
from tests.subscribers.reading_audio.sounds import (
    LIGHT,
    OPENING,
    WHOLE,
    assert_refused,
    bare,
    body,
    client_of,
    given_to,
    lighten,
    narrate,
    path_of,
)

pytestmark = pytest.mark.django_db
HERE = "tests.subscribers.reading_audio.bucket"


def keep_in(settings: Settings, kind: str, **options: Any) -> None:
    audio = {"BACKEND": kind, "OPTIONS": options}
    settings.STORAGES = {**settings.STORAGES, "audio": audio}


@pytest.fixture
def elsewhere(settings: Settings, tmp_path: Path) -> Iterator[str]:
    with served(tmp_path) as address:
        keep_in(settings, f"{HERE}.Bucket", folder=str(tmp_path), address=address)
        yield address


def fetched(address: str, method: str = "GET", **headers: str) -> Any:
    with urlopen(Request(address, headers=headers, method=method), timeout=5) as answer:
        return answer.status, answer.headers["Content-Type"], answer.read()


def test_behind_the_gate_a_minute_long_address_is_given_out(elsewhere: str) -> None:
    issue, reader = make_published_issue(), make_subscriber()
    recording = lighten(narrate(issue))
    files = [(recording.file, "audio/mpeg", WHOLE), (recording.light_file, "audio/mp4", LIGHT)]
    for file, kind, content in files:
        answer = client_of(reader).get(given_to(reader, issue, file))
        assert answer.status_code == 302
        assert answer.headers["Cache-Control"] == "private, no-store"
        address = answer.headers["Location"]
        assert bare(address) == f"{elsewhere}/{file}"
        left = int(parse_qs(urlsplit(address).query)["ends"][0]) - time.time()
        assert 50 < left <= 60
        assert fetched(address) == (200, kind, content)
        assert fetched(address, Range="bytes=2-5") == (206, kind, content[2:6])
        with pytest.raises(HTTPError, match="403"):
            fetched(bare(address) + "?ends=9999999999&signature=guessed")


def test_the_head_of_a_file_may_be_asked_for_there(elsewhere: str) -> None:
    issue, reader = make_published_issue(), make_subscriber()
    answer = client_of(reader).head(given_to(reader, issue, narrate(issue).file))
    assert fetched(answer.headers["Location"], "HEAD") == (200, "audio/mpeg", b"")


def test_without_a_right_or_a_token_no_address_is_given_out(elsewhere: str) -> None:
    issue = make_published_issue()
    file = narrate(issue).file
    for reader, reason in ((None, "signed_out"), (make_user(), "not_entitled")):
        answer = client_of(reader).get(given_to(reader, issue, file))
        assert_refused(answer, reason)
        assert "Location" not in answer.headers
    answer = client_of(make_subscriber()).get(path_of(issue, file))
    assert_refused(answer, "foreign")
    assert elsewhere not in str(answer.headers)


def test_no_cache_keeps_where_a_preview_lies_and_withdrawn_it_is_gone(elsewhere: str) -> None:
    issue = make_published_issue()
    path = path_of(issue, narrate(issue).preview_file, "preview")
    answer = client_of(None).get(path)
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert fetched(answer.headers["Location"]) == (200, "audio/mpeg", OPENING)
    newsroom.withdraw_issue(issue_id=issue.pk, by=None, at=issue.created_at)
    assert client_of(None).get(path).status_code == 404


@pytest.mark.parametrize("kind", [f"{HERE}.OpenBucket", "django.core.files.storage.memory"])
def test_a_storage_that_signs_nothing_is_read_by_us(
    kind: str, settings: Settings, tmp_path: Path
) -> None:
    if kind.startswith(HERE):
        keep_in(settings, kind, folder=str(tmp_path), address="http://127.0.0.1:9")
    else:
        keep_in(settings, f"{kind}.InMemoryStorage")
    issue, reader = make_published_issue(), make_subscriber()
    address = given_to(reader, issue, narrate(issue).file)
    assert body(client_of(reader).get(address)) == WHOLE
    part = client_of(reader).get(address, headers={"Range": "bytes=-5"})
    assert (part.status_code, body(part)) == (206, WHOLE[-5:])
