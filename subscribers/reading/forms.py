"""Forms of a reader's own page."""

from django import forms
from django.utils.translation import gettext_lazy as _

from neican.accounts.models import User
from neican.accounts.names import clean_display_name


class RedeemForm(forms.Form):
    """A redemption code as it was typed; the till forgives how."""

    code = forms.CharField(
        label=_("兑换码"),
        max_length=60,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "characters"}
        ),
        error_messages={"required": _("请输入兑换码。")},
    )
    next = forms.CharField(required=False, widget=forms.HiddenInput)


class NameForm(forms.ModelForm):
    """The name that others see."""

    class Meta:
        model = User
        fields = ("display_name",)
        widgets = {"display_name": forms.TextInput(attrs={"autocomplete": "nickname"})}

    def clean_display_name(self) -> str:
        """Without invisible marks."""
        return clean_display_name(self.cleaned_data["display_name"])
