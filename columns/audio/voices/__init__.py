"""Text-to-speech engines behind one small protocol; they know nothing of issues or tables."""

from columns.audio.voices.base import (
    Clip,
    Mark,
    Voice,
    VoiceError,
    VoiceOutOfOrder,
    VoiceRefused,
    VoiceUnavailable,
    silence,
    trimmed,
)
from columns.audio.voices.registry import get_voice, speakers, wrongs

__all__ = [
    "Clip",
    "Mark",
    "Voice",
    "VoiceError",
    "VoiceOutOfOrder",
    "VoiceRefused",
    "VoiceUnavailable",
    "get_voice",
    "silence",
    "speakers",
    "trimmed",
    "wrongs",
]
