"""Pages for what went wrong, each with a way on; 400.html and 500.html stand alone."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from subscribers.reading.caching import personal


@personal
def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """There is no such page, or none for this reader."""
    return render(request, "404.html", status=404)


@personal
def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The page is there, and not for this reader."""
    return render(request, "403.html", status=403)
