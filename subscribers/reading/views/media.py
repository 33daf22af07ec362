"""Uploaded files, where no nginx stands in front: shown as pictures, never run as pages of ours."""

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.static import serve


def media(request: HttpRequest, path: str) -> HttpResponseBase:
    """One file, with what nginx says of it; `nosniff` comes from Django's own middleware."""
    answer = serve(request, path, document_root=str(settings.MEDIA_ROOT))
    answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer.headers["Cache-Control"] = "public, max-age=86400"
    return answer
