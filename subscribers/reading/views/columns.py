"""Home, columns, seasons, authors and the guidelines."""

from datetime import datetime

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from columns.models import Author
from subscribers.comments.models import Guidelines
from subscribers.queries import plans_for_column
from subscribers.reading import queries
from subscribers.reading.caching import personal
from subscribers.reading.cards import cards

LATEST_ON_HOME = 9  # one leads, eight follow
TRIALS_ON_HOME = 4
ISSUES_ON_COLUMN = 12
ISSUES_ON_PAGE = 20


def _is_today(moment: datetime | None, now: datetime) -> bool:
    return moment is not None and timezone.localdate(moment) == timezone.localdate(now)


@require_safe
@personal
def home(request: HttpRequest) -> HttpResponse:
    """The newest issue in front, then the others, what is free to try, and the columns."""
    now = timezone.now()
    latest = cards(queries.latest_issues(LATEST_ON_HOME), request.user, now)
    trials = cards(queries.trial_issues(TRIALS_ON_HOME), request.user, now)
    lead = latest[0] if latest else None
    context = {
        "now": now,
        "lead": lead,
        "lead_is_today": lead is not None and _is_today(lead.issue.published_at, now),
        "latest": latest[1:],
        "trials": trials,
        "columns": queries.columns_with_seasons(),
    }
    return render(request, "reading/home.html", context)


@require_safe
@personal
def columns(request: HttpRequest) -> HttpResponse:
    """All columns, and every plan on offer."""
    context = {"columns": queries.columns_with_seasons(), "plans": queries.plans_on_offer()}
    return render(request, "reading/columns.html", context)


@require_safe
@personal
def column(request: HttpRequest, slug: str) -> HttpResponse:
    """What a column is about, its newest season, and the plans that open it."""
    found = queries.column_by(slug)
    if found is None:
        raise Http404(slug)
    seasons = list(found.seasons.all())
    newest = seasons[0] if seasons else None
    issues = list(queries.issues_of_season(newest)[:ISSUES_ON_COLUMN]) if newest else []
    context = {
        "column": found,
        "seasons": seasons,
        "season": newest,
        "cards": cards(issues, request.user, timezone.now()),
        "plans": plans_for_column(found),
    }
    return render(request, "reading/column.html", context)


@require_safe
@personal
def season(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """All issues of a season."""
    column = queries.column_by(slug)
    seasons = list(column.seasons.all()) if column else []
    shown = next((season for season in seasons if season.number == number), None)
    if shown is None:
        raise Http404(f"{slug}, season {number}")
    page = Paginator(queries.issues_of_season(shown), ISSUES_ON_PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "column": column,
        "seasons": seasons,
        "season": shown,
        "page": page,
        "cards": cards(list(page), request.user, timezone.now()),
    }
    return render(request, "reading/season.html", context)


@require_safe
@personal
def author(request: HttpRequest, slug: str) -> HttpResponse:
    """An author and what he or she wrote."""
    found = get_object_or_404(Author, slug=slug)
    page = Paginator(queries.issues_by(found), ISSUES_ON_PAGE).get_page(request.GET.get("page"))
    context = {
        "author": found,
        "page": page,
        "cards": cards(list(page), request.user, timezone.now()),
    }
    return render(request, "reading/author.html", context)


@require_safe
@personal
def guidelines(request: HttpRequest) -> HttpResponse:
    """The rules of the comment section as they hold now."""
    valid = Guidelines.objects.valid(timezone.now())
    clauses = list(valid.clauses.all()) if valid else []
    return render(request, "reading/guidelines.html", {"guidelines": valid, "clauses": clauses})
