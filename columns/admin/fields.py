"""An issue's facts as form fields: what comes from a browser, or a script, made plain data."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from columns.admin.widgets import AuthorsWidget, TopicsWidget
from columns.models import Author
from neican.kernel.typed import one_line, plain

MOST_AUTHORS = 20
MOST_TOPICS = 30
LIMITS = {"label": 30, "question": 200, "section": 80}  # characters, as the topics' columns


class PlainCharField(forms.CharField):
    """Text of several lines, without what cannot be seen or kept."""

    def to_python(self, value: Any) -> str:
        """:raises ValidationError: if it is no text."""
        if not isinstance(value, str | None):
            raise ValidationError(_("这里只能写字。"))
        return super().to_python(plain(value or "")) or ""


class LineField(PlainCharField):
    """Text on one line, however it was pasted."""

    def to_python(self, value: Any) -> str:
        """Runs of blanks and line breaks are one blank."""
        return one_line(super().to_python(value))


class PlainModelForm(forms.ModelForm):
    """A row's words without what cannot be seen or kept; only long texts have lines."""

    def clean(self) -> dict[str, Any]:
        """Clean before the model looks for what is missing or there already."""
        given: dict[str, Any] = super().clean() or {}
        for name, value in given.items():
            if isinstance(value, str):
                has_lines = isinstance(self._meta.model._meta.get_field(name), models.TextField)
                given[name] = plain(value).strip() if has_lines else one_line(value)
        return given


class AuthorsField(forms.Field):
    """Ids of authors in printed order, each once."""

    widget = AuthorsWidget

    def prepare_value(self, value: Any) -> Any:
        """As the list's options."""
        return [str(pk) for pk in value or []]

    def to_python(self, value: Any) -> list[int]:
        """:raises ValidationError: for anything but ids of authors that are still there."""
        ids = list(dict.fromkeys(_ids(value)))
        if len(ids) > MOST_AUTHORS or Author.objects.filter(pk__in=ids).count() != len(ids):
            raise ValidationError(_("署名里有一位已经不在作者名单上，请重新选择作者。"))
        return ids


class TopicsField(forms.Field):
    """The opening list: [{"label", "question", "section"}], each part within its bounds."""

    widget = TopicsWidget

    def to_python(self, value: Any) -> list[dict[str, str]]:
        """:raises ValidationError: for anything else."""
        rows = value or []
        if not isinstance(rows, list) or len(rows) > MOST_TOPICS:
            raise ValidationError(_("话题太多或格式不对。"))
        return [_topic(row, number) for number, row in enumerate(rows, start=1)]

    def validate(self, value: list[dict[str, str]]) -> None:
        """An unfinished row is named."""
        super().validate(value)
        for number, row in enumerate(value, start=1):
            if not (row["label"] and row["question"]):
                text = _("第 %(number)s 个话题还没写完：话题和问题都要有，不要的话请去掉这一行。")
                raise ValidationError(text % {"number": number})


def _topic(row: Any, number: int) -> dict[str, str]:
    topic: dict[str, str] = {}
    for part in TopicsWidget.PARTS:
        value = row.get(part, "") if isinstance(row, Mapping) else None
        limit, line = LIMITS[part], one_line(value) if isinstance(value, str) else None
        if line is None or len(line) > limit:
            text = _("第 %(number)s 个话题里有一格超过了 %(limit)s 个字。")
            raise ValidationError(text % {"number": number, "limit": limit})
        topic[part] = line
    return topic


def _ids(values: Any) -> list[int]:
    try:
        return [_id(one) for one in values]
    except (TypeError, ValueError) as problem:
        raise ValidationError(_("这里要选名单上的一项。")) from problem


def _id(value: Any) -> int:
    number = int(str(value))
    if not 0 < number < 2**63:
        raise ValueError(value)
    return number


def author_choices() -> list[tuple[int, str]]:
    """All authors, for the widget."""
    return list(Author.objects.order_by("name").values_list("pk", "name"))
