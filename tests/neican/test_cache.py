"""Reading and signing in while the cache is away."""

import socket
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.test import Client

from neican.cache import ForgivingRedisCache
from tests import factories

OPTIONS = {"socket_connect_timeout": 0.2, "socket_timeout": 0.2}


@pytest.fixture
def away(settings: Any) -> None:
    """A cache at an address where nothing listens."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    settings.CACHES = {
        "default": {
            "BACKEND": "neican.cache.ForgivingRedisCache",
            "LOCATION": f"redis://127.0.0.1:{port}/0",
            "OPTIONS": OPTIONS,
        }
    }


def test_every_question_is_answered_as_by_an_empty_cache(away: None) -> None:
    assert cache.get("a") is None
    assert cache.get("a", "default") == "default"
    assert cache.get_or_set("a", 7) == 7
    assert cache.get_many(["a", "b"]) == {}
    assert cache.set_many({"a": 1}) == []
    assert cache.add("a", 1) is True
    assert cache.incr("a") == 1
    assert "a" not in cache


@pytest.mark.django_db
def test_reading_and_signing_in_go_on_without_the_cache(away: None, settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = {}
    issue = factories.make_published_issue()
    reader = factories.make_user(password="ein-langes-passwort-7")
    factories.make_entitlement(reader=reader)
    EmailAddress.objects.create(user=reader, email=reader.email, verified=True, primary=True)
    client = Client()
    form = {"login": reader.email, "password": "ein-langes-passwort-7"}
    assert client.post("/accounts/login/", form).status_code == 302
    assert factories.CANARY in client.get(issue.get_absolute_url()).content.decode()


def test_a_cache_that_was_away_is_asked_again_after_a_rest(monkeypatch: Any, settings: Any) -> None:
    if not settings.TEST_REDIS_URL:
        pytest.skip("needs Redis")
    there = ForgivingRedisCache(settings.TEST_REDIS_URL, {"OPTIONS": OPTIONS})
    there.rests_until = float("inf")
    there.set("back", 1)
    assert there.get("back") is None
    there.rests_until = 0.0
    there.set("back", 1, 5)
    assert there.get("back") == 1
