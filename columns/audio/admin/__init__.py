"""Narrations and pronunciations at the editor's desk."""

from columns.audio.admin.narrations import NarrationAdmin
from columns.audio.admin.pronunciations import PronunciationAdmin

__all__ = ["NarrationAdmin", "PronunciationAdmin"]
