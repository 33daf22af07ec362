"""The list of issues: what is in the works first, where each stands, who has it."""

from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.db.models import Case, Q, QuerySet, Value, When
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from columns.models import Issue
from neican.accounts.desk import acting
from neican.accounts.models import User
from neican.kernel.numbers import number_in

STAGE_COLOURS = {
    "draft": "info",
    "review": "warning",
    "approved": "primary",
    "scheduled": "primary",
    "published": "success",
    "withdrawn": "danger",
}
IN_THE_WORKS = Case(
    When(Q(status="published", update_stage="") | Q(status="withdrawn"), then=Value(1)),
    default=Value(0),
)


class StageFilter(admin.SimpleListFilter):
    """By how far the newest text has come."""

    title = _("走到哪一步")
    parameter_name = "stage"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """In the order of an issue's life."""
        return [("works", _("在做的")), *Issue.Status.choices, ("update", _("已发布、在改稿"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Issue]) -> QuerySet[Issue]:
        """An issue under change counts as the stage of its change."""
        stage = self.value()
        if stage == "works":
            return queryset.filter(pk__in=Issue.objects.in_the_works())
        if stage == "update":
            return queryset.exclude(update_stage="")
        if stage in Issue.Status.values:
            return queryset.filter(Q(update_stage=stage) | Q(update_stage="", status=stage))
        return queryset


class HolderFilter(admin.SimpleListFilter):
    """By who has it; one's own first. Names only: a list of colleagues is no list of addresses."""

    title = _("在谁手里")
    parameter_name = "holder"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterator[tuple[str, Any]]:
        """Only people who have something."""
        yield "me", _("我手里的")
        yield "none", _("没人接手的")
        for user in User.objects.filter(issues_held__isnull=False).distinct().order_by("pk"):
            yield str(user.pk), str(user)

    def queryset(self, request: HttpRequest, queryset: QuerySet[Issue]) -> QuerySet[Issue]:
        """A number that is none finds nobody."""
        holder = self.value()
        if holder == "me":
            return queryset.filter(held_by=acting(request))
        if holder == "none":
            return queryset.filter(held_by=None, pk__in=Issue.objects.in_the_works())
        if holder:
            return queryset.filter(held_by=number_in(holder) or 0)
        return queryset


class IssueList:
    """The columns of the list."""

    list_display = (
        "headline_and_rubric",
        "where",
        "stage_badge",
        "holder",
        "due",
        "goes_out",
        "last_saved",
    )
    list_display_links = ("headline_and_rubric",)
    list_filter = ("season__column", "season", StageFilter, HolderFilter, "is_trial")
    list_filter_submit = True
    list_filter_sheet = True
    search_fields = ("headline", "rubric")
    search_help_text = _("搜标题或栏目")
    list_per_page = 50
    list_select_related = ("season__column", "held_by", "draft__saved_by")
    ordering = (IN_THE_WORKS, "-draft__saved_at", "-pk")

    @admin.display(description=_("标题"), ordering="headline")
    def headline_and_rubric(self, issue: Issue) -> str:
        """As it is printed."""
        return str(issue)

    @admin.display(description=_("专栏"), ordering="season")
    def where(self, issue: Issue) -> Any:
        """Column, season, number."""
        return _("%(season)s · 第 %(number)s 期") % {"season": issue.season, "number": issue.number}

    @display(description=_("走到哪一步"), ordering="status", label=STAGE_COLOURS)
    def stage_badge(self, issue: Issue) -> tuple[str, str]:
        """The stage as a coloured label."""
        return issue.stage, issue.stage_label

    @admin.display(description=_("在谁手里"), ordering="held_by")
    def holder(self, issue: Issue) -> str:
        """A colleague's name."""
        return str(issue.held_by or "—")

    @admin.display(description=_("期限"), ordering="due_at")
    def due(self, issue: Issue) -> str | SafeString:
        """The day; red and in words where it is over."""
        if issue.due_at is None:
            return "—"
        day = f"{timezone.localtime(issue.due_at):%m-%d}"
        if issue.due_at >= timezone.now():
            return day
        return format_html('<span class="nc-late">{} {}</span>', day, _("已过期"))

    @admin.display(description=_("上线"), ordering="goes_out_at")
    def goes_out(self, issue: Issue) -> str:
        """When it goes out, or when it went."""
        moment = issue.goes_out_at or issue.published_at
        return f"{timezone.localtime(moment):%Y-%m-%d %H:%M}" if moment else "—"

    @admin.display(description=_("最近保存"), ordering="draft__saved_at")
    def last_saved(self, issue: Issue) -> str:
        """When, and by whom."""
        by = f" · {issue.draft.saved_by}" if issue.draft.saved_by else ""
        return f"{timezone.localtime(issue.draft.saved_at):%m-%d %H:%M}{by}"
