"""去搜搜: the index finds, the gate decides what is shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.html import strip_tags
from django.views.decorators.http import require_safe

from columns.models import Issue
from columns.search import services as search_index
from columns.search.passages import passage
from subscribers.paywall import Access, Reader, accesses_to
from subscribers.reading import queries
from subscribers.reading.caching import personal

FOUND_ON_PAGE = 10
LONGEST_QUERY = 100
Runs = Sequence[tuple[str, bool]]


@dataclass(frozen=True, slots=True)
class Found:
    """One line of the result: headline and passage in runs, True where the query is."""

    issue: Issue
    access: Access
    headline: Runs
    passage: Runs


def _allowed(query: str, reader: Reader) -> list[tuple[Issue, Access]]:
    """What this reader may know to be found: words behind the wall count with access only."""
    hits = search_index.find(query)
    in_public = {hit.issue_id for hit in hits if hit.in_public}
    issues = queries.issues_found([hit.issue_id for hit in hits])
    accesses = accesses_to(issues, reader, timezone.now())
    return [
        (issue, accesses[issue.pk])
        for issue in issues
        if issue.pk in in_public or accesses[issue.pk].is_full
    ]


def _found(pairs: Sequence[tuple[Issue, Access]], query: str) -> list[Found]:
    full = queries.full_texts(issue for issue, access in pairs if access.is_full)
    return [
        Found(
            issue=issue,
            access=access,
            headline=passage(issue.headline, query, 80),
            passage=passage(_words(issue, full.get(issue.pk)), query),
        )
        for issue, access in pairs
    ]


def _words(issue: Issue, full_html: str | None) -> str:
    free = issue.live.preview_html if issue.live else ""
    text = strip_tags(full_html if full_html is not None else free)
    return " ".join(chain([issue.standfirst], text.split()))


@require_safe
@personal
def search(request: HttpRequest) -> HttpResponse:
    """Find issues by any words, and show where they stand."""
    query = " ".join(request.GET.get("q", "").split())[:LONGEST_QUERY]
    page = Paginator(_allowed(query, request.user) if query else [], FOUND_ON_PAGE).get_page(
        request.GET.get("page")
    )
    context = {"query": query, "page": page, "found": _found(list(page), query)}
    return render(request, "reading/search.html", context)
