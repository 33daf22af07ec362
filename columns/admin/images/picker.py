"""What the picker and the editor's paste talk to: upload, the list to choose from, the words."""

import json
from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from columns import pictures, services
from columns.admin.fields import PlainModelForm
from columns.admin.images.shelves import shelf_of
from columns.models import Image
from neican.accounts.desk import acting


class WordsForm(PlainModelForm):
    """What must stand beside a picture, and its focus."""

    class Meta:
        model = Image
        fields = ("alt", "caption", "credit", "focal_x", "focal_y")


def urls(admin_view: Callable[..., Any]) -> list[URLPattern]:
    """The addresses below /admin/columns/image/, each behind the admin's guard."""
    return [
        path("upload/", admin_view(upload), name="columns_image_upload"),
        path("picker/", admin_view(picker), name="columns_image_picker"),
        path("<int:image_id>/words/", admin_view(words), name="columns_image_words"),
    ]


def as_data(request: HttpRequest, images: Iterable[Image]) -> list[dict[str, Any]]:
    """Pictures as the scripts know them."""
    asked = list(images)
    described = services.may_describe(acting(request), asked)
    return [{**_words(image), "mayDescribe": image.pk in described} for image in asked]


def _words(image: Image) -> dict[str, Any]:
    return {
        "id": image.pk,
        "src": image.file.url,
        "thumbnail": image.thumbnail,
        "width": image.width,
        "height": image.height,
        "alt": image.alt,
        "caption": image.caption,
        "credit": image.credit,
        "focal_x": image.focal_x,
        "focal_y": image.focal_y,
    }


@require_POST
def upload(request: HttpRequest) -> JsonResponse:
    """Take the file named `file` into the library; the answer is the picture, or `error`."""
    if not request.user.has_perm("columns.add_image"):
        raise PermissionDenied("columns.add_image")
    file = request.FILES.get("file")
    if file is None:
        return JsonResponse({"error": _("没有收到图片，请再选一次。")}, status=400)
    try:
        brought = services.keep_image(upload=file, by=acting(request), at=timezone.now())
    except pictures.PictureRefused as refusal:
        return JsonResponse({"error": str(refusal)}, status=400)
    note = _("动图只保留了第一帧。") if brought.was_moving else ""
    (data,) = as_data(request, [brought.image])
    return JsonResponse({**data, "note": note, "isKnown": not brought.is_new})


@require_GET
def picker(request: HttpRequest) -> HttpResponse:
    """The dialog; with `list`, only the pictures found."""
    if not request.user.has_perm("columns.view_image"):
        raise PermissionDenied("columns.view_image")
    shelf = shelf_of(request)
    images = list(shelf.page)
    items = [
        (image, json.dumps(data))
        for image, data in zip(images, as_data(request, images), strict=True)
    ]
    name = "_choices" if "list" in request.GET else "_picker"
    may_add = request.user.has_perm("columns.add_image")
    context = {"shelf": shelf, "items": items, "may_add": may_add}
    return render(request, f"admin/columns/image/{name}.html", context)


@require_POST
def words(request: HttpRequest, image_id: int) -> JsonResponse:
    """Change some of a picture's words; the answer is the picture, or `errors` by field."""
    image = get_object_or_404(Image.objects.with_files(), pk=image_id)
    given = {**forms.model_to_dict(image, WordsForm.Meta.fields), **request.POST.dict()}
    form = WordsForm(given, instance=image)
    if not form.is_valid():
        return JsonResponse({"errors": form.errors}, status=400)
    changed = {name: form.cleaned_data[name] for name in form.changed_data}
    image = services.describe_image(image_id=image_id, words=changed, by=acting(request))
    return JsonResponse(as_data(request, [image])[0])
