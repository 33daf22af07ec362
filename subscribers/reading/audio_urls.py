"""Addresses of an issue's sound; a file is named by its content, so no name tells another."""

from django.urls import path, register_converter
from django.urls.converters import IntConverter, StringConverter

from subscribers.reading import audio


class Sha256Converter(StringConverter):
    """Sixty-four lower-case hexadecimal digits: no path leads out of the storage."""

    regex = "[0-9a-f]{64}"


class IssueIdConverter(IntConverter):
    """At most as many digits as a key can have."""

    regex = "[0-9]{1,18}"


register_converter(Sha256Converter, "sha256")
register_converter(IssueIdConverter, "issue_id")

urlpatterns = [
    path("issues/<issue_id:pk>/audio/<sha256:sha>.mp3", audio.audio, name="audio"),
    path(
        "issues/<issue_id:pk>/preview/<sha256:sha>.mp3", audio.audio_preview, name="audio_preview"
    ),
    path("issues/<issue_id:pk>/timings.json", audio.timings, name="timings"),
    path("issues/<issue_id:pk>/timings.vtt", audio.timings_vtt, name="timings_vtt"),
]
