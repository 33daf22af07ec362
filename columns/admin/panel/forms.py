"""What each step asks of its person."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.db.models import QuerySet
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from columns.admin.fields import PlainCharField
from columns.admin.panel.people import colleagues, passers
from columns.admin.panel.times import LocalTimeField, end_of
from columns.models import Issue
from neican.accounts.models import User
from neican.kernel import zones

_LINES = {"rows": 2}


def form_id(step: str) -> str:
    """The id of the form that a step's fields belong to; it stands outside of the desk's own."""
    return f"nc-step-{step}"


class StepForm(forms.Form):
    """Every step says in which stage its person saw the issue: what changed since is told him."""

    stage = forms.CharField(widget=forms.HiddenInput)

    def __init__(
        self,
        data: Any = None,
        *,
        issue: Issue,
        by: User,
        step: str,
        typed: Mapping[str, str] | None = None,
    ) -> None:
        """`typed`: what its person wrote here before, and was refused."""
        super().__init__(data, auto_id=f"nc-{step}-%s")
        self.issue, self.by = issue, by
        self.initial["stage"] = issue.stage
        self.ask()
        self.initial.update({name: typed[name] for name in self.fields if typed and name in typed})
        for field in self.fields.values():
            field.widget.attrs["form"] = form_id(step)

    def ask(self) -> None:
        """Fill in choices and initial values."""


class HandoverForm(StepForm):
    """To whom, until when, and what to look at."""

    person = forms.ModelChoiceField(queryset=User.objects.none(), required=False)
    due = forms.DateField(
        label=gettext_lazy("最晚哪天"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    note = PlainCharField(
        label=gettext_lazy("要留意什么"),
        required=False,
        max_length=200,
        widget=forms.Textarea(attrs=_LINES),
    )

    def offer(self, people: QuerySet[User], label: str, nobody: str) -> None:
        """Name the people who may be chosen, and what choosing none means."""
        field = forms.ModelChoiceField(
            queryset=people, label=label, required=False, empty_label=nobody
        )
        self.fields["person"] = field

    def due_at(self) -> datetime | None:
        """The end of the day that was named."""
        due = self.cleaned_data["due"]
        return end_of(due) if due else None


class SubmitForm(HandoverForm):
    """Handing in for review."""

    def ask(self) -> None:
        """Nobody hands in to himself."""
        people = passers().exclude(pk=self.by.pk)
        self.offer(people, _("请谁审"), _("主编们（谁有空谁审）"))


class AssignForm(HandoverForm):
    """Saying who has it now."""

    def ask(self) -> None:
        """Begins with who has it and until when."""
        self.offer(colleagues(self.issue), _("交给谁"), _("没有人"))
        self.initial["person"] = self.issue.held_by_id
        if self.issue.due_at:
            self.initial["due"] = localtime(self.issue.due_at).date()


class ApproveForm(StepForm):
    """The revision that was read, so that no later one is passed unread."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    note = PlainCharField(
        label=gettext_lazy("附言（可不写）"),
        required=False,
        max_length=200,
        widget=forms.Textarea(attrs=_LINES),
    )

    def ask(self) -> None:
        """The newest is what the page shows."""
        newest = self.issue.revisions.only("number").first()
        self.initial["revision"] = newest.number if newest else 0


class ReasonForm(StepForm):
    """Why; the authors read it. A reason of blanks is refused by the service, in words."""

    reason = PlainCharField(
        label=gettext_lazy("理由"), max_length=1000, widget=forms.Textarea(attrs=_LINES)
    )


class UpdateForm(StepForm):
    """On a public issue: a silent fix, or a correction that readers see with its date."""

    SILENT, CORRECTION = "silent", "correction"
    # A list, not radio buttons: two groups of one name quarrel until their forms are parsed.
    kind = forms.ChoiceField(
        label=gettext_lazy("这次改动"),
        choices=[
            (SILENT, gettext_lazy("小修：不另外说明")),
            (CORRECTION, gettext_lazy("更正：写一句话给读者看，带日期")),
        ],
        initial=SILENT,
        required=False,
    )
    correction = PlainCharField(
        label=gettext_lazy("更正说明"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("人人可见，没有订阅的读者也看得到：不要写墙后的话。"),
        widget=forms.Textarea(
            attrs={**_LINES, "placeholder": gettext_lazy("例如：第三段的年份应为 2021。")}
        ),
    )

    def ask(self) -> None:
        """Begins with the note that is set; what is not out yet has nothing to correct."""
        if self.issue.status != Issue.Status.PUBLISHED:
            del self.fields["kind"], self.fields["correction"]
        elif self.issue.scheduled_correction:
            self.initial["kind"] = self.CORRECTION
            self.initial["correction"] = self.issue.scheduled_correction

    def clean(self) -> dict[str, Any]:
        """A correction without words is none; words without the mark are not dropped silently."""
        given: dict[str, Any] = super().clean() or {}
        kind, said = given.get("kind", ""), given.get("correction", "")
        if kind == self.CORRECTION and not said:
            raise forms.ValidationError(_("更正要写一句说明，读者会看到它"))
        if kind == self.SILENT and said:
            raise forms.ValidationError(_("写了更正说明，却选了小修。请选“更正”，或把说明删掉"))
        return given


class PublishForm(UpdateForm):
    """Letting it out now."""


class ReleaseForm(PublishForm):
    """The working copy that its person has before him, so that no unread word goes out."""

    version = forms.IntegerField(widget=forms.HiddenInput, max_value=2**31 - 1)

    def ask(self) -> None:
        """The desk brings it up to date as it saves."""
        super().ask()
        self.initial["version"] = self.issue.draft.version


class ScheduleForm(UpdateForm):
    """The hour in the publication's zone, whatever zone the browser is in."""

    field_order = ("goes_out", "kind", "correction")
    goes_out = LocalTimeField(label=gettext_lazy("什么时候"))
    # Which of two is meant, where the clock shows the hour twice: asked only then.
    fold = forms.TypedChoiceField(
        choices=[("0", "0"), ("1", "1")],
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.HiddenInput,
    )

    def ask(self) -> None:
        """Begins with the hour that is set."""
        super().ask()
        if self.issue.goes_out_at:
            self.initial["goes_out"] = localtime(self.issue.goes_out_at).replace(tzinfo=None)

    def goes_out_at(self) -> datetime:
        """:raises NoSuchTime, TwoSuchTimes: see `zones.moment`."""
        given = self.cleaned_data
        return zones.moment(given["goes_out"], settings.TIME_ZONE, fold=given["fold"])
