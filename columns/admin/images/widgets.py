"""The head image as a form's field: its picture, its words, the way to another."""

import re
from typing import Any

from django import forms
from django.forms.widgets import Script
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from columns.models import Image

_NUMBER = re.compile(r"[0-9]{1,18}")
PICKER = Script("neican/js/images/picker.js", type="module")


def _is_number(value: Any) -> bool:
    return _NUMBER.fullmatch(str(value)) is not None


class HeadImageWidget(forms.Widget):
    """
    A hidden number, and what it stands for: thumbnail, alt, credit, how it will be cropped.

    Without scripts the number itself can be typed.
    """

    class Media:
        css = {"all": ["neican/css/newsroom-images.css"]}
        js = [PICKER, Script("neican/js/images/head.js", type="module")]

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        """The widget's HTML; it works wherever the form is drawn."""
        image = Image.objects.filter(pk=value).first() if _is_number(value) else None
        values = {"name": name, "image": image, "attrs": attrs or {}}
        return render_to_string("admin/columns/image/_head.html", values)


class HeadImageField(forms.Field):
    """
    The number of a picture of the library, or None: as the fact `head_image` holds it.

    The initial value is such a number too.
    """

    widget = HeadImageWidget
    default_error_messages = {"gone": _("这张图已经不在图库里了，请另选一张。")}

    def clean(self, value: Any) -> int | None:
        """:raises ValidationError: for a picture that is not there."""
        super().validate(value)
        if value in (None, ""):
            return None
        if not _is_number(value) or not Image.objects.filter(pk=int(value)).exists():
            raise forms.ValidationError(self.error_messages["gone"], code="gone")
        return int(value)

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Numbers come back as text."""
        return str(initial or "") != str(data or "")
