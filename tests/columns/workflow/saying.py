"""What an answer said to its person."""

from typing import Any

from django.contrib.messages import get_messages


def said(answer: Any) -> str:
    """The messages that the next page shows, joined."""
    return " ".join(str(one) for one in get_messages(answer.wsgi_request))
