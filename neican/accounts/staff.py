"""Who acts in a request that the admin has let in."""

from django.http import HttpRequest

from neican.accounts.models import User


def acting(request: HttpRequest) -> User:
    """
    The signed-in person, as services want to know them.

    :raises TypeError: where nobody is signed in; the admin's guard stands before every caller.
    """
    if not isinstance(request.user, User):
        raise TypeError("Nobody is signed in.")
    return request.user
