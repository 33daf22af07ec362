"""The writing desk's form: an issue's facts, its text, and the window that it is written in."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextInputWidget

from columns import services
from columns.admin.fields import AuthorsField, LineField, TopicsField, author_choices
from columns.admin.images.widgets import HeadImageField
from columns.facts import NAMES, Facts
from columns.models import Issue, Revision, Season
from columns.richtext import BodyField
from columns.rights import AUTHORS_FACTS
from neican.accounts.models import User

_LARGEST = 2**31 - 1  # what a column of numbers holds


def _line(limit: int, **attrs: Any) -> forms.Textarea:
    """A line that grows instead of scrolling."""
    return forms.Textarea(attrs={"rows": 1, "maxlength": limit, **attrs})


class FactsForm(forms.Form):
    """What this person may say of an issue besides its text."""

    headline = LineField(label=_("标题"), max_length=80, widget=_line(80))
    rubric = LineField(label=_("栏目"), max_length=20, required=False, widget=forms.TextInput)
    standfirst = LineField(label=_("导语"), max_length=200, required=False, widget=_line(200))
    topics = TopicsField(label=_("本期话题"), required=False)
    authors = AuthorsField(label=_("作者"), required=False)
    head_image = HeadImageField(label=_("头图"), required=False)
    is_trial = forms.BooleanField(label=_("试读期"), required=False)

    user: User

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in foreign_facts(self.user):
            del self.fields[name]
        if "authors" in self.fields:
            self.fields["authors"].widget.choices = author_choices()

    def facts(self) -> Facts:
        """The facts that were posted."""
        return {name: self.cleaned_data[name] for name in NAMES if name in self.cleaned_data}


def foreign_facts(user: User) -> frozenset[str]:
    """Facts that are not this person's to change."""
    is_editor = user.has_perm("columns.change_issue")
    return frozenset() if is_editor else frozenset(NAMES) - AUTHORS_FACTS


class IssueForm(FactsForm, forms.ModelForm):
    """
    The working copy in one window.

    Shown first, it opens the window's session: what it shows is what later saves are merged from.
    """

    body = BodyField(label=_("正文"), required=False)
    note = LineField(
        label=_("修订说明"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"placeholder": _("这一稿改了什么（可以不写）")}),
    )
    session = forms.UUIDField(widget=forms.HiddenInput)
    seq = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=_LARGEST)
    over_version = forms.IntegerField(
        widget=forms.HiddenInput, required=False, min_value=0, max_value=_LARGEST
    )

    clash: services.Clash | None = None

    class Meta:
        model = Issue
        fields = ("season",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # An issue stays in its season: its number is one of that season's.
        self.fields.pop("season", None)
        if not self.is_bound:
            self._open()

    def _open(self) -> None:
        opened = services.open_session(
            issue_id=self.instance.pk, key=uuid4(), by=self.user, at=timezone.now()
        )
        self.initial = {
            **opened.facts,
            "body": opened.body,
            "session": opened.key,
            "seq": opened.seq + 1,
        }

    def clean(self) -> dict[str, Any]:
        """Whether two texts clash is known only when they are put together: save into the draft."""
        given: dict[str, Any] = super().clean() or {}
        if self.errors:
            return given
        try:
            self._save(given)
        except services.Clash as clash:
            self.clash = clash
            # Whoever has seen both texts and saves again has chosen.
            posted: Any = self.data
            seen = posted.copy()
            seen["over_version"] = str(clash.version)
            self.data = seen
            self.add_error(None, str(clash))
        except services.SaveRefused as refusal:
            self.add_error(None, str(refusal))
        return given

    def _save(self, given: dict[str, Any]) -> None:
        services.save_draft(
            issue_id=self.instance.pk,
            key=given["session"],
            seq=given["seq"],
            body=given["body"],
            facts=self.facts(),
            by=self.user,
            at=timezone.now(),
            over_version=given.get("over_version"),
        )

    def keep(self) -> Revision | None:
        """Keep what was saved as a revision; this window is left for a fresh one."""
        now = timezone.now()
        kept = services.keep_draft(
            issue_id=self.instance.pk, by=self.user, at=now, note=self.cleaned_data["note"]
        )
        services.end_session(
            issue_id=self.instance.pk, key=self.cleaned_data["session"], by=self.user, at=now
        )
        return kept


class NewIssueForm(forms.ModelForm):
    """
    Where it will stand and what it is called, no more.

    From then on the writing desk saves as one writes; a text typed here would be nowhere.
    """

    headline = LineField(
        label=_("标题"), max_length=80, widget=UnfoldAdminTextInputWidget(attrs={"maxlength": 80})
    )

    class Meta:
        model = Issue
        fields = ("season",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "label_suffix": ""})
        self.fields["season"] = forms.ModelChoiceField(
            Season.objects.select_related("column").order_by("column__position", "-number"),
            label=_("专栏和季"),
            widget=UnfoldAdminSelectWidget,
            empty_label=_("请选择"),
        )
