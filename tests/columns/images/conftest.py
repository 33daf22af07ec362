"""A desk to bring pictures to, and a store of its own for each test."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from neican.accounts.roles import Role
from tests import factories


@pytest.fixture(autouse=True)
def store(tmp_path: Path, settings: Any) -> Path:
    """Where the files go."""
    settings.MEDIA_ROOT = tmp_path / "media"
    return tmp_path / "media"


@pytest.fixture
def desk(client: Client, db: None) -> Client:
    """An editor's browser."""
    client.force_login(factories.make_staff(Role.EDITOR))
    return client
