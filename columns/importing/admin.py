"""The import desk: upload, look at what would be made, confirm."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.decorators import display
from unfold.widgets import (
    UnfoldAdminFileFieldWidget,
    UnfoldAdminIntegerFieldWidget,
    UnfoldAdminSelectWidget,
)

from columns.importing import jobs
from columns.importing.models import ImportJob
from columns.importing.parsed import NotUnderstood
from columns.models import Column
from neican.accounts.desk import acting

ACCEPTED = ".txt,.md,.markdown,.html,.htm,.docx,.json"
STATE_COLOURS = {"waiting": "warning", "done": "success", "gone": "info"}


class UploadForm(forms.Form):
    """A file, and where it goes if it does not say so itself."""

    file = forms.FileField(
        label=_("文件"),
        max_length=200,
        widget=UnfoldAdminFileFieldWidget(attrs={"accept": ACCEPTED}),
        help_text=_("最大 12 MB。先看会做什么，确认之后才写入。"),
    )
    column = forms.ModelChoiceField(
        Column.objects.all(),
        label=_("专栏"),
        required=False,
        empty_label=_("按文件里写的"),
        widget=UnfoldAdminSelectWidget,
    )
    season_number = forms.IntegerField(
        label=_("第几季"),
        required=False,
        min_value=1,
        max_value=200,
        widget=UnfoldAdminIntegerFieldWidget,
        help_text=_("留空就按文件里写的；专栏只有一季时不用填。"),
    )

    def clean_file(self) -> UploadedFile:
        """Within bounds before it is read."""
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > jobs.UPLOAD_AT_MOST:
            raise forms.ValidationError(_("文件超过 12 MB。请让运维用命令行导入。"))
        return file


@admin.register(ImportJob)
class ImportJobAdmin(ModelAdmin):
    """A person's own imports. Whoever may open issues may import."""

    list_display = ("name", "kind", "column", "state", "uploaded_at")
    list_select_related = ("column",)

    @admin.display(description=_("格式"))
    def kind(self, job: ImportJob) -> str:
        """What the file turned out to be."""
        return str(job.rehearsal.get("format", ""))

    @display(description=_("状态"), label=STATE_COLOURS)
    def state(self, job: ImportJob) -> tuple[str, Any]:
        """Waiting, done, or let go."""
        if job.is_done:
            return "done", _("已导入")
        if job.has_expired(timezone.now()):
            return "gone", _("已过期")
        return "waiting", _("等待确认")

    def get_queryset(self, request: HttpRequest) -> QuerySet[ImportJob]:
        """Nobody sees the files of others; the bytes stay where they are."""
        found: QuerySet[ImportJob] = super().get_queryset(request)
        return found.filter(by=acting(request)).defer("content", "result")

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Upload and rehearse."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = UploadForm(request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid():
            job = self._rehearse(request, form)
            if job is not None:
                return HttpResponseRedirect(job.get_absolute_url())
        title = _("导入文件")
        return self._page(request, "admin/importing/upload.html", title, form=form)

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: Any = None,
    ) -> HttpResponse:
        """Show what would be done, do it on confirmation, show what was done."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        job = self.get_object(request, object_id)
        if job is None:
            raise Http404
        if request.method == "POST":
            return self._confirm(request, job)
        report = job.result if job.is_done else job.rehearsal
        return self._page(
            request,
            "admin/importing/report.html",
            _("导入结果") if job.is_done else _("试运行：会做什么"),
            job=job,
            report=report,
            is_gone=job.has_expired(timezone.now()),
        )

    def _rehearse(self, request: HttpRequest, form: UploadForm) -> ImportJob | None:
        file = form.cleaned_data["file"]
        try:
            return jobs.rehearse(
                name=file.name,
                data=file.read(),
                column=form.cleaned_data["column"],
                season_number=form.cleaned_data["season_number"],
                by=acting(request),
                at=timezone.now(),
            )
        except NotUnderstood as refusal:
            form.add_error("file", str(refusal))
            return None

    def _confirm(self, request: HttpRequest, job: ImportJob) -> HttpResponse:
        try:
            jobs.run(job_id=job.pk, by=acting(request), at=timezone.now())
        except jobs.JobGone as gone:
            self.message_user(request, str(gone), messages.ERROR)
        return HttpResponseRedirect(job.get_absolute_url())

    def _page(
        self, request: HttpRequest, template: str, title: Any, **context: Any
    ) -> TemplateResponse:
        whole = {**self.admin_site.each_context(request), "opts": self.opts, "title": title}
        return TemplateResponse(request, template, {**whole, **context})

    def has_module_permission(self, request: HttpRequest) -> bool:
        """As for adding."""
        return self.has_add_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """As for adding."""
        return self.has_add_permission(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Whoever may open issues."""
        return request.user.has_perm("columns.add_issue")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A report is read and confirmed, not edited."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """They go by themselves."""
        return False

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: Any = None
    ) -> HttpResponse:
        """There is none: the issues' own logs tell what was imported."""
        raise PermissionDenied
