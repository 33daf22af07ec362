"""A whole sound's address opens for one reader, one file, one purpose, and not for long."""

import time
from typing import Any

import pytest
from django.conf import settings as house
from django.core.signing import TimestampSigner, b62_encode
from pytest_django import Settings

from columns.models import Issue
from neican.accounts.models import User
from neican.accounts.roles import Role
from subscribers.reading import sound_addresses
from subscribers.reading.sound_addresses import Purpose
from tests.factories import make_published_issue, make_staff, make_subscriber, make_user
from tests.subscribers.reading_audio.sounds import (
    LIGHT,
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
HEADERS: list[dict[str, str]] = [{}, {"Range": "bytes=0-1"}, {"If-None-Match": "*"}]


class Earlier(TimestampSigner):
    """The signer of some seconds ago."""

    def __init__(self, seconds: int) -> None:
        super().__init__(salt=sound_addresses.SALT)
        self.seconds = seconds

    def timestamp(self) -> str:
        return b62_encode(int(time.time()) - self.seconds)


def given_earlier(reader: User, issue: Issue, file: str, *, seconds: int) -> str:
    named = f"listening/{reader.pk}/{file}"
    token = Earlier(seconds).sign(named).removeprefix(f"{named}:")
    return f"{path_of(issue, file)}?t={token}"


def refused_everywhere(reader: User | None, address: str, reason: str) -> None:
    for method in ("GET", "HEAD", "POST"):
        for headers in HEADERS:
            assert_refused(client_of(reader).generic(method, address, headers=headers), reason)


def test_an_address_dies_after_its_minutes_and_a_new_one_opens() -> None:
    issue, reader = make_published_issue(), make_subscriber()
    file, lives = narrate(issue).file, house.SOUND_URL_MINUTES * 60
    young = given_earlier(reader, issue, file, seconds=lives - 30)
    assert body(client_of(reader).get(young)) == WHOLE
    old = given_earlier(reader, issue, file, seconds=lives + 1)
    refused_everywhere(reader, old, "expired")
    assert body(client_of(reader).get(given_to(reader, issue, file))) == WHOLE


def test_how_long_is_the_operators_choice(settings: Settings) -> None:
    issue, reader = make_published_issue(), make_subscriber()
    address = given_earlier(reader, issue, narrate(issue).file, seconds=90)
    settings.SOUND_URL_MINUTES = 1
    refused_everywhere(reader, address, "expired")
    settings.SOUND_URL_MINUTES = 2
    assert body(client_of(reader).get(address)) == WHOLE


def test_without_a_token_or_with_a_forged_one_nothing_opens() -> None:
    issue, reader = make_published_issue(), make_subscriber()
    address = given_to(reader, issue, narrate(issue).file)
    for forged in (bare(address), f"{bare(address)}?t=", f"{address}x", f"{bare(address)}?t=::"):
        refused_everywhere(reader, forged, "foreign")
    with_a_stolen_hour = address.replace("?t=", "?t=2")
    refused_everywhere(reader, with_a_stolen_hour, "foreign")


def test_an_address_of_somebody_else_is_worth_nothing() -> None:
    issue, reader, other = make_published_issue(), make_subscriber(), make_subscriber()
    address = given_to(reader, issue, narrate(issue).file)
    refused_everywhere(other, address, "foreign")
    refused_everywhere(None, address, "signed_out")
    assert body(client_of(reader).get(address)) == WHOLE


def test_on_an_issue_open_to_all_a_visitors_address_is_no_readers() -> None:
    issue = make_published_issue(is_trial=True)
    file = narrate(issue).file
    refused_everywhere(make_subscriber(), given_to(None, issue, file), "foreign")
    reader = make_subscriber()
    refused_everywhere(None, given_to(reader, issue, file), "foreign")


def test_a_token_opens_its_own_file_alone() -> None:
    issue, other, reader = make_published_issue(), make_published_issue(), make_subscriber()
    recording = lighten(narrate(issue))
    narrate(other, whole=b"another whole", opening=b"another opening")
    token = given_to(reader, issue, recording.file).partition("?")[2]
    light = path_of(issue, recording.light_file)
    elsewhere = path_of(other, other.recordings.get().file)
    for address in (light, elsewhere):
        refused_everywhere(reader, f"{address}?{token}", "foreign")
    assert body(client_of(reader).get(given_to(reader, issue, recording.light_file))) == LIGHT


def test_a_token_for_another_purpose_opens_nothing() -> None:
    issue, editor = make_published_issue(), make_staff(Role.CHIEF_EDITOR)
    file = narrate(issue).file
    rehearsed = client_of(editor).get(f"/preview/issues/{issue.pk}/all/live/timings.json")
    path, _mark, token = rehearsed.json()["src"].partition("?")
    assert body(client_of(editor).get(f"{path}?{token}")) == WHOLE
    refused_everywhere(editor, f"{path_of(issue, file)}?{token}", "foreign")
    listening = given_to(editor, issue, file).partition("?")[2]
    assert client_of(editor).get(f"{path}?{listening}").json()["reason"] == "foreign"
    by_hand = sound_addresses.signed(path_of(issue, file), Purpose.LISTENING, file, editor.pk)
    assert body(client_of(editor).get(by_hand)) == WHOLE


def test_the_gate_is_asked_before_the_token() -> None:
    issue = make_published_issue()
    stranger = make_user()
    address = given_to(stranger, issue, narrate(issue).file)
    refused_everywhere(stranger, address, "not_entitled")


def test_the_smaller_file_keeps_every_condition_of_the_whole() -> None:
    issue, reader = make_published_issue(), make_subscriber()
    recording = lighten(narrate(issue))
    address, client = given_to(reader, issue, recording.light_file), client_of(reader)
    response = client.get(address)
    assert response.headers["Content-Type"] == "audio/mp4"
    assert response.headers["Cache-Control"] == "private, no-store"
    assert response.headers["ETag"] == f'"{recording.light_file.removesuffix(".m4a")}"'
    assert body(response) == LIGHT
    part = client.get(address, headers={"Range": "bytes=-5"})
    assert (part.status_code, body(part)) == (206, LIGHT[-5:])
    assert client.get(address, headers={"Range": "bytes=500-"}).status_code == 416
    two = client.get(address, headers={"Range": "bytes=0-1,3-4"})
    assert (two.status_code, body(two)) == (200, LIGHT)
    assert_refused(client_of(None).get(address), "signed_out")
    assert client.get(path_of(issue, recording.light_file, "preview")).status_code == 404


def test_a_token_is_in_no_header_of_any_answer() -> None:
    issue, reader = make_published_issue(), make_subscriber()
    address = given_to(reader, issue, narrate(issue).file)
    token = address.partition("?t=")[2]
    for client in (client_of(reader), client_of(None)):
        answer: Any = client.get(address)
        body(answer)
        assert token not in str(answer.headers)
        assert answer.headers["Cache-Control"] == "private, no-store"
