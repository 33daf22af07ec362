"""The guard that stands at the head of every mutation."""

from django.core.exceptions import PermissionDenied

from neican.accounts.models import User


def require(by: User | None, permission: str) -> None:
    """
    Let the house itself (None) and whoever has the permission pass.

    :raises PermissionDenied: for anybody else.
    """
    if by is not None and not by.has_perm(permission):
        raise PermissionDenied(permission)
