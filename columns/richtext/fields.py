"""The article editor as a form field."""

from typing import Any

from ckeditor.widgets import CKEditorWidget
from django import forms

from columns.richtext.cleaning import sanitise


class BodyField(forms.CharField):
    """The article editor; what it hands on is cleaned."""

    widget = CKEditorWidget

    def clean(self, value: Any) -> str:
        """Allowed mark-up only."""
        return sanitise(super().clean(value))
