"""One HTTP connection to an engine: time and size are bounded, and every failure has its name."""

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from enum import Enum
from typing import Any

import httpx
from django.utils.translation import gettext as _

from columns.audio.voices.base import (
    VoiceError,
    VoiceOutOfOrder,
    VoiceRefused,
    VoiceUnavailable,
)

CONNECT_SECONDS, READ_SECONDS = 10.0, 60.0
MOST_BYTES = 50 * 1024 * 1024
QUOTA_REST = 3600.0  # seconds; a quota is not filled up within a minute
KEY_REST = 600.0
LONGEST_REST = 3600.0  # whatever an engine asks for: issues wait for it
AGENT = "neican"
_MOST_OF_A_REASON = 64 * 1024  # bytes of an error's body that are looked at


class Trouble(Enum):
    """What an engine's own words say that its status does not."""

    BUSY = "too many requests at once"
    NO_LEAVE = "the key or the speaker is not allowed"
    USED_UP = "the quota is used up"


Judge = Callable[[bytes], Trouble | None]
"""What the body of a refusal says, if the status alone would mislead."""


def _no_words(_body: bytes) -> None:
    """An engine whose status says all."""


class Wire:
    """
    Posts to one engine and gives back its bytes.

    No redirect is followed: the key would go along. What an engine writes into an error is never
    shown nor logged, for it may repeat the text or the key.
    """

    def __init__(
        self,
        name: str,
        headers: Mapping[str, str],
        *,
        judge: Judge = _no_words,
        read_seconds: float = READ_SECONDS,
    ) -> None:
        self._name = name
        self._judge = judge
        self._headers = {"User-Agent": AGENT, **headers}
        self._seconds = read_seconds
        self._open: httpx.Client | None = None
        self._lock = threading.Lock()
        # httpx would name the whole header, and with it the key, in its error.
        if not all(one.isascii() and one.isprintable() for one in headers.values()):
            raise VoiceOutOfOrder(
                _("%(engine)s 的密钥里有不该有的字符，请运维检查设置。") % self._named
            )

    def post(self, url: str, *, headers: Mapping[str, str] | None = None, **body: Any) -> bytes:
        """
        The whole answer; `body` is httpx's `json=` or `content=`.

        :raises VoiceError: of the kind that says whether a retry is worth while.
        """
        with self.streamed("POST", url, headers=headers, **body) as pieces:
            return b"".join(pieces)

    def get(self, url: str) -> bytes:
        """The whole file, as for `post`."""
        with self.streamed("GET", url) as pieces:
            return b"".join(pieces)

    @contextmanager
    def streamed(
        self, method: str, url: str, *, headers: Mapping[str, str] | None = None, **body: Any
    ) -> Iterator[Iterator[bytes]]:
        """The answer in pieces, as they come; errors as for `post`."""
        try:
            with self._client.stream(method, url, headers=headers, **body) as answer:
                if answer.status_code != httpx.codes.OK:
                    raise self._refusal(answer)
                yield self._bounded(answer)
        except httpx.TimeoutException as problem:
            said = _("%(engine)s 没有及时回答。")
            raise self._unavailable(said, type(problem).__name__) from problem
        except (httpx.HTTPError, httpx.InvalidURL) as problem:
            said = _("连不上 %(engine)s，或者说到一半断了。")
            raise self._unavailable(said, type(problem).__name__) from problem

    def close(self) -> None:
        """Let go of the connections; a later call opens them again."""
        with self._lock:
            if self._open is not None:
                self._open.close()
            self._open = None

    def trouble(self, trouble: Trouble, detail: str) -> VoiceUnavailable:
        """The error for what an engine says in its own words."""
        if trouble is Trouble.BUSY:
            return self._unavailable(_("%(engine)s 说请求太快了。"), detail)
        if trouble is Trouble.NO_LEAVE:
            said = _("%(engine)s 不认我们的密钥，或者没有开通这个音色，请运维检查设置。")
            return VoiceOutOfOrder(said % self._named, detail, retry_after=KEY_REST)
        said = _("%(engine)s 的额度用完了，请运维充值或换一个引擎。")
        return VoiceOutOfOrder(said % self._named, detail, retry_after=QUOTA_REST)

    @property
    def _named(self) -> dict[str, str]:
        return {"engine": self._name}

    @property
    def _client(self) -> httpx.Client:
        with self._lock:
            if self._open is None:
                self._open = httpx.Client(
                    headers=self._headers,
                    timeout=httpx.Timeout(self._seconds, connect=CONNECT_SECONDS),
                    follow_redirects=False,
                    trust_env=False,
                )
            return self._open

    def _bounded(self, answer: httpx.Response) -> Iterator[bytes]:
        """
        What it sends, as long as it is not too much.

        httpx bounds the time between two pieces only: an engine that drips could go on for hours.
        """
        size, until = 0, time.monotonic() + self._seconds
        for piece in answer.iter_bytes():
            size += len(piece)
            if size > MOST_BYTES:
                raise self._unavailable(_("%(engine)s 送来的东西太大了。"), f"{size} bytes")
            if time.monotonic() > until:
                raise self._unavailable(_("%(engine)s 没有及时回答。"), f"{size} bytes in time")
            yield piece

    def _unavailable(
        self, said: str, detail: str, *, retry_after: float | None = None
    ) -> VoiceUnavailable:
        sentence = said % self._named
        return VoiceUnavailable(sentence, detail, retry_after=retry_after)

    def _refusal(self, answer: httpx.Response) -> VoiceError:
        status, named = answer.status_code, self._named
        detail = f"status {status}"
        if trouble := self._judge(self._reason(answer)):
            problem = self.trouble(trouble, detail)
            problem.retry_after = _retry_after(answer) or problem.retry_after
            return problem
        if status in (401, 403):
            return self.trouble(Trouble.NO_LEAVE, detail)
        if status == 402:
            said = _("%(engine)s 欠费了，请运维处理。") % named
            return VoiceOutOfOrder(said, detail, retry_after=QUOTA_REST)
        if status == 429:
            said = _("%(engine)s 说请求太快了。")
            return self._unavailable(said, detail, retry_after=_retry_after(answer))
        if status >= 500 or status == 408:
            said = _("%(engine)s 出了故障（%(status)s）。") % {**named, "status": status}
            return VoiceUnavailable(said, detail, retry_after=_retry_after(answer))
        if status < 400 or status == 404:
            said = _("%(engine)s 的地址或型号不对，请运维检查设置。") % named
            return VoiceOutOfOrder(said, detail, retry_after=KEY_REST)
        return VoiceRefused(
            _("%(engine)s 不肯读这句话（%(status)s）。") % {**named, "status": status}, detail
        )

    def _reason(self, answer: httpx.Response) -> bytes:
        """The beginning of what it says for itself."""
        said = bytearray()
        for piece in self._bounded(answer):
            said += piece
            if len(said) >= _MOST_OF_A_REASON:
                break
        return bytes(said)


def _retry_after(answer: httpx.Response) -> float | None:
    """Seconds, whether it gave seconds or a date; nobody is left alone for years."""
    given = answer.headers.get("Retry-After", "").strip()
    if not given:
        return None
    if given.isascii() and given.isdecimal():
        return min(float(given[:9]), LONGEST_REST)
    try:
        until = parsedate_to_datetime(given).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return min(max(0.0, (until - datetime.now(UTC)).total_seconds()), LONGEST_REST)
