"""No key in any log, whoever writes it."""

import io
import logging
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from neican.logs import WithoutKeys


def _filtered(message: str, *arguments: Any) -> str:
    record = logging.LogRecord("django.request", logging.WARNING, "", 0, message, arguments, None)
    assert WithoutKeys().filter(record) is True
    return record.getMessage()


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("/review/12.aB-c_9/", "/review/.../"),
        ("/review/12.aB-c_9/remarks/3/reply/", "/review/.../remarks/3/reply/"),
        ("/accounts/password/reset/key/1-abc/", "/accounts/password/reset/key/.../"),
        ("/issues/3/audio/ab.mp3?t=7:1wXyZ:abc-_", "/issues/3/audio/ab.mp3?t=..."),
        ("/issues/3/audio/ab.mp3?a=1&t=7:x:y&b=2", "/issues/3/audio/ab.mp3?a=1&t=...&b=2"),
        ("/issues/3/?part=2", "/issues/3/?part=2"),
        ("/admin/columns/issue/3/review/", "/admin/columns/issue/3/review/"),
        ("/issues/3/", "/issues/3/"),
    ],
)
def test_a_key_in_an_address_is_left_out(path: str, shown: str) -> None:
    assert _filtered("%s: %s", "Gone", path) == f"Gone: {shown}"
    assert _filtered(f"100% of {path}") == f"100% of {shown}"


@pytest.mark.django_db
def test_a_refused_address_stands_in_the_log_without_its_key(client: Client) -> None:
    config: Any = settings.LOGGING
    (name,) = config["handlers"]["console"]["filters"]
    assert config["filters"][name] == {"()": "neican.logs.WithoutKeys"}
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.addFilter(WithoutKeys())
    logger = logging.getLogger("django")
    logger.addHandler(handler)
    try:
        assert client.get("/review/1.opensesame/").status_code == 404
        assert (
            Client(enforce_csrf_checks=True).post("/review/1.opensesame/approve/").status_code
            == 403
        )
    finally:
        logger.removeHandler(handler)
    assert "Not Found: /review/.../\n" in stream.getvalue()
    assert "): /review/.../approve/\n" in stream.getvalue()
    assert "opensesame" not in stream.getvalue()
