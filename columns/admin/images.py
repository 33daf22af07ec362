"""Head images: upload, alt text, credit."""

from typing import Any

from django import forms
from django.contrib import admin
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.widgets import UnfoldAdminImageFieldWidget

from columns import pictures
from columns.models import Image


class ImageForm(forms.ModelForm):
    """Takes a picture only as we write it ourselves."""

    file = forms.FileField(label=_("图片"), widget=UnfoldAdminImageFieldWidget)

    class Meta:
        model = Image
        fields = ("file", "alt", "credit")

    def clean_file(self) -> Any:
        """A fresh rendition of a new upload; what is stored already stays."""
        upload = self.cleaned_data["file"]
        if "file" not in self.changed_data:
            return upload
        try:
            return pictures.rewrite(upload).file
        except pictures.PictureRefused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal


@admin.register(Image)
class ImageAdmin(ModelAdmin):
    """The library of lead pictures."""

    form = ImageForm
    list_display = ("thumbnail", "alt", "credit", "uploaded_at")
    list_display_links = ("thumbnail", "alt")
    search_fields = ("alt", "credit")

    @admin.display(description=_("图片"))
    def thumbnail(self, image: Image) -> str:
        """A small view of the picture."""
        if not image.file:
            return str(_("还没有图片"))
        return format_html(
            '<img class="nc-thumbnail" src="{}" alt="" width="120" loading="lazy">', image.file.url
        )

    def save_model(self, request: Any, obj: Image, form: Any, change: bool) -> None:
        """Note who brought the picture."""
        if not change:
            obj.uploaded_by = request.user
        super().save_model(request, obj, form, change)
