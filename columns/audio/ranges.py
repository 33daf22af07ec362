"""A file as an HTTP answer that understands Range, If-Range, If-None-Match and HEAD (RFC 9110)."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import IO

from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotModified,
    StreamingHttpResponse,
)
from django.utils.http import parse_etags

PIECE = 64 * 1024  # bytes held in memory for one listener
# Eighteen digits: a longer number is no place in a file, and int() of a huge one is slow.
_RANGE = re.compile(r"bytes=(\d{1,18})?-(\d{1,18})?", re.ASCII | re.IGNORECASE)


class Unsatisfiable(Exception):
    """The range begins behind the end of the file."""


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open part [start, end) of a file, in bytes."""

    start: int
    end: int


class Pieces:
    """
    A span of an open file, a piece at a time; closing it closes the file.

    Not a generator: closing one that has not begun would leave its file open.
    """

    def __init__(self, file: IO[bytes], span: Span) -> None:
        file.seek(span.start)
        self._file = file
        self._left = span.end - span.start

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        piece = self._file.read(min(PIECE, self._left))
        if not piece:
            raise StopIteration
        self._left -= len(piece)
        return piece

    def close(self) -> None:
        """Give the file back; the response calls this, also when the listener hangs up."""
        self._file.close()


def ranged(
    request: HttpRequest,
    *,
    open_file: Callable[[], IO[bytes]],
    size: int,
    etag: str,
    content_type: str,
) -> HttpResponseBase:
    """
    Answer with 200, 206, 304 or 416 as the request's headers ask.

    `size` is in bytes, `etag` the bare strong validator without quotes. Ask the gate first: a 304
    or a length given to someone without access already tells too much. Several ranges at once
    are answered with the whole, as the standard allows.
    """
    response = _answer(request, open_file, Span(0, size), f'"{etag}"')
    response.headers["ETag"] = f'"{etag}"'
    response.headers["Accept-Ranges"] = "bytes"
    if response.status_code in (200, 206):
        response.headers["Content-Type"] = content_type
    return response


def _answer(
    request: HttpRequest, open_file: Callable[[], IO[bytes]], whole: Span, tag: str
) -> HttpResponseBase:
    if _is_known(request, tag):
        return HttpResponseNotModified()
    if request.method == "HEAD":
        return HttpResponse(headers={"Content-Length": str(whole.end)})
    try:
        span = _wanted(request, whole.end, tag)
    except Unsatisfiable:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{whole.end}"})
    if span is None:
        return _streamed(open_file, whole, status=200)
    response = _streamed(open_file, span, status=206)
    response.headers["Content-Range"] = f"bytes {span.start}-{span.end - 1}/{whole.end}"
    return response


def _streamed(open_file: Callable[[], IO[bytes]], span: Span, status: int) -> HttpResponseBase:
    response = StreamingHttpResponse(Pieces(open_file(), span), status=status)
    response.headers["Content-Length"] = str(span.end - span.start)
    return response


def _is_known(request: HttpRequest, tag: str) -> bool:
    """Whether the browser says that it has these very bytes; weak comparison, as for any GET."""
    known = parse_etags(request.headers.get("If-None-Match", ""))
    return "*" in known or tag in {item.removeprefix("W/") for item in known}


def _wanted(request: HttpRequest, size: int, tag: str) -> Span | None:
    """
    The span asked for; None for the whole: no range, a malformed one, several, or an outdated one.

    :raises Unsatisfiable: if it begins behind the end.
    """
    match = _RANGE.fullmatch(request.headers.get("Range", "").strip())
    if match is None or request.headers.get("If-Range", tag).strip() != tag:
        return None
    first, last = (None if digits is None else int(digits) for digits in match.groups())
    if first is None:
        return None if last is None else _suffix(last, size)
    if last is not None and last < first:
        return None
    if first >= size:
        raise Unsatisfiable
    return Span(first, size if last is None else min(last + 1, size))


def _suffix(length: int, size: int) -> Span:
    """The last `length` bytes. :raises Unsatisfiable: if there is none to give."""
    if length == 0 or size == 0:
        raise Unsatisfiable
    return Span(max(0, size - length), size)
