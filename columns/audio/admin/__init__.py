"""Narrations and pronunciations at the editor's desk."""

from columns.audio.admin.engines import EngineAdmin
from columns.audio.admin.narrations import NarrationAdmin
from columns.audio.admin.pronunciations import PronunciationAdmin
from columns.audio.admin.script_desk import OwnScriptAdmin
from columns.audio.admin.spending import SpendingAdmin
from columns.audio.admin.voices import HouseVoiceAdmin, NarrationSettingsAdmin

__all__ = [
    "EngineAdmin",
    "HouseVoiceAdmin",
    "NarrationAdmin",
    "NarrationSettingsAdmin",
    "OwnScriptAdmin",
    "PronunciationAdmin",
    "SpendingAdmin",
]
