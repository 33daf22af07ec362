"""What all tests share: the clock, the servers that answered, and the rule about skipping."""

import os
from collections.abc import Generator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection

REAL_PAGE = Path(__file__).resolve().parents[2] / "shared" / "seed" / "page.txt"
SERVICES_REQUIRED = os.environ.get("NEICAN_REQUIRE_SERVICES") == "1"


def pytest_report_header() -> list[str]:
    """Say where the rows live and whether Redis answers."""
    engine = settings.DATABASES["default"]["ENGINE"].rsplit(".", 1)[-1]
    return [f"database: {engine}", f"redis: {settings.TEST_REDIS_URL or 'does not answer'}"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give migrations' rows back to whoever empties the tables; skip what needs absent servers."""
    for item in items:
        _restore_rows(item)
        _stand_in_line(item)
    _skip_without_postgres(items)


def _stand_in_line(item: pytest.Item) -> None:
    """Never two at once of browsers, of houses with workers, and of crowds on PostgreSQL."""
    if item.path.parent.name in ("browser", "faults"):
        item.add_marker(pytest.mark.xdist_group(item.path.parent.name))
    elif item.get_closest_marker("postgres"):
        # Fifty threads hold fifty connections, of which the server gives a hundred.
        item.add_marker(pytest.mark.xdist_group("crowds"))


def _restore_rows(item: pytest.Item) -> None:
    """
    Tests that commit leave empty tables; the rows that migrations wrote are put back for each.

    One that did not ask for it would also renumber the content types, and the next that does ask
    would stumble over them.
    """
    names = getattr(item, "fixturenames", [])
    marker = item.get_closest_marker("django_db")
    commits = marker is not None and marker.kwargs.get("transaction", False)
    if commits or {"live_server", "transactional_db"} & set(names):
        whole = pytest.mark.django_db(transaction=True, serialized_rollback=True)
        item.add_marker(whole, append=False)


def _skip_without_postgres(items: list[pytest.Item]) -> None:
    """Where servers are required, nothing is skipped: the test fails instead."""
    if settings.DATABASES["default"]["ENGINE"].endswith("postgresql") or SERVICES_REQUIRED:
        return
    absent = pytest.mark.skip(reason="needs PostgreSQL (real threads and row locks)")
    for item in items:
        if item.get_closest_marker("postgres"):
            item.add_marker(absent)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, Any, Any]:
    """Where nothing may be skipped, a skip is a failure."""
    report: Any = yield
    if SERVICES_REQUIRED and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped although services are required: {report.longrepr}"
    return report


@pytest.fixture
def now() -> datetime:
    """A fixed moment; time is handed in, never frozen."""
    return datetime(2026, 5, 26, 9, 19, tzinfo=UTC)


@pytest.fixture
def real_page() -> str:
    """The text of a real page, kept beside the project."""
    if not REAL_PAGE.exists():
        pytest.skip("the real page is not beside the project (../shared/seed/page.txt)")
    return REAL_PAGE.read_text()


@pytest.fixture
def on_postgres() -> bool:
    """Whether the rows live in PostgreSQL."""
    return connection.vendor == "postgresql"
