"""The editor's desk: writing, publishing, withdrawing an issue."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db import transaction
from django.db.models import QuerySet
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin, TabularInline
from unfold.decorators import action, display

from columns import rights, services
from columns.admin import board, desk, panel, remarks, revisions
from columns.models import Byline, Event, Issue, Topic
from columns.richtext import BodyField
from neican.accounts.desk import ReadOnlyInline, acting
from neican.kernel.moves import IllegalMove

STATUS_COLOURS = {
    Issue.Status.DRAFT: "info",
    Issue.Status.REVIEW: "warning",
    Issue.Status.APPROVED: "warning",
    Issue.Status.SCHEDULED: "warning",
    Issue.Status.PUBLISHED: "success",
    Issue.Status.WITHDRAWN: "danger",
}


class IssueForm(forms.ModelForm):
    """The issue's own fields, and the newest text of it."""

    body = BodyField(label=_("正文"), required=False)
    # The revision that the editor had before him when he began.
    opened = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Issue
        fields = ("season", "headline", "rubric", "standfirst", "is_trial", "head_image")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        newest = self.instance.revisions.first() if self.instance.pk else None
        if newest is not None:
            self.initial["body"] = newest.body
            self.initial["opened"] = newest.number

    def clean(self) -> dict[str, Any]:
        """Refuse to replace a text that somebody else saved meanwhile; what was typed stays."""
        given: dict[str, Any] = super().clean() or {}
        newest = self.instance.revisions.first() if self.instance.pk else None
        opened = given.get("opened")
        if newest is None or opened is None or opened == newest.number:
            return given
        if given.get("body") != newest.body:
            text = _(
                "您打开之后，%(name)s 在 %(at)s 保存过这一期，您的修改还没有保存。"
                "请把下面的正文复制出来，刷新页面，看过对方的版本再改。"
            )
            who = newest.saved_by or _("系统")
            at = timezone.localtime(newest.saved_at).strftime("%H:%M")
            raise forms.ValidationError(text % {"name": who, "at": at})
        return given


class BylineFormSet(BaseInlineFormSet):
    """A public issue keeps an author."""

    def clean(self) -> None:
        """Refuse to take the last one away."""
        super().clean()
        left = [
            form
            for form in self.forms
            if form.cleaned_data.get("author") and not form.cleaned_data.get("DELETE")
        ]
        if not left and self.instance.pk and self.instance.is_public:
            raise forms.ValidationError(_("已发布的一期至少要有一位作者。"))


class BylineInline(TabularInline):
    """The ordered line of authors."""

    model = Byline
    formset = BylineFormSet
    extra = 0
    hide_title = True
    autocomplete_fields = ("author",)


class TopicInline(TabularInline):
    """The opening list of topics."""

    model = Topic
    extra = 0
    hide_title = True


class EventInline(ReadOnlyInline):
    """What happened, by whom and when."""

    model = Event
    fields = ("at", "kind", "by", "note")
    readonly_fields = fields


@admin.register(Issue)
class IssueAdmin(ModelAdmin):
    """Issues of all columns."""

    form = IssueForm
    inlines = [BylineInline, TopicInline, EventInline]
    list_display = ("headline_and_rubric", "where", "status_badge", "published_at")
    list_filter = ("season__column", "status", "is_trial")
    list_filter_submit = True
    search_fields = ("headline", "rubric")
    date_hierarchy = "published_at"
    list_select_related = ("season__column",)
    autocomplete_fields = ("season", "head_image")
    actions_submit_line = ("save_and_publish", "withdraw")
    fieldsets = (
        (None, {"fields": (("season", "rubric"), "headline", "standfirst", "body", "opened")}),
        (_("呈现"), {"fields": ("head_image", "is_trial")}),
    )

    @admin.display(description=_("标题"), ordering="headline")
    def headline_and_rubric(self, issue: Issue) -> str:
        """As it is printed."""
        return str(issue)

    @admin.display(description=_("专栏"), ordering="season")
    def where(self, issue: Issue) -> str:
        """Column, season, number."""
        return _("%(season)s · 第 %(number)s 期") % {"season": issue.season, "number": issue.number}

    @display(description=_("状态"), ordering="status", label=STATUS_COLOURS)
    def status_badge(self, issue: Issue) -> tuple[str, str]:
        """The state as a coloured label."""
        return issue.status, issue.get_status_display()

    def get_readonly_fields(self, request: HttpRequest, obj: Issue | None = None) -> Any:
        """An issue stays in its season: its number is one of that season's."""
        return () if obj is None else ("season",)

    def get_inlines(self, request: HttpRequest, obj: Issue | None) -> list[Any]:
        """A new issue has no log yet."""
        return [one for one in self.inlines if obj is not None or one is not EventInline]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Issue]:
        """Editors see all, those who read along what is public, authors what bears their name."""
        return rights.visible_to(acting(request))

    def get_urls(self) -> list[Any]:
        """The rooms around the writing desk, before Django's own addresses."""
        rooms = (desk, panel, board, revisions, remarks)
        own = [one for room in rooms for one in room.urls(self.admin_site.admin_view)]
        return [*own, *super().get_urls()]

    def view_on_site(self, issue: Issue) -> str | None:
        """A link to the public page, where there is one."""
        return issue.get_absolute_url() if issue.is_public else None

    def save_model(self, request: HttpRequest, obj: Issue, form: Any, change: bool) -> None:
        """Facts and text through their services, each only where it was changed."""
        now, by = timezone.now(), acting(request)
        if change:
            facts = {
                name: form.cleaned_data[name]
                for name in form.changed_data
                if name in IssueForm.Meta.fields
            }
            if facts:
                self._tell_live(
                    request, services.change_facts(issue_id=obj.pk, facts=facts, by=by, at=now)
                )
        else:
            values = {name: form.cleaned_data[name] for name in IssueForm.Meta.fields}
            made = services.create_issue(by=by, at=now, **values)
            obj.__dict__.update(made.__dict__)
        services.save_draft(issue_id=obj.pk, body=form.cleaned_data["body"], by=by, at=now)

    def _tell_live(self, request: HttpRequest, labels: list[str]) -> None:
        if labels:
            text = _("%(fields)s 不属于正文，网站上已经换成新的。") % {"fields": "、".join(labels)}
            self.message_user(request, text, messages.INFO)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """By-lines and topics first; then what the pressed button asks for."""
        super().save_related(request, form, formsets, change)
        for name, follow in (("save_and_publish", self._publish), ("withdraw", self._withdraw)):
            if f"columns_issue_{name}" in request.POST and self.has_publish_permission(request):
                follow(request, form.instance)

    @action(description=_("保存并发布"), permissions=["publish"])
    def save_and_publish(self, request: HttpRequest, obj: Issue) -> None:
        """A button; what it asks for is done when by-lines and topics are saved too."""

    @action(description=_("保存并撤回"), permissions=["publish"])
    def withdraw(self, request: HttpRequest, obj: Issue) -> None:
        """A button likewise."""

    def get_actions_submit_line(self, request: HttpRequest, object_id: int) -> Any:
        """Only what is public can be withdrawn."""
        buttons = super().get_actions_submit_line(request, object_id)
        is_public = Issue.objects.public().filter(pk=object_id).exists()
        return [one for one in buttons if is_public or not one.action_name.endswith("withdraw")]

    def _publish(self, request: HttpRequest, issue: Issue) -> None:
        now = timezone.now()
        status = Issue.objects.values_list("status", flat=True).get(pk=issue.pk)
        try:
            with transaction.atomic():
                if status in (Issue.Status.DRAFT, Issue.Status.REVIEW):
                    services.approve_issue(issue_id=issue.pk, by=acting(request), at=now)
                services.publish_issue(issue_id=issue.pk, by=acting(request), at=now)
        except services.NotReady as problem:
            said = _("已保存，但还不能发布：%(problem)s。") % {"problem": problem}
            self.message_user(request, said, messages.WARNING)
        except IllegalMove:
            text = _("已保存。这一期的状态刚刚变了，请刷新页面再发布。")
            self.message_user(request, text, messages.WARNING)
        else:
            self.message_user(request, _("已发布，朗读正在准备。"), messages.SUCCESS)

    def has_publish_permission(self, request: HttpRequest, *_args: Any) -> bool:
        """Editors and chief editors."""
        return request.user.has_perm("columns.publish_issue")

    def _withdraw(self, request: HttpRequest, issue: Issue) -> None:
        try:
            services.withdraw_issue(issue_id=issue.pk, by=acting(request), at=timezone.now())
        except IllegalMove:
            self.message_user(request, _("只有已发布的一期可以撤回。"), messages.WARNING)
        else:
            self.message_user(request, _("已撤回，读者看不到了。"), messages.SUCCESS)
