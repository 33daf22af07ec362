"""The library's pages: all pictures; one with its words, its focus and where it stands."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern
from django.utils import timezone
from django.utils.translation import gettext as _
from unfold.admin import ModelAdmin

from columns import pictures, rights, services
from columns.admin.images import picker
from columns.admin.images.picker import WordsForm
from columns.admin.images.shelves import shelf_of
from columns.models import Image
from neican.accounts.desk import acting
from neican.kernel.numbers import number_in


@admin.register(Image)
class ImageAdmin(ModelAdmin):
    """The library of pictures, in pages of our own below Django's addresses."""

    search_fields = ("alt", "caption", "credit")

    def get_urls(self) -> list[URLPattern]:
        """The picker's addresses, before Django's own."""
        return [*picker.urls(self.admin_site.admin_view), *super().get_urls()]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """All pictures, newest first."""
        if not self.has_view_permission(request):
            raise PermissionDenied("columns.view_image")
        context = {
            **self.admin_site.each_context(request),
            "title": _("图片"),
            "shelf": shelf_of(request),
            "may_add": self.has_add_permission(request),
        }
        return render(request, "admin/columns/image/library.html", context)

    def add_view(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """Pictures come in through the library's page."""
        return redirect("admin:columns_image_changelist")

    def change_view(
        self, request: HttpRequest, object_id: str, *_args: Any, **_kwargs: Any
    ) -> HttpResponse:
        """One picture; what was typed and refused stays."""
        if not self.has_view_permission(request):
            raise PermissionDenied("columns.view_image")
        image = get_object_or_404(Image, pk=number_in(object_id))
        form = WordsForm(request.POST or None, instance=image)
        if request.method == "POST" and form.is_valid():
            words = {name: form.cleaned_data[name] for name in form.changed_data}
            services.describe_image(image_id=image.pk, words=words, by=acting(request))
            self.log_change(request, image, [{"changed": {"fields": form.changed_data}}])
            messages.success(request, _("已保存。"))
            return redirect("admin:columns_image_change", image.pk)
        return self._page(request, image, form)

    def delete_view(
        self, request: HttpRequest, object_id: str, *_args: Any, **_kwargs: Any
    ) -> HttpResponse:
        """Ask, then delete; a picture that is used somewhere stays, and is said to."""
        if not self.has_delete_permission(request):
            raise PermissionDenied("columns.delete_image")
        image = get_object_or_404(Image, pk=number_in(object_id))
        if request.method != "POST":
            return redirect("admin:columns_image_change", image.pk)
        try:
            services.delete_image(image_id=image.pk, by=acting(request), at=timezone.now())
        except services.StillUsed as refusal:
            messages.error(request, str(refusal))
            return redirect("admin:columns_image_change", image.pk)
        self.log_deletions(request, [image])
        messages.success(request, _("已删除这张图。"))
        return redirect("admin:columns_image_changelist")

    def _page(self, request: HttpRequest, image: Image, form: WordsForm) -> HttpResponse:
        seen = set(rights.visible_to(acting(request)).values_list("pk", flat=True))
        uses = pictures.uses_of(image, timezone.now())
        context = {
            **self.admin_site.each_context(request),
            "title": image.alt or _("图片 %(number)s") % {"number": image.pk},
            "image": image,
            "form": form,
            "uses": [use for use in uses if use.issue.pk in seen],
            "unseen": sum(use.issue.pk not in seen for use in uses),
            "may_describe": bool(services.may_describe(acting(request), [image])),
            "may_delete": self.has_delete_permission(request) and not uses,
        }
        return render(request, "admin/columns/image/picture.html", context)
