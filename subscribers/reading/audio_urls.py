"""Addresses of an issue's sound; a file is named by its content, so no name tells another."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from subscribers.reading import audio


class Sha256Converter(StringConverter):
    """Sixty-four lower-case hexadecimal digits: no path leads out of the storage."""

    regex = "[0-9a-f]{64}"


register_converter(Sha256Converter, "sha256")

urlpatterns = [
    path("issues/<int:pk>/audio/<sha256:sha>.mp3", audio.audio, name="audio"),
    path("issues/<int:pk>/preview/<sha256:sha>.mp3", audio.audio_preview, name="audio_preview"),
    path("issues/<int:pk>/timings.json", audio.timings, name="timings"),
    path("issues/<int:pk>/timings.vtt", audio.timings_vtt, name="timings_vtt"),
]
