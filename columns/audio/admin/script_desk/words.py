"""A pronunciation made where it is heard: a word of a sentence, its reading, how far it holds."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from columns.admin.fields import LineField
from columns.admin.pages import issue_page
from columns.audio import services, tasks
from columns.audio.admin.effects import confirmed, effect_of, logged, told
from columns.audio.admin.script_desk.page import Part, part_of, script_address
from columns.audio.admin.script_desk.texts import Desk, desk_of
from columns.audio.admin.script_desk.views import line_in
from columns.audio.models import Pronunciation
from neican.accounts.desk import acting
from neican.kernel.bell import BELL

SCOPES = (
    ("issue", gettext_lazy("只在这一期")),
    ("column", gettext_lazy("整个专栏")),
    ("site", gettext_lazy("全站")),
)


class WordForm(forms.Form):
    """How a word is said, and where."""

    term = LineField(label=gettext_lazy("写作"), max_length=60)
    kind = forms.ChoiceField(
        label=gettext_lazy("方式"),
        choices=Pronunciation.Kind.choices,
        widget=forms.RadioSelect,
        initial=Pronunciation.Kind.PINYIN,
    )
    reading = LineField(
        label=gettext_lazy("读作"),
        max_length=120,
        help_text=gettext_lazy("拼音用数字标调，音节间空一格：zeng1 yu4 qun2。"),
    )
    case_sensitive = forms.BooleanField(label=gettext_lazy("区分大小写"), required=False)
    scope = forms.ChoiceField(
        label=gettext_lazy("管多宽"), choices=SCOPES, widget=forms.RadioSelect, initial="issue"
    )
    note = LineField(label=gettext_lazy("备注"), max_length=120, required=False)
    told = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, desk: Desk, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._desk = desk
        self.rule: Pronunciation | None = None
        self.effect: dict[str, Any] | None = None

    def clean(self) -> dict[str, Any]:
        """Refuse what cannot work; say what it changes before it is saved."""
        given: dict[str, Any] = super().clean() or {}
        if self.errors:
            return given
        self.rule = self._rule(given)
        self.effect = effect_of(self.rule)
        if self.effect["flaws"]:
            raise forms.ValidationError(self.effect["flaws"])
        if not confirmed(self.effect, given["told"]):
            self.add_error(None, told(self.effect))
            # Shown again, the form says that it has been told.
            self.data = {**self.data, "told": self.effect["key"]}
        return given

    def _rule(self, given: dict[str, Any]) -> Pronunciation:
        """The rule of that term in that scope, changed; else a new one."""
        issue = self._desk.issue
        scopes: dict[str, dict[str, Any]] = {
            "issue": {"issue": issue, "column": None},
            "column": {"issue": None, "column": issue.season.column},
            "site": {"issue": None, "column": None},
        }
        scope = scopes[given["scope"]]
        found = Pronunciation.objects.filter(term=given["term"], **scope).first()
        rule = found or Pronunciation(term=given["term"], **scope)
        for name in ("kind", "reading", "case_sensitive"):
            setattr(rule, name, given[name])
        rule.note = given["note"] or rule.note
        return rule


@require_http_methods(["GET", "HEAD", "POST"])
def word(request: HttpRequest, issue_id: int) -> HttpResponse:
    """The form, in a dialog or on a page of its own; saved, the sentence is shown again."""
    given = request.POST if request.method == "POST" else request.GET
    desk = desk_of(request, issue_id, given.get("revision", ""))
    if not (desk.may_change and request.user.has_perm("audio.add_pronunciation")):
        raise PermissionDenied("audio.add_pronunciation")
    sentence_id = given.get("sentence", "")
    part = part_of(desk, "", sentence_id=sentence_id)
    line = line_in(part, sentence_id)
    if request.method != "POST":
        asked = {"term": given.get("term", "")[:60], "reading": given.get("reading", "")[:120]}
        kind = "alias" if asked["term"].isascii() and asked["term"] else "pinyin"
        form = WordForm(desk=desk, initial={**asked, "kind": kind})
        return _shown(request, desk, part, line.text, sentence_id, form)
    form = WordForm(request.POST.dict(), desk=desk)
    if not form.is_valid() or form.rule is None:
        return _shown(request, desk, part, line.text, sentence_id, form, status=422)
    return _kept(request, form.rule, script_address(desk, part, sentence_id))


def _kept(request: HttpRequest, rule: Pronunciation, address: str) -> HttpResponse:
    is_new = rule.pk is None
    found = services.keep_rule(rule=rule, by=acting(request), at=timezone.now())
    logged(request, rule, is_new=is_new)
    BELL.ring(tasks.narrate)
    counted = {"rule": rule, "issues": found.issues, "sentences": found.count}
    said = _("%(rule)s：记下了，以后照这样读。")
    if found.count:
        said = _("%(rule)s：记下了，%(issues)s 期的 %(sentences)s 句会重新读。")
    messages.success(request, said % counted)
    if "application/json" in request.headers.get("Accept", ""):
        return JsonResponse({"to": address})
    return HttpResponseRedirect(address)


def _shown(
    request: HttpRequest,
    desk: Desk,
    part: Part,
    text: str,
    sentence_id: str,
    form: WordForm,
    *,
    status: int = 200,
) -> HttpResponse:
    context = {
        "desk": desk,
        "form": form,
        "text": text,
        "sentence": sentence_id,
        "back": script_address(desk, part, sentence_id),
    }
    if request.headers.get("X-Requested-With") == "fetch":
        template = "admin/audio/script/_word.html"
        whole = {"issue": desk.issue, **context}
        return TemplateResponse(request, template, whole, status=status)
    return issue_page(
        request,
        "admin/audio/script/word.html",
        issue=desk.issue,
        title=_("读音"),
        room="script",
        status=status,
        **context,
    )
