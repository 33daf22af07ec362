"""Names that stand elsewhere: a column or an author renamed makes every issue's entry stale."""

from django.db.models import Exists, F, OuterRef, QuerySet, Value
from django.db.models.functions import Concat, StrIndex

from columns.models import Byline, Issue
from columns.search.models import Entry

_END = Value("\n")


def copied(issue: Issue) -> str:
    """The names as they are now, each line between two ends of line."""
    column = issue.season.column
    authors = [byline.author.name for byline in issue.bylines.select_related("author")]
    return "".join(f"\n{name}\n" for name in (column.name, column.tagline, *authors))


def unchanged() -> QuerySet[Entry]:
    """Entries that hold the names of today; position 0 means: not found."""
    unknown = Byline.objects.annotate(
        place=StrIndex(OuterRef("names"), Concat(_END, F("author__name"), _END))
    ).filter(issue=OuterRef("issue"), place=0)
    column = "issue__season__column"
    heading = Concat(_END, F(f"{column}__name"), _END, _END, F(f"{column}__tagline"), _END)
    return (
        Entry.objects.annotate(heading=StrIndex(F("names"), heading))
        .filter(heading=1)
        .exclude(Exists(unknown))
    )
