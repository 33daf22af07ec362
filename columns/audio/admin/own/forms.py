"""What is asked of whoever brings a reading, and of whoever listened to it."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from columns.admin.fields import LineField, PlainCharField
from columns.audio.admin.own import clock
from columns.audio.human.placing import Mark
from columns.models import Revision

MOST_CHAPTERS = 60
LONGEST_TITLE = 80
ACCEPTED = ".mp3,.m4a,.wav,audio/mpeg,audio/mp4,audio/wav"


class BringForm(forms.Form):
    """A file, who reads in it, and which text."""

    reader = LineField(
        label=gettext_lazy("朗读者"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=gettext_lazy("写在播放器上：真人录音 · 名字。"),
        error_messages={"required": gettext_lazy("请写上是谁读的，读者会看到。")},
    )
    text = forms.TypedChoiceField(label=gettext_lazy("读的是哪一稿"), coerce=int)
    file = forms.FileField(
        label=gettext_lazy("录音文件"),
        max_length=200,
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        error_messages={
            "required": gettext_lazy("请选一个录音文件。"),
            "empty": gettext_lazy("这个文件是空的，请重新导出再上传。"),
        },
    )

    def __init__(self, *args: Any, texts: Sequence[Revision], live_id: int | None) -> None:
        super().__init__(*args)
        choices = [(text.pk, _label(text, live_id)) for text in texts]
        field = forms.TypedChoiceField(label=self.fields["text"].label, choices=choices, coerce=int)
        if len(choices) == 1:
            field.widget, field.initial = forms.HiddenInput(), choices[0][0]
        self.fields["text"] = field
        most = settings.OWN_RECORDING_MEGABYTES
        self.fields["file"].help_text = _(
            "MP3、M4A 或 WAV，10 秒到 6 小时，最大 %(most)s MB。音量会自动调好，不用先处理。"
        ) % {"most": most}

    def clean_file(self) -> UploadedFile:
        """Within bounds before anybody reads it."""
        file: UploadedFile = self.cleaned_data["file"]
        most = settings.OWN_RECORDING_MEGABYTES
        if (file.size or 0) > most * 1_000_000:
            said = _("文件超过 %(most)s MB。请导出成 MP3（128 kbps 就够）再上传。")
            raise forms.ValidationError(said % {"most": most})
        return file


def _label(text: Revision, live_id: int | None) -> str:
    words = {"number": text.number}
    if text.pk == live_id:
        return _("线上的一稿（修订 %(number)s）") % words
    return _("已通过、还没上线的一稿（修订 %(number)s）") % words


class ConfirmForm(forms.Form):
    """Chapters, and how far everybody may listen; `heard` names the upload that was listened to."""

    heard = forms.CharField(required=False, max_length=100, widget=forms.HiddenInput)
    reader = LineField(label=gettext_lazy("朗读者"), max_length=40)
    chapters = PlainCharField(
        label=gettext_lazy("章节"),
        required=False,
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
        help_text=gettext_lazy("一行一章：时间，空一格，标题。会对到最近的停顿上。"),
    )
    free_until = LineField(
        label=gettext_lazy("试听到"),
        required=False,
        max_length=9,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "placeholder": "01:20"}),
    )
    is_confirmed = forms.BooleanField(
        label=gettext_lazy("我听过了，这之前没有付费部分的话，可以给所有人试听"), required=False
    )

    def __init__(self, *args: Any, duration_ms: int, **more: Any) -> None:
        super().__init__(*args, **more)
        self._duration_ms = duration_ms

    def clean_chapters(self) -> list[Mark]:
        """In order, within the sound, each with a title."""
        rows = [row.strip() for row in self.cleaned_data["chapters"].splitlines() if row.strip()]
        if len(rows) > MOST_CHAPTERS:
            said = _("最多 %(most)s 章。") % {"most": MOST_CHAPTERS}
            raise forms.ValidationError(said)
        marks = [self._mark(row) for row in rows]
        for one, two in pairwise(marks):
            if two.start_ms <= one.start_ms:
                said = _("“%(title)s”要排在前一章的后面，请按时间先后写。") % {"title": two.title}
                raise forms.ValidationError(said)
        return marks

    def _mark(self, row: str) -> Mark:
        when, _blank, title = row.partition(" ")
        start_ms, title = clock.read(when), title.strip()
        if start_ms is None or not title:
            said = _("“%(row)s”看不懂。请写成“03:25 标题”这样。") % {"row": row[:40]}
            raise forms.ValidationError(said)
        if len(title) > LONGEST_TITLE:
            said = _("“%(title)s…”太长，章节标题最多 80 个字。") % {"title": title[:20]}
            raise forms.ValidationError(said)
        if start_ms >= self._duration_ms:
            words = {"title": title, "end": clock.shown(self._duration_ms)}
            raise forms.ValidationError(_("“%(title)s”在录音结束（%(end)s）之后。") % words)
        return Mark(title, start_ms)

    def clean_free_until(self) -> int | None:
        """Milliseconds; nothing where nothing is given."""
        written = self.cleaned_data["free_until"]
        if not written:
            return None
        until_ms = clock.read(written)
        if until_ms is None or until_ms == 0:
            raise forms.ValidationError(_("时间写成“01:20”这样，分和秒。"))
        return until_ms

    def clean(self) -> dict[str, Any]:
        """A place without a word that somebody listened is none; nor a word without a place."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("free_until") and not given.get("is_confirmed"):
            self.add_error("is_confirmed", _("请先听一遍这一段，再勾上。不开放试听就把时间删掉。"))
        has_no_place = "free_until" in given and given["free_until"] is None
        if given.get("is_confirmed") and has_no_place:
            self.add_error("free_until", _("勾了确认，却没有写试听到哪里。"))
        return given
