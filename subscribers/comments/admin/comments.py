"""The moderators' queue, and the page on which one comment is decided."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import Case, F, QuerySet, Value, When
from django.db.models.expressions import OrderBy
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.admin import ModelAdmin
from unfold.decorators import display

from neican.accounts.models import User
from neican.kernel.moves import IllegalMove
from subscribers.comments import queries, services
from subscribers.comments.admin.filters import ClauseFilter, ColumnFilter
from subscribers.comments.admin.forms import FIELD_OF, DecisionForm
from subscribers.comments.admin.highlighting import pieces
from subscribers.comments.models import Comment
from subscribers.comments.services.deciding import MAY_DECIDE
from subscribers.comments.services.judging import TITLES

State = Comment.State
COLOURS = {State.HELD: "warning", State.VISIBLE: "success", State.REMOVED: "danger"}
# What the buttons say, and how they look: the house colour is a red too, so only one is coloured.
BUTTONS = {
    State.VISIBLE: (gettext_lazy("公开"), "default"),
    State.REMOVED: (gettext_lazy("移除"), "danger"),
    State.HELD: (gettext_lazy("收回待审"), "default"),
}


@admin.register(Comment)
class CommentAdmin(ModelAdmin):
    """Nothing is edited, added or deleted here: comments are decided, and decisions are kept."""

    list_display = ("state_badge", "excerpt", "issue", "writer", "objections", "waiting")
    list_display_links = ("excerpt",)
    list_filter = ("state", ClauseFilter, ColumnFilter)
    search_fields = ("body",)
    sortable_by = ()
    list_per_page = 50
    actions = None

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Comment]:
        queryset: QuerySet[Comment] = super().get_queryset(request)
        return queryset.select_related("issue", "author").prefetch_related("verdicts__clause")

    def get_ordering(self, request: HttpRequest) -> list[OrderBy | str]:
        """The queue first, oldest first; then what is done, newest first."""
        is_done = Case(When(state=State.HELD, then=Value(0)), default=Value(1))
        waiting_since = Case(When(state=State.HELD, then=F("written_at")))
        return [is_done.asc(), waiting_since.asc(), "-written_at", "-pk"]

    @display(description=gettext_lazy("状态"), label=COLOURS)
    def state_badge(self, comment: Comment) -> tuple[str, str]:
        """The state in its colour."""
        return comment.state, comment.get_state_display()

    @display(description=gettext_lazy("评论"))
    def excerpt(self, comment: Comment) -> str:
        """The first words."""
        return Truncator(" ".join(comment.body.split())).chars(60)

    @display(description=gettext_lazy("评论者"))
    def writer(self, comment: Comment) -> str:
        """The name that readers see; addresses are none of a moderator's business."""
        return comment.author.display_name

    @display(description=gettext_lazy("机审意见"))
    def objections(self, comment: Comment) -> str:
        """The clauses that the machine holds up, or why it holds up none."""
        clauses = dict.fromkeys(str(verdict.clause) for verdict in comment.verdicts.all())
        return "；".join(clauses) or comment.get_judgement_display()

    @display(description=gettext_lazy("已等待"))
    def waiting(self, comment: Comment) -> str:
        """How long a held comment has been waiting."""
        return timesince(comment.written_at, depth=1) if comment.state == State.HELD else "—"

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show one comment with all that was found; take the decision of one who may decide."""
        comment = self.get_object(request, unquote(object_id))
        if comment is None:
            redirect: HttpResponse = self._get_obj_does_not_exist_redirect(
                request, self.opts, object_id
            )
            return redirect
        if not self.has_view_permission(request, comment):
            raise PermissionDenied
        if request.method == "POST":
            return self._decided(request, comment)
        return self._page(request, comment, DecisionForm(comment=comment))

    def _decided(self, request: HttpRequest, comment: Comment) -> HttpResponse:
        """On to the next in the queue; or the page again, with what was written and what is so."""
        form, by = DecisionForm(request.POST, comment=comment), request.user
        if not isinstance(by, User) or not by.has_perm(MAY_DECIDE):
            raise PermissionDenied
        if not form.is_valid():
            return self._page(request, comment, form)
        try:
            decision = services.decide_comment(
                comment_id=comment.pk, by=by, at=timezone.now(), **form.cleaned_data
            )
        except services.Refused as refusal:
            form.add_error(FIELD_OF.get(refusal.code), refusal.message)
            return self._page(request, comment, form)
        except IllegalMove:
            form.add_error(None, _("从现在的状态不能这样处理。"))
            return self._page(request, comment, form)
        except services.AlreadyDecided as told:
            messages.warning(request, told.message)
            words = {name: form.cleaned_data[name] for name in ("clause", "reason")}
            fresh = DecisionForm(comment=told.comment, initial=words)
            return self._page(request, told.comment, fresh, status=409)
        messages.success(
            request,
            _("已处理为“%(state)s”：%(excerpt)s")
            % {"state": decision.get_to_state_display(), "excerpt": self.excerpt(comment)},
        )
        return HttpResponseRedirect(self._next_address(comment))

    def _next_address(self, comment: Comment) -> str:
        following = queries.next_waiting(comment)
        if following is None:
            return reverse("admin:comments_comment_changelist")
        return reverse("admin:comments_comment_change", args=[following.pk])

    def _page(
        self, request: HttpRequest, comment: Comment, form: DecisionForm, status: int = 200
    ) -> HttpResponse:
        verdicts = list(comment.verdicts.select_related("clause"))
        context = {
            **self.admin_site.each_context(request),
            "title": _("评论"),
            "opts": self.opts,
            "comment": comment,
            "colour": COLOURS[State(comment.state)],
            "pieces": pieces(comment.body, ((v.start, v.end) for v in verdicts)),
            "verdicts": [(verdict, TITLES.get(verdict.check_name)) for verdict in verdicts],
            "decisions": comment.decisions.select_related("by", "clause"),
            "history": queries.history_of(comment.author_id),
            "form": form if request.user.has_perm(MAY_DECIDE) else None,
            "buttons": [
                (state, *BUTTONS[state]) for state in State if state in Comment.MOVES[comment.state]
            ],
        }
        template = "admin/comments/comment/decide.html"
        return TemplateResponse(request, template, context, status=status)
