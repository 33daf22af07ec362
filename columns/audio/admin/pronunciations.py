"""The lexicon at the editor's desk."""

from typing import Any

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin

from columns.audio.models import Pronunciation
from columns.audio.spoken import Entry, flaws, loops

FLAWS = {
    "empty": _("写作和读作都要填。"),
    "figures": _("要注拼音的词里不能有数字；请改用“换成别的字读”。"),
    "syllable": _("拼音写成“zeng1 yu4 qun2”这样：小写字母加声调数字，轻声用 5。"),
    "length": _("拼音的音节数要和汉字数一样多。"),
    "loop": _("读作里又出现了写作本身，读不出新的东西；请改写。"),
}


class PronunciationForm(forms.ModelForm):
    """A rule that works: one that does not would stop the narration of every issue it touches."""

    class Meta:
        model = Pronunciation
        fields = ("term", "kind", "reading", "case_sensitive", "column", "issue", "note")

    def clean(self) -> dict[str, Any]:
        """Refuse what cannot be said, and aliases that lead back to themselves."""
        given: dict[str, Any] = super().clean() or {}
        if not {"term", "kind", "reading"} <= given.keys():
            return given
        rule = Entry(given["term"], given["reading"], given["kind"], given["case_sensitive"])
        if found := flaws(rule):
            raise forms.ValidationError([str(FLAWS[code]) for code in found])
        others = Pronunciation.objects.exclude(pk=self.instance.pk)
        if circle := loops([*others, rule]):
            text = _("这几条读音首尾相接成了圈：%(terms)s。") % {"terms": "、".join(circle)}
            raise forms.ValidationError(text)
        return given


@admin.register(Pronunciation)
class PronunciationAdmin(ModelAdmin):
    """The lexicon."""

    form = PronunciationForm
    list_display = ("term", "reading", "kind", "column", "issue", "note")
    list_filter = ("kind", "column")
    search_fields = ("term", "reading", "note")
    autocomplete_fields = ("column", "issue")
