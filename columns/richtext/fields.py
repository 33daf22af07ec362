"""The article editor as a form field."""

from typing import Any

from ckeditor.widgets import CKEditorWidget
from django import forms
from django.forms.widgets import Media

from columns.richtext.cleaning import sanitise


class ArticleEditor(CKEditorWidget):  # type: ignore[misc]
    """CKEditor with the look of the reader's page."""

    @property
    def media(self) -> Media:
        """Its own scripts, and our sheet."""
        whole: Media = super().media + Media(css={"all": ["neican/css/editor.css"]})
        return whole


class BodyField(forms.CharField):
    """The article editor; what it hands on is cleaned."""

    widget = ArticleEditor

    def clean(self, value: Any) -> str:
        """Allowed mark-up only."""
        return sanitise(super().clean(value))
