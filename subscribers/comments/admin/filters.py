"""Ways to narrow the moderators' list."""

from django.contrib.admin import ModelAdmin, SimpleListFilter
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from columns.models import Column
from subscribers.comments.models import Comment, Decision, Guidelines, Verdict


class ClauseFilter(SimpleListFilter):
    """Comments to which a clause was held up, by the machine or by a person, in any version."""

    title = _("条款")
    parameter_name = "clause"

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin) -> list[tuple[str, str]]:
        """The clauses of today."""
        guidelines = Guidelines.objects.valid(timezone.now())
        clauses = [] if guidelines is None else guidelines.clauses.all()
        return [(clause.code, str(clause)) for clause in clauses]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Comment]) -> QuerySet[Comment]:
        """Those with a verdict or a decision that cites it."""
        if self.value() is None:
            return queryset
        verdicts = Verdict.objects.filter(clause__code=self.value()).values("comment")
        decisions = Decision.objects.filter(clause__code=self.value()).values("comment")
        return queryset.filter(Q(pk__in=verdicts) | Q(pk__in=decisions))


class ColumnFilter(SimpleListFilter):
    """Comments under the issues of one column."""

    title = _("专栏")
    parameter_name = "column"

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin) -> list[tuple[str, str]]:
        """All columns, by their place in lists."""
        return [(column.slug, column.name) for column in Column.objects.all()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Comment]) -> QuerySet[Comment]:
        """Those under its issues."""
        if self.value() is None:
            return queryset
        return queryset.filter(issue__season__column__slug=self.value())
