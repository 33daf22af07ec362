"""Tables of narration: who speaks, what is said, the work and what came of it."""

from columns.audio.models.narration import Narration, NarrationQuerySet
from columns.audio.models.pronunciation import Pronunciation
from columns.audio.models.recording import NO_PREVIEW, Recording, RecordingQuerySet, Segment
from columns.audio.models.sample import Sample
from columns.audio.models.script import OwnScript, ReadLine, ScriptLine
from columns.audio.models.spending import Engine, Spending
from columns.audio.models.voice import HouseVoice, NarrationSettings

__all__ = [
    "NO_PREVIEW",
    "Engine",
    "HouseVoice",
    "Narration",
    "NarrationQuerySet",
    "NarrationSettings",
    "OwnScript",
    "Pronunciation",
    "ReadLine",
    "Recording",
    "RecordingQuerySet",
    "Sample",
    "ScriptLine",
    "Segment",
    "Spending",
]
