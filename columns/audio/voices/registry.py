"""Chooses the voice that a setting names."""

from collections.abc import Mapping
from importlib import import_module
from typing import Any, cast

from columns.audio.voices.base import Voice


def get_voice(spec: Mapping[str, Any]) -> Voice:
    """
    The voice for `{"ENGINE": "package.module.Class", "OPTIONS": {...}}`; options may be left out.

    :raises ImportError: if the engine does not exist. :raises TypeError: for an unknown option.
    """
    module, _, name = str(spec["ENGINE"]).rpartition(".")
    try:
        engine = getattr(import_module(module), name)
    except (AttributeError, ValueError) as error:
        raise ImportError(f"There is no voice engine {spec['ENGINE']!r}.") from error
    return cast(Voice, engine(**spec.get("OPTIONS", {})))
