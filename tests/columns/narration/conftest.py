"""The real embedded voice, started once for all narration tests."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as house

from columns.audio.voices.base import Voice
from columns.audio.voices.registry import get_voice


@pytest.fixture(scope="session")
def voice() -> Iterator[Voice]:
    engine = get_voice(house.NARRATION_ENGINES, "embedded")
    yield engine
    engine.close()


@pytest.fixture(autouse=True)
def own_sounds(settings: Any, tmp_path: Path) -> Path:
    """An empty folder for clips and files, so that no test finds another's clips."""
    settings.STORAGES = {
        **settings.STORAGES,
        "audio": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path / "audio")},
        },
    }
    return tmp_path / "audio"
