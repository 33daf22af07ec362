"""What the newsroom's own pages in the admin have in common."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.template.response import TemplateResponse

from columns.admin.panel.times import zone_name
from columns.models import Issue


def issue_page(
    request: HttpRequest,
    template: str,
    *,
    issue: Issue,
    title: str,
    status: int = 200,
    **context: Any,
) -> TemplateResponse:
    """A page about one issue inside the admin's frame; nobody keeps a copy of it."""
    whole = {
        **admin.site.each_context(request),
        "title": title,
        "subtitle": str(issue),
        "opts": Issue._meta,
        "issue": issue,
        "zone": zone_name(),
        **context,
    }
    response = TemplateResponse(request, template, whole, status=status)
    response["Cache-Control"] = "private, no-store"
    return response
