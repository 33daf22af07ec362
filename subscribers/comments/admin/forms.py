"""Forms of the moderators' desk."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Case, When
from django.forms.models import BaseInlineFormSet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from unfold.widgets import (
    UnfoldAdminSelectWidget,
    UnfoldAdminTextareaWidget,
    UnfoldAdminTextInputWidget,
)

from subscribers.comments.models import Clause, Comment, Guidelines
from subscribers.comments.moderation.pipeline import CHECKS
from subscribers.comments.services.deciding import LONGEST_REASON

# The field at which the moderator is told what his decision lacks.
FIELD_OF = {"no_clause": "clause", "wrong_clause": "clause", "no_reason": "reason"}
FIELD_OF["long_reason"] = "reason"


class DecisionForm(forms.Form):
    """What a moderator decides; the service knows the rules, this form keeps the words."""

    expected_state = forms.CharField(widget=forms.HiddenInput)
    # The button pressed says it.
    to_state = forms.ChoiceField(choices=Comment.State.choices)
    clause = forms.ModelChoiceField(
        label=_("条款"),
        queryset=Clause.objects.none(),
        required=False,
        empty_label=_("移除时选一条"),
        widget=UnfoldAdminSelectWidget,
    )
    reason = forms.CharField(
        label=_("理由"),
        required=False,
        max_length=LONGEST_REASON,
        help_text=_("移除时必填，评论者会看到。"),
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, comment: Comment, **kwargs: Any) -> None:
        """Offers the clauses of the rules that the comment was written under."""
        super().__init__(*args, **kwargs)
        self.initial.setdefault("expected_state", comment.state)
        self.initial.setdefault("clause", _first_cited(comment))
        clause: Any = self.fields["clause"]
        clause.queryset = comment.guidelines.clauses.all()

    def clean(self) -> dict[str, Any]:
        """A release cites nothing: the clause stands there because the machine named it."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("to_state") == Comment.State.VISIBLE:
            data["clause"] = None
        return data


def _first_cited(comment: Comment) -> int | None:
    """The clause of the machine's gravest objection."""
    gravest = comment.verdicts.order_by(Case(When(outcome="remove", then=0), default=1), "pk")
    return gravest.values_list("clause", flat=True).first()


class LadderField(forms.CharField):
    """The steps of a ladder, written with commas between them; a list in the table."""

    STEP = re.compile(r"delete|mute_[1-9]\d{0,3}d|suspend")

    def prepare_value(self, value: Any) -> Any:
        """The list as it is written."""
        return ", ".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        """
        The list.

        :raises ValidationError: for a step that does not exist.
        """
        steps = re.findall(r"[^\s,，、]+", super().to_python(value) or "")
        for step in steps:
            if self.STEP.fullmatch(step) is None:
                raise ValidationError(_("没有“%(step)s”这一步。"), params={"step": step})
        return steps


class ClauseForm(forms.ModelForm):
    """A clause with a ladder that people can read."""

    ladder = LadderField(
        label=_("处理阶梯"),
        help_text=_("依次是第一次、第二次……违反时的处理：delete、mute_7d（天数）、suspend。"),
        widget=UnfoldAdminTextInputWidget,
    )

    class Meta:
        model = Clause
        fields = ("number", "code", "title", "text", "default_action", "ladder")


class ClauseFormSet(BaseInlineFormSet):
    """The clauses of one version."""

    def clean(self) -> None:
        """A clause that the checks cite must be there, or they could not judge."""
        super().clean()
        codes = {form.cleaned_data.get("code") for form in self.forms if form.has_changed()}
        codes |= {form.instance.code for form in self.initial_forms}
        missing = sorted({check.clause for check in CHECKS} - codes)
        if missing:
            message = _("机审会引用这些代号的条款，请补上：%(codes)s")
            raise ValidationError(message, params={"codes": "、".join(missing)})


class GuidelinesForm(forms.ModelForm):
    """A version of the rules, before it holds."""

    class Meta:
        model = Guidelines
        fields = ("title", "preamble", "valid_from")

    def clean_valid_from(self) -> Any:
        """Rules hold from when people could read them."""
        valid_from = self.cleaned_data["valid_from"]
        if valid_from < timezone.now():
            raise ValidationError(_("生效时间不能早于现在。"))
        return valid_from
