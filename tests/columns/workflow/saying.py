"""What an answer said to its person."""

from django.contrib.messages import get_messages
from django.http import HttpResponse


def said(answer: HttpResponse) -> str:
    """The messages that the next page shows, joined."""
    return " ".join(str(one) for one in get_messages(answer.wsgi_request))  # type: ignore[attr-defined]
