"""The work list, a backfill and the engines as an editor's or operator's hands use them."""

import os
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from columns.audio import services
from columns.audio.models import Engine, Narration
from columns.audio.services import checking
from columns.audio.voices.base import Voice
from neican.accounts.models import User
from neican.accounts.roles import Role
from neican.kernel.bell import BELL
from tests import factories
from tests.browser.test_accessibility import AXE, CORNERS, RULES
from tests.columns.narration.conftest import voice as voice
from tests.columns.narration.narrated import only, read_aloud

pytestmark = pytest.mark.django_db(transaction=True)

LIST = "/admin/audio/narration/"


@pytest.fixture(autouse=True)
def sounds(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the files go; the worker is called by hand."""
    settings.STORAGES = {
        **settings.STORAGES,
        "audio": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path / "audio")},
        },
    }
    monkeypatch.setattr(BELL, "ring", lambda task, **_ids: None)
    cache.clear()


@pytest.fixture
def desk(live_server: LiveServer, sign_in: Callable[[User], None], page: Page) -> Page:
    sign_in(factories.make_staff(Role.EDITOR))
    return page


def photograph(page: Page, name: str) -> None:
    """For whoever wants to look: `QUEUE_PICTURES=folder`."""
    if folder := os.environ.get("QUEUE_PICTURES"):
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)


def begun(**extra: Any) -> Narration:
    """One that a worker holds."""
    issue = factories.make_published_issue()
    now = timezone.now()
    held = {
        "state": "generating",
        "claim": "00000000-0000-0000-0000-000000000001",
        "lease_until": now + timedelta(minutes=5),
        "began_at": now - timedelta(seconds=60),
        "total": 80,
        **extra,
    }
    return factories.make_narration(issue.live, at=now, **held)


def test_the_bar_moves_without_a_reload_and_the_page_follows_the_state(desk: Page) -> None:
    row = begun(done=20)
    desk.goto(f"{LIST}{row.pk}/change/")
    desk.evaluate("window.isTheSame = true")
    expect(desk.get_by_text("20 / 80 句")).to_be_visible()
    Narration.objects.update(done=40)
    expect(desk.get_by_text("40 / 80 句")).to_be_visible(timeout=8000)
    assert desk.evaluate("window.isTheSame") is True
    Narration.objects.update(state="failed", reason="引擎不念", claim=None, lease_until=None)
    expect(desk.get_by_text("引擎不念")).to_be_visible(timeout=8000)
    desk.get_by_role("button", name="重做").click()
    expect(desk.get_by_text("已重新排队")).to_be_visible()
    desk.get_by_role("button", name="取消", exact=True).click()
    expect(desk.get_by_text("已取消").first).to_be_visible()


def test_what_somebody_ticked_is_not_taken_away(desk: Page) -> None:
    begun(done=20)
    desk.goto(LIST)
    desk.locator("input.action-select").first.check()
    Narration.objects.update(state="failed", reason="引擎不念", claim=None, lease_until=None)
    desk.wait_for_timeout(4500)
    expect(desk.locator("input.action-select").first).to_be_checked()
    desk.locator("input.action-select").first.uncheck()
    expect(desk.get_by_text("引擎不念").first).to_be_visible(timeout=8000)


@pytest.mark.parametrize("context", CORNERS, indirect=True)
def test_the_screens_are_whole_and_open_to_everybody(
    page: Page,
    sign_in: Callable[[User], None],
    voice: Voice,
    now: datetime,
    request: pytest.FixtureRequest,
) -> None:
    view = request.node.callspec.params["context"].replace(" ", "-")
    person = factories.make_staff(Role.EDITOR)
    person.groups.add(factories.make_staff(Role.OPERATOR).groups.get())
    sign_in(person)
    issue = factories.make_published_issue(headline="南方的水")
    read_aloud(voice, issue, timezone.now())
    ready = Narration.objects.get(revision=issue.live)
    running, waits = begun(done=20), factories.make_published_issue(headline="另一期")
    services.queue_narration(issue_id=waits.pk, now=timezone.now())
    page.goto("/admin/audio/engine/")
    page.get_by_role("button", name="说一句").first.click()
    expect(page.get_by_text("正在说")).to_be_visible()
    engine = Engine.objects.get(name="embedded")
    checking.check_engine(engine_id=engine.pk, voices=only(voice))
    expect(page.get_by_text("听到了")).to_be_visible(timeout=8000)
    column = issue.season.column_id
    page.goto("/admin/audio/spending/")
    expect(page.get_by_label("每月合计")).to_be_visible()
    photograph(page, f"{view}-spending")
    for name, address in (
        ("engines", "/admin/audio/engine/"),
        ("list", LIST),
        ("ready", f"{LIST}{ready.pk}/change/"),
        ("running", f"{LIST}{running.pk}/change/"),
        ("backfill", f"{LIST}backfill/?column={column}"),
    ):
        page.goto(address)
        page.wait_for_timeout(300)
        photograph(page, f"{view}-{name}")
        page.evaluate(AXE.read_text())
        found = page.evaluate("rules => axe.run('.nq-page, .nq-doors', {runOnly: rules})", RULES)
        assert [one["id"] for one in found["violations"]] == [], name
        wide = "Math.max(0, ...[...document.querySelectorAll('.nq-card')].map(o => o.scrollWidth))"
        assert page.evaluate(f"{wide} <= innerWidth"), name
