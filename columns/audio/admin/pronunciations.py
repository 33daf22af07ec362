"""The lexicon at the editor's desk."""

from hashlib import sha256
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe
from unfold.admin import ModelAdmin
from unfold.widgets import UnfoldAdminFileFieldWidget

from columns.admin.fields import PlainModelForm
from columns.audio import services, tasks
from columns.audio.admin import effects
from columns.audio.admin.pronunciation_files import FileRow, Unreadable, decoded, rehearsed, written
from columns.audio.affected import Change
from columns.audio.models import Pronunciation
from columns.audio.services.pronouncing import changes_of
from columns.models import Column, Issue
from neican.accounts.desk import acting
from neican.kernel.bell import BELL
from neican.kernel.numbers import number_in
from neican.kernel.typed import one_line

UPLOAD_AT_MOST = 1_000_000  # bytes


class PronunciationForm(PlainModelForm):
    """A rule that works: one that does not would stop the narration of every issue it touches."""

    told = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Pronunciation
        fields = ("term", "kind", "reading", "case_sensitive", "column", "issue", "note")

    effect: dict[str, Any] | None = None

    def clean(self) -> dict[str, Any]:
        """Refuse what cannot be said or is there already; say what is changed before it is."""
        told = self.cleaned_data.pop("told", "")  # no field of the table
        given = {**super().clean(), "told": told}
        if given.get("column") and given.get("issue"):
            self.add_error("issue", _("专栏和期只能选一个：选了期，就只管这一期。"))
        if not {"term", "kind", "reading", "issue", "column"} <= given.keys() or self.errors:
            return given
        rule = Pronunciation(
            pk=self.instance.pk, **{name: given[name] for name in PronunciationForm.Meta.fields}
        )
        if self._is_there(rule):
            self.add_error("term", _("这个词在同一个范围里已经有一条了，请改那一条。"))
            return given
        self.effect = effects.effect_of(rule)
        if self.effect["flaws"]:
            raise forms.ValidationError(self.effect["flaws"])
        if not effects.confirmed(self.effect, told):
            key = self.effect["key"]
            # Shown again, the form says that it has been told.
            self.data = {**{name: self.data[name] for name in self.data}, "told": key}
            raise forms.ValidationError(effects.told(self.effect))
        return given

    def _is_there(self, rule: Pronunciation) -> bool:
        others = Pronunciation.objects.exclude(pk=self.instance.pk)
        return others.filter(term=rule.term, column=rule.column, issue=rule.issue).exists()


class FileForm(forms.Form):
    """A table of pronunciations."""

    file = forms.FileField(
        label=gettext_lazy("文件"),
        max_length=200,
        widget=UnfoldAdminFileFieldWidget(attrs={"accept": ".csv,text/csv"}),
    )

    def clean_file(self) -> str:
        """The text of it, within bounds."""
        file = self.cleaned_data["file"]
        if file.size > UPLOAD_AT_MOST:
            raise forms.ValidationError(_("文件超过 1 MB，请分几次传。"))
        try:
            return decoded(file.read())
        except Unreadable as refusal:
            raise forms.ValidationError(str(refusal)) from refusal


@admin.register(Pronunciation)
class PronunciationAdmin(ModelAdmin):
    """The lexicon."""

    form = PronunciationForm
    list_display = ("term", "reading", "kind", "scope", "note")
    list_filter = ("kind", "column")
    list_select_related = ("column", "issue")
    search_fields = ("term", "reading", "note")
    autocomplete_fields = ("column", "issue")
    change_form_template = "admin/audio/pronunciation/form.html"
    change_list_template = "admin/audio/pronunciation/list.html"
    delete_confirmation_template = "admin/audio/pronunciation/delete.html"

    def get_urls(self) -> list[Any]:
        """Files and effects, before Django's own addresses."""
        guard = self.admin_site.admin_view
        own = [
            path("export/", guard(require_safe(self.export)), name="audio_pronunciation_export"),
            path(
                "import/",
                guard(require_http_methods(["GET", "HEAD", "POST"])(self.take_in)),
                name="audio_pronunciation_import",
            ),
            path("effect/", guard(require_safe(self.effect)), name="audio_pronunciation_effect"),
        ]
        return [*own, *super().get_urls()]

    @admin.display(description=gettext_lazy("范围"))
    def scope(self, rule: Pronunciation) -> str:
        """Where it holds."""
        return str(rule.issue or rule.column or _("全站"))

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """What was told travels along unseen."""
        names = [*PronunciationForm.Meta.fields]
        may_write = self.has_change_permission(request, obj)
        return ((None, {"fields": [*names, "told"] if may_write else names}),)

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, obj: Any = None, **kwargs: Any
    ) -> HttpResponse:
        """With the effect of what was typed, if it was asked to be told."""
        form = context["adminform"].form
        effect = getattr(form, "effect", None)
        whole = {**context, "effect": effect}
        page: HttpResponse = super().render_change_form(request, whole, *args, obj=obj, **kwargs)
        return page

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Save it, and have spoken anew what it touches."""
        found = services.keep_rule(rule=obj, by=acting(request), at=timezone.now())
        self._ring(request, found.issues, found.count)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        """Take it away; the former sound comes back."""
        found = services.remove_rules(rule_ids=[obj.pk], by=acting(request), at=timezone.now())
        self._ring(request, found.issues, found.count)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Pronunciation]) -> None:
        """Several at once."""
        ids = list(queryset.values_list("pk", flat=True))
        found = services.remove_rules(rule_ids=ids, by=acting(request), at=timezone.now())
        self._ring(request, found.issues, found.count)

    def _ring(self, request: HttpRequest, issues: int, sentences: int) -> None:
        if sentences:
            BELL.ring(tasks.narrate)
            said = _("%(issues)s 期的 %(sentences)s 句会重新读。")
            counted = {"issues": issues, "sentences": sentences}
            self.message_user(request, said % counted, messages.INFO)

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: Any = None
    ) -> HttpResponse:
        """Says what goes back to its former sound."""
        rule = self.get_object(request, object_id)
        effect = effects.effect_of_changes([Change(rule, None)]) if rule else None
        page: HttpResponse = super().delete_view(request, object_id, {"effect": effect})
        return page

    def effect(self, request: HttpRequest) -> JsonResponse:
        """What a rule as it stands in a form would change."""
        if not self._may_keep(request):
            raise PermissionDenied("audio.change_pronunciation")
        given = request.GET
        rule = Pronunciation(
            pk=number_in(given.get("pk", "")),
            term=one_line(given.get("term", ""))[:60],
            reading=one_line(given.get("reading", ""))[:120],
            kind="pinyin" if given.get("kind") == "pinyin" else "alias",
            case_sensitive=bool(given.get("case_sensitive")),
            column=Column.objects.filter(pk=number_in(given.get("column", "")) or 0).first(),
            issue=Issue.objects.filter(pk=number_in(given.get("issue", "")) or 0).first(),
        )
        return JsonResponse(effects.effect_of(rule))

    def _may_keep(self, request: HttpRequest) -> bool:
        names = ("audio.add_pronunciation", "audio.change_pronunciation")
        return all(map(request.user.has_perm, names))

    def export(self, request: HttpRequest) -> HttpResponse:
        """All rules as a table."""
        if not self._may_keep(request):
            raise PermissionDenied("audio.change_pronunciation")
        rules = Pronunciation.objects.select_related("column", "issue").order_by("term", "pk")
        response = HttpResponse(written(rules), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = 'attachment; filename="pronunciations.csv"'
        response["Cache-Control"] = "private, no-store"
        return response

    def take_in(self, request: HttpRequest) -> HttpResponse:
        """Look at what a table would do, then take it in, whole or not at all."""
        if not self._may_keep(request):
            raise PermissionDenied("audio.change_pronunciation")
        if request.method != "POST":
            return self._file_page(request, FileForm())
        if "text" in request.POST:
            return self._confirmed(request, request.POST["text"], request.POST.get("seen", ""))
        form = FileForm(request.POST, request.FILES)
        if not form.is_valid():
            return self._file_page(request, form, status=422)
        return self._rehearsed(request, form, form.cleaned_data["file"])

    def _rehearsed(self, request: HttpRequest, form: FileForm, text: str) -> HttpResponse:
        try:
            return self._report(request, text, rehearsed(text))
        except Unreadable as refusal:
            form.add_error("file", str(refusal))
            return self._file_page(request, form, status=422)

    def _confirmed(self, request: HttpRequest, text: str, seen: str) -> HttpResponse:
        try:
            rows = rehearsed(text)
        except Unreadable as refusal:  # not what was shown
            raise BadRequest(str(refusal)) from refusal
        coming = _coming(rows)
        if _digest(rows) != seen or _has_refused(rows) or not coming:
            messages.warning(request, _("试运行之后读音表又变了，请再看一遍。"))
            return self._report(request, text, rows, status=409)
        new = {id(rule): rule.pk is None for rule in coming}
        found = services.keep_rules(rules=coming, by=acting(request), at=timezone.now())
        for rule in coming:
            effects.logged(request, rule, is_new=new[id(rule)])
        messages.success(request, _("导入了 %(count)s 条读音。") % {"count": len(coming)})
        self._ring(request, found.issues, found.count)
        return HttpResponseRedirect(reverse("admin:audio_pronunciation_changelist"))

    def _report(
        self, request: HttpRequest, text: str, rows: list[FileRow], *, status: int = 200
    ) -> HttpResponse:
        coming = [] if _has_refused(rows) else _coming(rows)
        return self._file_page(
            request,
            FileForm(),
            status=status,
            rows=rows,
            text=text,
            seen=_digest(rows),
            refused=[row for row in rows if row.outcome == "refused"],
            coming=coming,
            effect=effects.effect_of_changes(changes_of(coming)) if coming else None,
        )

    def _file_page(
        self, request: HttpRequest, form: FileForm, *, status: int = 200, **context: Any
    ) -> HttpResponse:
        whole = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("导入读音"),
            "form": form,
            **context,
        }
        template = "admin/audio/pronunciation/import.html"
        response = TemplateResponse(request, template, whole, status=status)
        response["Cache-Control"] = "private, no-store"
        return response


def _coming(rows: list[FileRow]) -> list[Pronunciation]:
    """The rules that a table would change or make."""
    return [row.rule for row in rows if row.rule and row.outcome in ("new", "changed")]


def _has_refused(rows: list[FileRow]) -> bool:
    return any(row.outcome == "refused" for row in rows)


def _digest(rows: list[FileRow]) -> str:
    """What was shown, so that just this is confirmed."""
    said = "\n".join(f"{row.line}{row.term}{row.reading}{row.outcome}" for row in rows)
    return sha256(said.encode()).hexdigest()
