"""Chooses the voice of an engine that the settings name."""

import inspect
from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Any, cast

from django.utils.translation import gettext as _

from columns.audio.voices.base import Voice

Engines = Mapping[str, Mapping[str, Any]]
"""By name: `{"ENGINE": "package.module.Class", "OPTIONS": {...}}`; options may be left out."""

# What an editor chooses for each voice is no option of an engine.
_OF_EDITORS = ("speaker", "speed")


def get_voice(engines: Engines, name: str, *, speaker: str = "", speed: float = 1.0) -> Voice:
    """
    The engine's speaker at a speed.

    :raises ImportError: if there is no such engine. :raises TypeError: for options that do not fit.
    """
    kind, options = _kind(engines, name), dict(engines[name].get("OPTIONS", {}))
    if wrong := _wrong_options(name, kind, options):
        raise TypeError(wrong[0])
    return cast(Voice, kind(**options, speaker=speaker, speed=speed))


def speakers(engines: Engines, name: str) -> Sequence[str]:
    """Speakers that the engine can name by itself; most have them in their vendor's pages only."""
    listed = getattr(_kind(engines, name), "speakers", None)
    return listed() if listed is not None else ()


def wrongs(engines: Engines) -> list[str]:
    """What an operator must put right in the settings, in sentences that show no option's value."""
    found = []
    for name in engines:
        try:
            kind = _kind(engines, name)
        except ImportError as error:
            found.append(str(error))
        else:
            found += _wrong_options(name, kind, engines[name].get("OPTIONS", {}))
    return found


def _kind(engines: Engines, name: str) -> Any:
    """:raises ImportError: if there is none."""
    if name not in engines:
        raise ImportError(_("设置里没有名为 %(name)r 的朗读引擎。") % {"name": name})
    path = str(engines[name].get("ENGINE", ""))
    module, _dot, kind = path.rpartition(".")
    try:
        return getattr(import_module(module), kind)
    except (AttributeError, ModuleNotFoundError, ValueError) as error:
        said = _("朗读引擎 %(name)r 的 ENGINE 写成了 %(path)r，没有这样的引擎。")
        raise ImportError(said % {"name": name, "path": path}) from error


def _wrong_options(name: str, kind: Any, options: Mapping[str, Any]) -> list[str]:
    known = inspect.signature(kind).parameters
    needed = [one for one in known if known[one].default is inspect.Parameter.empty]
    lacking = [one for one in needed if options.get(one, "") == ""]
    unknown = [one for one in options if one not in known or one in _OF_EDITORS]
    more = _("朗读引擎 %(name)r 不认识 OPTIONS 里的 %(option)r。")
    less = _("朗读引擎 %(name)r 的 OPTIONS 里缺少 %(option)r。")
    return [
        *(more % {"name": name, "option": one} for one in unknown),
        *(less % {"name": name, "option": one} for one in lacking),
    ]
