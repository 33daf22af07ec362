"""How an issue's facts are shown and posted. Each works as plain HTML; scripts make it quick."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.template.loader import render_to_string
from django.utils.datastructures import MultiValueDict
from django.utils.safestring import SafeString


class _OwnTemplate(forms.Widget):
    """Drawn from the project's templates, wherever the form is drawn."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """The widget's HTML."""
        return render_to_string(self.template_name, self.get_context(name, value, attrs))


class AuthorsWidget(_OwnTemplate, forms.SelectMultiple):
    """Ordered authors: chips where scripts run, else a list whose chosen ones stand first."""

    template_name = "admin/columns/issue/widgets/authors.html"

    def optgroups(self, name: str, value: Any, attrs: Any = None) -> Any:
        """Chosen ones in printed order before the others: a browser posts in order of the page."""
        places = {str(pk): place for place, pk in enumerate(value or [])}
        self.choices = sorted(
            self.choices, key=lambda choice: places.get(str(choice[0]), len(places))
        )
        return super().optgroups(name, value, attrs)


class TopicsWidget(_OwnTemplate):
    """Rows of label, question and section, posted as three lists of equal length."""

    template_name = "admin/columns/issue/widgets/topics.html"
    PARTS = ("label", "question", "section")

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        """The rows, and an empty one to write in where no script adds any."""
        context = super().get_context(name, value, attrs)
        context["widget"]["rows"] = [*(value or []), dict.fromkeys(self.PARTS, "")]
        return context

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[dict[str, str]]:
        """Rows with a word in them."""
        lists = [_list(data, f"{name}_{part}") for part in self.PARTS]
        rows = (dict(zip(self.PARTS, row, strict=True)) for row in zip(*lists, strict=False))
        return [row for row in rows if any(value.strip() for value in row.values())]

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        """No topics at all is an answer too."""
        return False


def _list(data: Mapping[str, Any], name: str) -> Iterable[str]:
    return data.getlist(name) if isinstance(data, MultiValueDict) else data.get(name, [])
