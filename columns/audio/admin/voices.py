"""Who speaks, and how a column is read."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.widgets import UnfoldAdminSelectWidget

from columns.admin.fields import PlainModelForm
from columns.audio.models import HouseVoice, NarrationSettings
from columns.audio.voices import speakers, wrongs

NOTHING_REREAD = _("已经读好的期不会自己重读；以后新读的照这里来。要让旧的也换，请用“补做”。")
_NAMED = 8  # speakers in one sentence


class VoiceForm(PlainModelForm):
    """A voice of an engine that the settings know."""

    engine = forms.ChoiceField(label=_("引擎"), widget=UnfoldAdminSelectWidget)

    class Meta:
        model = HouseVoice
        fields = ("name", "engine", "speaker", "speed")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = list(settings.NARRATION_ENGINES)
        gone = [one for one in [self.instance.engine] if one and one not in names]
        # One that an operator took out of the settings is still named, or nobody could mend it.
        labels = [(name, name) for name in names]
        if "engine" in self.fields:
            self.fields["engine"].choices = labels + [  # type: ignore[attr-defined]
                (name, _("%(name)s（设置里已经没有）") % {"name": name}) for name in gone
            ]

    def clean_engine(self) -> str:
        """:raises ValidationError: for one that cannot speak."""
        engine: str = self.cleaned_data["engine"]
        if engine not in settings.NARRATION_ENGINES:
            raise forms.ValidationError(_("设置里没有这个引擎了，请换一个，或请运维加回来。"))
        if found := wrongs({engine: settings.NARRATION_ENGINES[engine]}):
            raise forms.ValidationError(found[0])
        return engine

    def clean(self) -> dict[str, Any]:
        """Refuse a speaker that the engine says it has not: every narration would fail by it."""
        given = {**super().clean()}
        engine, speaker = given.get("engine"), given.get("speaker")
        known = speakers(settings.NARRATION_ENGINES, engine) if engine and speaker else ()
        if known and speaker not in known:
            some = "、".join(known[:_NAMED])
            refusal = _("引擎没有叫“%(speaker)s”的发音人；它有：%(some)s 等。")
            self.add_error("speaker", refusal % {"speaker": speaker, "some": some})
        return given


@admin.register(HouseVoice)
class HouseVoiceAdmin(ModelAdmin):
    """The house's voices."""

    form = VoiceForm
    list_display = ("name", "engine", "speaker", "speed")
    search_fields = ("name", "speaker")

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Says that what was read stays as it is."""
        super().save_model(request, obj, form, change)
        if change and form.changed_data:
            self.message_user(request, NOTHING_REREAD, messages.INFO)


@admin.register(NarrationSettings)
class NarrationSettingsAdmin(ModelAdmin):
    """How columns are read; the site's row stands for all that have none of their own."""

    form = type(
        "NarrationSettingsForm",
        (PlainModelForm,),
        {"Meta": type("Meta", (), {"model": NarrationSettings, "fields": "__all__"})},
    )
    list_display = ("__str__", "voice", "quote_voice", "captions", "tables", "notes")
    list_select_related = ("column", "voice", "quote_voice")
    autocomplete_fields = ("column",)
    fieldsets = (
        (None, {"fields": ("column",)}),
        (_("谁来读"), {"fields": ("voice", "quote_voice"), "description": NOTHING_REREAD}),
        (
            _("开头说什么"),
            {"fields": ("says_column", "says_issue", "says_author", "says_disclosure")},
        ),
        (_("怎么读正文"), {"fields": ("announces_sections", "captions", "tables", "notes")}),
    )

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """A row stays with its column, and the site's is no column's."""
        return ("column",) if obj is not None else ()

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """The site's row is what all others fall back on; in a list it could hide among them."""
        if obj is None:
            return False if _is_bulk(request) else bool(super().has_delete_permission(request))
        is_sites = obj.column_id is None
        return not is_sites and bool(super().has_delete_permission(request, obj))

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Says that what was read stays as it is."""
        super().save_model(request, obj, form, change)
        self.message_user(request, NOTHING_REREAD, messages.INFO)


def _is_bulk(request: HttpRequest) -> bool:
    """Whether several rows of the list are meant."""
    return request.resolver_match is not None and str(request.resolver_match.url_name).endswith(
        "_changelist"
    )
