"""Every address of the house."""

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import include, path


def healthz(request: HttpRequest) -> HttpResponse:
    """This process answers; nothing else is asked."""
    return HttpResponse("ok", content_type="text/plain")


urlpatterns = [
    path("admin/", admin.site.urls),
    path("accounts/", include("allauth.account.urls")),
    path("healthz", healthz, name="healthz"),
    path("", include("columns.reviewing.urls")),
    path("", include("subscribers.reading.urls")),
]

handler403 = "subscribers.reading.views.errors.forbidden"
handler404 = "subscribers.reading.views.errors.not_found"
