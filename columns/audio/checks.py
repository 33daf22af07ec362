"""What `manage.py check` says of the engines in the settings."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error

from columns.audio.voices.registry import wrongs


def engines_fit(**_chosen: Any) -> list[CheckMessage]:
    """An engine that cannot speak is found when the house starts, not by the first issue."""
    found = wrongs(settings.NARRATION_ENGINES)
    return [Error(one, id="audio.E001", hint="NARRATION_ENGINES") for one in found]
