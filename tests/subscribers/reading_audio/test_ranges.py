"""A file handed out by parts: each header with its exact status, headers and bytes."""

import io
from collections.abc import Iterator
from typing import IO

import pytest
from django.core.signals import request_finished
from django.db import close_old_connections
from django.http import HttpResponseBase, StreamingHttpResponse
from django.test import RequestFactory

from columns.audio.ranges import PIECE, ranged

CONTENT = bytes(range(256)) * 4  # 1024 bytes, each place recognisable
TAG = '"abc"'


@pytest.fixture(autouse=True)
def no_database() -> Iterator[None]:
    """Closing an answer says that a request is over; there is no connection to look after here."""
    request_finished.disconnect(close_old_connections)
    yield
    request_finished.connect(close_old_connections)


class Shelf:
    """One file, and whether what was taken from it was given back."""

    def __init__(self, content: bytes = CONTENT) -> None:
        self.content = content
        self.opened: list[IO[bytes]] = []

    def open(self) -> IO[bytes]:
        self.opened.append(io.BytesIO(self.content))
        return self.opened[-1]


def ask(shelf: Shelf, method: str = "GET", **headers: str) -> HttpResponseBase:
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    request = RequestFactory().generic(method, "/sound.mp3", headers=names)
    return ranged(
        request,
        open_file=shelf.open,
        size=len(shelf.content),
        etag="abc",
        content_type="audio/mpeg",
    )


def body(response: HttpResponseBase) -> bytes:
    assert isinstance(response, StreamingHttpResponse)
    content = b"".join(response)
    response.close()
    return content


def test_without_a_range_the_whole_file_is_given() -> None:
    response = ask(Shelf())
    assert response.status_code == 200
    assert response.headers["Accept-Ranges"] == "bytes"
    assert response.headers["Content-Length"] == "1024"
    assert response.headers["Content-Type"] == "audio/mpeg"
    assert response.headers["ETag"] == TAG
    assert "Content-Range" not in response.headers
    assert body(response) == CONTENT


@pytest.mark.parametrize(
    ("asked", "start", "end"),
    [
        ("bytes=0-1", 0, 2),
        ("bytes=0-0", 0, 1),
        ("bytes=500-", 500, 1024),
        ("bytes=100-199", 100, 200),
        ("bytes=-500", 524, 1024),
        ("bytes=-1", 1023, 1024),
        ("bytes=-5000", 0, 1024),
        ("bytes=1023-", 1023, 1024),
        ("bytes=1000-999999", 1000, 1024),
        ("bytes=0-", 0, 1024),
        ("BYTES=0-1", 0, 2),
    ],
)
def test_a_range_is_given_exactly(asked: str, start: int, end: int) -> None:
    response = ask(Shelf(), Range=asked)
    assert response.status_code == 206
    assert response.headers["Content-Range"] == f"bytes {start}-{end - 1}/1024"
    assert response.headers["Content-Length"] == str(end - start)
    assert response.headers["Accept-Ranges"] == "bytes"
    assert response.headers["Content-Type"] == "audio/mpeg"
    assert body(response) == CONTENT[start:end]


@pytest.mark.parametrize("asked", ["bytes=1024-", "bytes=5000-6000", "bytes=-0"])
def test_a_range_behind_the_end_is_refused_with_the_size(asked: str) -> None:
    shelf = Shelf()
    response = ask(shelf, Range=asked)
    assert response.status_code == 416
    assert response.headers["Content-Range"] == "bytes */1024"
    assert "Content-Length" not in response.headers
    assert shelf.opened == []


@pytest.mark.parametrize("asked", ["bytes=0-", "bytes=-5"])
def test_an_empty_file_has_no_range_to_give(asked: str) -> None:
    response = ask(Shelf(b""), Range=asked)
    assert response.status_code == 416
    assert response.headers["Content-Range"] == "bytes */0"


@pytest.mark.parametrize(
    "asked",
    [
        "bytes=0-1,5-6",
        "bytes=5-2",
        "bytes=-",
        "bytes=a-b",
        "bytes=1 - 2",
        "bytes=٠-١",
        "bytes=--5",
        "bytes=" + "9" * 5000 + "-",
        "items=0-1",
        "0-1",
        "",
    ],
)
def test_several_or_malformed_ranges_get_the_whole(asked: str) -> None:
    response = ask(Shelf(), Range=asked)
    assert response.status_code == 200
    assert response.headers["Content-Length"] == "1024"
    assert "Content-Range" not in response.headers
    assert body(response) == CONTENT


@pytest.mark.parametrize(
    ("validator", "status"),
    [(TAG, 206), ('"other"', 200), (f"W/{TAG}", 200), ("Wed, 21 Oct 2026 07:28:00 GMT", 200)],
)
def test_a_part_is_given_only_of_the_file_that_was_begun(validator: str, status: int) -> None:
    response = ask(Shelf(), Range="bytes=10-19", If_Range=validator)
    assert response.status_code == status
    assert body(response) == (CONTENT[10:20] if status == 206 else CONTENT)


@pytest.mark.parametrize("known", [TAG, f"W/{TAG}", f'"x", {TAG}', "*"])
@pytest.mark.parametrize("extra", [{}, {"Range": "bytes=0-1"}])
def test_a_known_file_is_not_sent_again(known: str, extra: dict[str, str]) -> None:
    shelf = Shelf()
    response = ask(shelf, If_None_Match=known, **extra)
    assert response.status_code == 304
    assert response.headers["ETag"] == TAG
    assert shelf.opened == []


def test_an_unknown_file_is_sent() -> None:
    assert body(ask(Shelf(), If_None_Match='"other"')) == CONTENT


@pytest.mark.parametrize("extra", [{}, {"Range": "bytes=0-1"}, {"Range": "bytes=9999-"}])
def test_head_tells_the_length_of_the_whole_and_opens_nothing(extra: dict[str, str]) -> None:
    shelf = Shelf()
    response = ask(shelf, "HEAD", **extra)
    assert response.status_code == 200
    assert response.headers["Content-Length"] == "1024"
    assert response.headers["Accept-Ranges"] == "bytes"
    assert response.headers["Content-Type"] == "audio/mpeg"
    assert shelf.opened == []


def test_a_long_file_goes_out_in_pieces_and_is_closed() -> None:
    shelf = Shelf(bytes(PIECE * 2 + 5))
    response = ask(shelf, Range=f"bytes=3-{PIECE * 2 + 1}")
    assert isinstance(response, StreamingHttpResponse)
    assert [len(piece) for piece in response] == [PIECE, PIECE - 1]
    response.close()
    assert shelf.opened[0].closed


def test_the_file_is_closed_when_the_listener_hangs_up_at_once() -> None:
    shelf = Shelf()
    ask(shelf).close()
    assert [file.closed for file in shelf.opened] == [True]
