"""The slow work: from a revision's script to encoded files. It writes files, never states."""

from columns.audio.production.labels import cover_of, tags_of
from columns.audio.production.preparing import Part, Prepared, clip_key, prepare
from columns.audio.production.producing import Made, file_name, produce, produce_light
from columns.audio.production.speaking import BREATH_MS, ClaimLost, Ledger, Watch, breaths

__all__ = [
    "BREATH_MS",
    "ClaimLost",
    "Ledger",
    "Made",
    "Part",
    "Prepared",
    "Watch",
    "breaths",
    "clip_key",
    "cover_of",
    "file_name",
    "prepare",
    "produce",
    "produce_light",
    "tags_of",
]
