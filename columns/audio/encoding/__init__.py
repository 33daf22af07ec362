"""Makes files of what was said: measured, cut at sentences, joined, labelled."""

from columns.audio.encoding.cutting import Cut, EncodingFailed, cut, cut_key, decoded, encoder, tail
from columns.audio.encoding.files import Encoded, Tags, decoded_duration_ms
from columns.audio.encoding.joining import join
from columns.audio.encoding.levelling import Sample, corrected, gain_for, serves_still
from columns.audio.encoding.light import Sound, encode_light, sound_of_clips, sound_of_file
from columns.audio.encoding.loudness import Loudness, integrated, measured
from columns.audio.encoding.waveform import waveform
from columns.audio.timings import Chapter

__all__ = [
    "Chapter",
    "Cut",
    "Encoded",
    "EncodingFailed",
    "Loudness",
    "Sample",
    "Sound",
    "Tags",
    "corrected",
    "cut",
    "cut_key",
    "decoded",
    "decoded_duration_ms",
    "encode_light",
    "encoder",
    "gain_for",
    "integrated",
    "join",
    "measured",
    "serves_still",
    "sound_of_clips",
    "sound_of_file",
    "tail",
    "waveform",
]
