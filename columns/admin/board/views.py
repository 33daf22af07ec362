"""The pages of the board and the calendar."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from columns import services
from columns.admin.board.cards import lanes
from columns.admin.board.filters import filters_of
from columns.admin.board.hues import hue
from columns.admin.board.month import month_named, month_of
from columns.admin.panel.times import zone_name
from neican.accounts.desk import acting


def urls(admin_view: Callable[..., Any]) -> list[URLPattern]:
    """The addresses below /admin/columns/issue/, each behind the admin's guard."""
    return [
        path("board/", admin_view(require_GET(board)), name="columns_issue_board"),
        path("calendar/", admin_view(require_GET(calendar)), name="columns_issue_calendar"),
        path("notices/read/", admin_view(require_POST(read)), name="columns_issue_notices_read"),
    ]


def board(request: HttpRequest) -> HttpResponse:
    """Lanes of cards."""
    filters = filters_of(request)
    context = {"filters": filters, "lanes": lanes(filters.issues(), timezone.now())}
    return _page(request, "board", _("看板"), context)


def calendar(request: HttpRequest) -> HttpResponse:
    """A month of days."""
    filters, now = filters_of(request), timezone.now()
    first = month_named(request.GET.get("month", ""), localtime(now).date())
    context = {
        "filters": filters,
        "month": month_of(filters.issues(), first, now),
        "hues": [(hue(column.pk), column.name) for column in filters.columns],
        "weekdays": [_("一"), _("二"), _("三"), _("四"), _("五"), _("六"), _("日")],
        "zone": zone_name(),
    }
    return _page(request, "calendar", _("排期"), context)


def read(request: HttpRequest) -> HttpResponse:
    """Whoever has read his notices sees them no more."""
    services.read_notices(by=acting(request), at=timezone.now())
    return HttpResponseRedirect(reverse("admin:index"))


def _page(request: HttpRequest, name: str, title: str, context: dict[str, Any]) -> TemplateResponse:
    whole = {
        **admin.site.each_context(request),
        "title": title,
        "here": reverse(f"admin:columns_issue_{name}"),
        **context,
    }
    return TemplateResponse(request, f"admin/columns/board/{name}.html", whole)
