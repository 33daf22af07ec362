"""A clip as browsers play it."""

import io
import wave

from django.http import Http404, HttpResponse

from columns.audio import store
from columns.audio.voices.base import Clip


def clip_response(key: str) -> HttpResponse:
    """
    A clip as a WAV file, which nobody keeps a copy of.

    :raises Http404: for one that was collected or is spoilt; what it said can be said again.
    """
    if not key or not store.has_clip(key):
        raise Http404(f"clip {key}")
    try:
        sound = _wave(store.get_clip(key))
    except store.Spoilt as problem:
        raise Http404(f"clip {key}") from problem
    response = HttpResponse(sound, content_type="audio/wav")
    response["Cache-Control"] = "private, no-store"
    return response


def _wave(clip: Clip) -> bytes:
    stream = io.BytesIO()
    with wave.open(stream, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(clip.rate)
        file.writeframes(clip.pcm)
    return stream.getvalue()
