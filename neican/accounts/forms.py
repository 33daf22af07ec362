"""Forms of signing up."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from neican.accounts.models import User
from neican.accounts.names import clean_display_name


class DisplayNameForm(forms.Form):
    """What sign-up asks besides address and password."""

    display_name = forms.CharField(
        label=_("显示名"),
        max_length=30,
        help_text=_("评论时别人看到的名字，之后可以改。"),
        widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
    )

    field_order = ["email", "display_name", "password1"]

    def clean_display_name(self) -> str:
        """Without invisible marks."""
        return clean_display_name(self.cleaned_data["display_name"])

    def signup(self, request: Any, user: User) -> None:
        """Allauth's hook; the adapter has stored the name already."""
