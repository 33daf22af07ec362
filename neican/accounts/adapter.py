"""How allauth behaves in this house."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter

from neican.accounts.models import User


class AccountAdapter(DefaultAccountAdapter):
    """Stores the display name that the sign-up form asked for."""

    def save_user(self, request: Any, user: User, form: Any, commit: bool = True) -> User:
        """Fill a new user from the form."""
        user.display_name = form.cleaned_data.get("display_name") or user.display_name
        saved: User = super().save_user(request, user, form, commit)
        return saved
