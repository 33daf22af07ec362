"""Addresses of the preview; what the player and the letter need lies below reader and text."""

from django.urls import path

from subscribers.reading.views import preview

BELOW = "issues/<issue_id:pk>/<slug:persona>/<slug:text>"

urlpatterns = [
    path("issues/<issue_id:pk>/", preview.preview, name="preview"),
    path(f"{BELOW}/mail.html", preview.mail, name="preview_mail"),
    path(f"{BELOW}/timings.json", preview.timings, name="preview_timings"),
    path(f"{BELOW}/<sha256:sha>.mp3", preview.sound, name="preview_audio"),
    path(f"{BELOW}/<sha256:sha>.m4a", preview.light, name="preview_light"),
]
