"""The door of the outsider's pages: is the link one of ours, and does it still open?"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from columns import services

View = Callable[..., HttpResponse]


def by_link(view: View) -> View:
    """
    Call the view with the open link that the token in the address stands for.

    A token that we never signed: 404. A link that is over or was taken back: 410, with a page that
    says what to do and nothing of the issue. Nobody keeps or lists what is shown here.
    """

    @wraps(view)
    def wrapped(request: HttpRequest, token: str, **where: Any) -> HttpResponse:
        link = services.link_of(token)
        if link is None:
            raise Http404("no such link")
        try:
            if not link.is_open_at(timezone.now()):
                raise services.LinkClosed
            response = view(request, link, **where)
        except services.LinkClosed:
            response = render(request, "reviewing/closed.html", {"link": link}, status=410)
        return _discreet(response)

    return wrapped


def _discreet(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    # The address is the key. Its host alone may be told: without that, browsers send forms with no
    # origin at all, and Django refuses them as forged.
    response["Referrer-Policy"] = "strict-origin"
    return response
