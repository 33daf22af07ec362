"""A small browser for the check: cookies, forms with their tokens, ranges."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from http.cookiejar import CookieJar
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, Request, build_opener

_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


class Lost(Exception):
    """A page that had to be there was not."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Status, headers and bytes of a response."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode()


class Browser:
    """One person's session with the running house."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.cookies = CookieJar()
        self.opener = build_opener(HTTPCookieProcessor(self.cookies))

    def get(self, path: str, headers: Mapping[str, str] | None = None) -> Answer:
        """Fetch; an error status is an answer too."""
        return self._send(Request(self.base + path, headers=dict(headers or {})))  # noqa: S310

    def submit(self, page: str, fields: Mapping[str, str], *, to: str | None = None) -> Answer:
        """
        Post a form with the token that its page carries.

        :raises Lost: if the page has no form with a token.
        """
        token = _TOKEN.search(self.get(page).text)
        if token is None:
            raise Lost(page)
        form = urlencode({**fields, "csrfmiddlewaretoken": token.group(1)}).encode()
        headers = {"Referer": self.base + page}
        return self._send(Request(self.base + (to or page), data=form, headers=headers))  # noqa: S310

    def sign_in(self, email: str, password: str) -> None:
        """:raises Lost: if the door stays shut."""
        self.submit("/accounts/login/", {"login": email, "password": password})
        if "sessionid" not in {cookie.name for cookie in self.cookies}:
            raise Lost(f"/accounts/login/ ({email})")

    def _send(self, request: Request) -> Answer:
        try:
            with self.opener.open(request, timeout=30) as response:
                return Answer(response.status, dict(response.headers), response.read())
        except HTTPError as error:
            with error:
                return Answer(error.code, dict(error.headers), error.read())
