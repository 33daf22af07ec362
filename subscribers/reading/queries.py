"""What the pages ask the tables. Paid text is fetched in one place only, after the gate."""

from collections.abc import Iterable, Mapping, Sequence

from django.db.models import (
    Count,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    prefetch_related_objects,
)
from django.utils import timezone

from columns.audio.models import Narration
from columns.models import Author, Byline, Column, Issue, Revision, Season
from neican.accounts.models import User
from subscribers.comments.models import Comment
from subscribers.models import Plan

# A page without access never holds these; a list needs no text at all.
_PAID = tuple(f"live__{name}" for name in Revision.PAID_FIELDS)
_TEXTS = (
    *_PAID,
    *(f"live__{name}" for name in ("preview_html", "free_blocks", "sections", "topics")),
)
_BYLINES = Prefetch("bylines", queryset=Byline.objects.select_related("author"))


def issue_for_page(issue_id: int) -> Issue | None:
    """An issue with a live text, its public columns only; with its corrections, if any."""
    issue = (
        Issue.objects.filter(pk=issue_id, live__isnull=False)
        .select_related("season__column", "head_image", "live")
        .defer(*_PAID, "live__free_blocks")
        .prefetch_related(_BYLINES)
        .first()
    )
    return _with_corrections(issue)


def issue_for_preview(issue_id: int) -> Issue | None:
    """An issue in any state with the texts that it names, for those who write it."""
    issue = (
        Issue.objects.filter(pk=issue_id)
        .select_related("season__column", "head_image", "live", "approved")
        .prefetch_related(_BYLINES)
        .first()
    )
    return _with_corrections(issue)


def _with_corrections(issue: Issue | None) -> Issue | None:
    """Few issues have any, and those say so themselves: no query for the others."""
    if issue is not None and issue.edited_at:
        prefetch_related_objects([issue], "corrections")
    return issue


def full_text(revision: Revision) -> str:
    """The paid HTML, asked for only now. Callers have the gate's "full" in hand."""
    return revision.full_html


def full_texts(issues: Iterable[Issue]) -> dict[int, str]:
    """The paid HTML of several, by issue. Callers have the gate's "full" for each."""
    wanted = [issue.live_id for issue in issues]
    if not wanted:
        return {}
    return dict(Revision.objects.filter(pk__in=wanted).values_list("issue_id", "full_html"))


def _for_cards() -> QuerySet[Issue]:
    return (
        Issue.objects.public(timezone.now())
        .select_related("season__column", "head_image", "live")
        .defer(*_TEXTS)
        .prefetch_related(_BYLINES)
    )


def latest_issues(limit: int) -> list[Issue]:
    """The newest of all columns."""
    return list(_for_cards()[:limit])


def trial_issues(limit: int) -> list[Issue]:
    """The newest that are open to all."""
    return list(_for_cards().filter(is_trial=True)[:limit])


def issues_of_season(season: Season) -> QuerySet[Issue]:
    """Newest first."""
    return _for_cards().filter(season=season)


def issues_by(author: Author) -> QuerySet[Issue]:
    """Newest first."""
    return _for_cards().filter(authors=author)


def issues_found(issue_ids: Sequence[int]) -> list[Issue]:
    """Public ones among these, in this order, with the text that everyone may read."""
    texts = [name for name in _TEXTS if name != "live__preview_html"]
    found = {
        issue.pk: issue
        for issue in Issue.objects.public(timezone.now())
        .filter(pk__in=issue_ids)
        .select_related("season__column", "live")
        .defer(*texts)
        .prefetch_related(_BYLINES)
    }
    return [found[issue_id] for issue_id in issue_ids if issue_id in found]


def neighbours(issue: Issue) -> tuple[Issue | None, Issue | None]:
    """The issues before and after in the season; one query."""
    season = Issue.objects.public(timezone.now()).filter(season=issue.season_id)
    before = season.filter(number__lt=issue.number).order_by("-number").values("pk")[:1]
    after = season.filter(number__gt=issue.number).order_by("number").values("pk")[:1]
    found = Issue.objects.filter(Q(pk=Subquery(before)) | Q(pk=Subquery(after))).only(
        "headline", "number"
    )
    by_side = {other.number < issue.number: other for other in found}
    return by_side.get(True), by_side.get(False)


def seasons_with_counts() -> QuerySet[Season]:
    """Newest first; `out`: how many issues readers can see."""
    public = Issue.objects.public(timezone.now()).values("pk")
    return Season.objects.annotate(out=Count("issues", filter=Q(issues__in=public))).order_by(
        "-number"
    )


def columns_with_seasons() -> list[Column]:
    """All columns in the house's order, each with its seasons; two queries."""
    return list(
        Column.objects.prefetch_related(Prefetch("seasons", queryset=seasons_with_counts()))
    )


def column_by(slug: str) -> Column | None:
    """A column with its seasons; two queries."""
    seasons = Prefetch("seasons", queryset=seasons_with_counts())
    return Column.objects.filter(slug=slug).prefetch_related(seasons).first()


def plans_on_offer() -> list[Plan]:
    """All of them."""
    return list(Plan.objects.filter(is_offered=True).select_related("season__column", "column"))


def listening_times(issues: Iterable[Issue]) -> Mapping[int, int]:
    """Milliseconds of the narration that readers get, by issue; one query."""
    newest = (
        Narration.objects.out()
        .audible()
        .filter(revision__issue=OuterRef("pk"))
        .values("recording__duration_ms")[:1]
    )
    return dict(
        Issue.objects.filter(pk__in=[issue.pk for issue in issues])
        .annotate(listening=Subquery(newest))
        .filter(listening__gt=0)
        .values_list("pk", "listening")
    )


def feed_issues(column: Column, limit: int = 20) -> list[Issue]:
    """The newest of a column, with the free text."""
    texts = [name for name in _TEXTS if name != "live__preview_html"]
    return list(
        Issue.objects.public(timezone.now())
        .filter(season__column=column)
        .select_related("season", "live")
        .defer(*texts)
        .prefetch_related(_BYLINES, "corrections")[:limit]
    )


def comments_of(reader: User, limit: int) -> list[Comment]:
    """A reader's own, newest first, whatever became of them."""
    return list(
        Comment.objects.filter(author=reader)
        .select_related("issue")
        .order_by("-written_at", "-pk")[:limit]
    )
