"""Headless Chromium against the live server."""

import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.db import connections
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from neican.accounts.models import User

# Playwright runs an event loop in this thread; Django's guard against it would refuse every query
# of the test itself.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--autoplay-policy=no-user-gesture-required",
]
VIEWPORTS = {"desktop": (1440, 900), "phone": (390, 844)}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All tests here need Chromium."""
    absent = pytest.mark.skip(reason="needs Chromium (the chromium program)")
    for item in items:
        if "tests/browser/" in str(item.path):
            item.add_marker(pytest.mark.browser)
            if shutil.which("chromium") is None:
                item.add_marker(absent)


@pytest.fixture
def chromium(live_server: LiveServer) -> Iterator[Browser]:
    """
    A browser for one test, started after the tables are ready and ended before they are emptied.

    While Playwright's loop runs, Django gives this thread other connections than before; those
    know nothing of the rows to restore, so the loop must not outlive the test.
    """
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=ARGUMENTS
        )
        yield browser
        browser.close()
        connections.close_all()


@pytest.fixture
def context(
    chromium: Browser, live_server: LiveServer, request: pytest.FixtureRequest
) -> Iterator[BrowserContext]:
    """A fresh profile; parametrise `view` as "desktop light" and so on."""
    size, scheme = getattr(request, "param", "desktop light").split()
    width, height = VIEWPORTS[size]
    context = chromium.new_context(
        viewport={"width": width, "height": height},
        color_scheme=scheme,  # type: ignore[arg-type]
        locale="zh-CN",
        base_url=live_server.url,
    )
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A tab that fails the test if a script fails or the policy blocks something."""
    problems: list[str] = []
    tab = context.new_page()
    tab.on("pageerror", lambda error: problems.append(str(error)))
    tab.on(
        "console",
        lambda message: (
            problems.append(message.text)
            if message.type == "error" and "Failed to load resource" not in message.text
            else None
        ),
    )
    yield tab
    assert problems == []


def session_cookie(user: User, live_server: LiveServer) -> Any:
    """What a browser holds whose owner signed in."""
    client = Client()
    client.force_login(user)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    return {"name": cookie.key, "value": cookie.value, "url": live_server.url}


@pytest.fixture
def sign_in(context: BrowserContext, live_server: LiveServer) -> Any:
    """Put a person's session into the browser."""

    def enter(user: User) -> None:
        context.add_cookies([session_cookie(user, live_server)])

    return enter
