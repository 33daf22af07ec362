"""Which servers answer, asked once before the tests choose their database."""

import socket
from urllib.parse import urlsplit

import environ


def answers(url: str) -> bool:
    """Whether something listens at the address within half a second."""
    parts = urlsplit(url)
    try:
        with socket.create_connection((parts.hostname or "", parts.port or 0), timeout=0.5):
            return True
    except OSError:
        return False


def database_url(env: environ.Env) -> str:
    """`TEST_DATABASE_URL`, else PostgreSQL on this machine if it answers, else SQLite."""
    url = str(env.str("TEST_DATABASE_URL", default="postgres://postgres@127.0.0.1:5432/neican"))
    return url if url.startswith("sqlite") or answers(url) else "sqlite://:memory:"


def redis_url(env: environ.Env) -> str:
    """`TEST_REDIS_URL`, else Redis on this machine if it answers, else nothing."""
    url = str(env.str("TEST_REDIS_URL", default="redis://127.0.0.1:6379/9"))
    return url if answers(url) else ""
