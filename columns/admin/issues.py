"""The editors' shelf of issues and their writing desk."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin

from columns import rights, services
from columns.admin import board, desk, panel, remarks, revisions
from columns.admin.desk.page import aside_context, author_names, desk_config
from columns.admin.issue_form import IssueForm, NewIssueForm
from columns.admin.issue_list import IssueList
from columns.admin.pages import issue_page
from columns.models import Issue
from neican.accounts.desk import acting


@admin.register(Issue)
class IssueAdmin(IssueList, ModelAdmin):
    """Issues of all columns."""

    change_form_template = "admin/columns/issue/desk.html"
    add_form_template = "admin/columns/issue/new.html"
    change_list_template = "admin/columns/issue/list.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Issue]:
        """Editors see all, those who read along what is public, authors what bears their name."""
        # A list of fifty working copies is no reason to read fifty articles.
        ordered = rights.visible_to(acting(request)).order_by(*self.ordering)
        return ordered.defer("draft__body", "draft__facts")

    def get_urls(self) -> list[Any]:
        """The rooms around the writing desk, before Django's own addresses."""
        rooms = (desk, panel, board, revisions, remarks)
        own = [one for room in rooms for one in room.urls(self.admin_site.admin_view)]
        return [*own, *super().get_urls()]

    def has_change_permission(self, request: HttpRequest, obj: Issue | None = None) -> bool:
        """Editors; authors where their name stands."""
        if obj is None:
            names = ("columns.change_issue", "columns.write_own_issue")
            return any(request.user.has_perm(name) for name in names)
        return rights.may_write(acting(request), obj)

    def view_on_site(self, issue: Issue) -> str | None:
        """A link to the public page, where there is one."""
        return issue.get_absolute_url() if issue.is_public else None

    def get_fieldsets(self, request: HttpRequest, obj: Issue | None = None) -> Any:
        """The pages lay out their fields themselves."""
        names = ("season", "headline") if obj is None else ("headline", "body")
        return ((None, {"fields": names}),)

    def get_form(
        self, request: HttpRequest, obj: Issue | None = None, change: bool = False, **_kwargs: Any
    ) -> Any:
        """The form of this person: authors have fewer fields."""
        base = NewIssueForm if obj is None else IssueForm
        return type(base.__name__, (base,), {"user": acting(request)})

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """The desk; for those who may only read, what is printed."""
        issue = self.get_object(request, object_id)
        if issue is None or rights.may_write(acting(request), issue):
            desk_page: HttpResponse = super().change_view(
                request, object_id, form_url, extra_context
            )
            return desk_page
        if request.method != "GET":
            raise PermissionDenied("columns.change_issue")
        return issue_page(
            request, "admin/columns/issue/printed.html", issue=issue, title=str(issue)
        )

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, obj: Any = None, **kwargs: Any
    ) -> HttpResponse:
        """What stands around the form."""
        if obj is not None:
            form = context["adminform"].form
            context.update(aside_context(request, obj))
            context.update(self._desk(request, obj, form))
        page: HttpResponse = super().render_change_form(request, context, *args, obj=obj, **kwargs)
        return page

    def _desk(self, request: HttpRequest, issue: Issue, form: IssueForm) -> dict[str, Any]:
        window = {name: form[name].value() for name in ("session", "seq")}
        is_whole = all(window.values())
        clash = form.clash
        return {
            "form": form,
            "desk_config": is_whole and desk_config(acting(request), issue, window),
            "clash": clash,
            "clash_names": clash and author_names(clash.their_facts),
        }

    def save_form(self, request: HttpRequest, form: Any, change: bool) -> Any:
        """Services write; the form's own row is only looked at."""
        if change:
            return form.instance
        return services.create_issue(
            season=form.cleaned_data["season"],
            headline=form.cleaned_data["headline"],
            by=acting(request),
            at=timezone.now(),
        )

    def save_model(self, request: HttpRequest, obj: Issue, form: Any, change: bool) -> None:
        """The form has saved the draft; keep it."""
        if not change:
            return
        kept = form.keep()
        said = (
            _("已保存为修订 %(number)s。") % {"number": kept.number}
            if kept
            else _("没有新的改动，最近一次修订就是现在这样。")
        )
        self.message_user(request, said, messages.SUCCESS)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """By-line and topics are facts of the text: they are saved with it."""

    def response_add(self, request: HttpRequest, obj: Issue, *_args: Any) -> HttpResponse:
        """Straight to the desk."""
        return self._to_desk(obj)

    def response_change(self, request: HttpRequest, obj: Issue) -> HttpResponse:
        """Whoever saves goes on writing."""
        return self._to_desk(obj)

    def _to_desk(self, issue: Issue) -> HttpResponse:
        return HttpResponseRedirect(reverse("admin:columns_issue_change", args=[issue.pk]))
