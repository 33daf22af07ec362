"""Addresses of an issue's sound; a file is named by its content, so no name tells another."""

from django.urls import path

from subscribers.reading import audio

urlpatterns = [
    path("issues/<issue_id:pk>/audio/<sha256:sha>.mp3", audio.audio, name="audio"),
    path("issues/<issue_id:pk>/audio/<sha256:sha>.m4a", audio.audio_light, name="audio_light"),
    path(
        "issues/<issue_id:pk>/preview/<sha256:sha>.mp3", audio.audio_preview, name="audio_preview"
    ),
    path("issues/<issue_id:pk>/timings.json", audio.timings, name="timings"),
    path("issues/<issue_id:pk>/timings.vtt", audio.timings_vtt, name="timings_vtt"),
]
