"""Folders of their own: these tests count every file, and take all of them away."""

from pathlib import Path

import pytest
from pytest_django.fixtures import Settings


@pytest.fixture(autouse=True)
def _own_folders(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "kept" / "media"
    stores = {name: {**store} for name, store in settings.STORAGES.items()}
    stores["audio"]["OPTIONS"] = {"location": str(tmp_path / "kept" / "audio")}
    settings.STORAGES = stores
