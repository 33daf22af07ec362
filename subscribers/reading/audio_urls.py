"""Addresses of an issue's sound; a file is named by its content, so no name tells another."""

from typing import ClassVar

from django.urls import path, register_converter

from subscribers.reading import audio


class Sha256Converter:
    """Sixty-four lower-case hexadecimal digits: no path leads out of the storage."""

    regex: ClassVar[str] = "[0-9a-f]{64}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(Sha256Converter, "sha256")

urlpatterns = [
    path("issues/<int:pk>/audio/<sha256:sha>.mp3", audio.audio, name="audio"),
    path("issues/<int:pk>/preview/<sha256:sha>.mp3", audio.audio_preview, name="audio_preview"),
    path("issues/<int:pk>/timings.json", audio.timings, name="timings"),
    path("issues/<int:pk>/timings.vtt", audio.timings_vtt, name="timings_vtt"),
]
