"""Which steps an issue offers to whom: the first is the one to take next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from columns import rights
from columns.admin.panel import forms
from columns.admin.panel.steps import PUBLIC, STEPS, Tone
from columns.admin.panel.typed import Typed
from columns.models import Issue, Revision
from neican.accounts.models import User

S = Issue.Status
# By stage: for those who write, and for those who decide.
_WRITER: Mapping[str, Sequence[str]] = {
    S.DRAFT: ("submit", "assign"),
    S.REVIEW: ("recall", "assign"),
    S.APPROVED: ("assign",),
    S.SCHEDULED: (),
    S.PUBLISHED: ("submit",),
    S.WITHDRAWN: ("submit",),
}
_EDITOR: Mapping[str, Sequence[str]] = {
    S.DRAFT: ("release", "submit", "approve", "assign"),
    S.REVIEW: ("approve", "release", "reject", "recall", "assign"),
    S.APPROVED: ("publish", "schedule", "reject", "assign"),
    S.SCHEDULED: ("schedule", "unschedule", "publish"),
    S.PUBLISHED: ("release", "submit"),
    S.WITHDRAWN: ("publish", "submit"),
}

# Not the next thing to do while the text is the one that readers have.
_OF_CHANGES = frozenset({"submit", "release"})


@dataclass(frozen=True, slots=True)
class Offer:
    """A step as it stands in the panel: `tone` of its button, where its form is sent."""

    name: str
    label: str
    tone: Tone
    form: forms.StepForm
    form_id: str
    address: str
    is_open: bool


def offers(issue: Issue, by: User, typed: Typed | None) -> list[Offer]:
    """The steps that this person may take now; one that was refused just now stands open."""
    return [
        _offer(name, issue, by, typed if typed and typed.step == name else None)
        for name in _names(issue, by)
    ]


def hint(issue: Issue, by: User) -> str:
    """What a person who misses a button should know; empty where nothing is to be said."""
    decides = by.has_perm("columns.publish_issue")
    if decides and issue.stage in (S.DRAFT, S.REVIEW) and not may_approve(issue, by):
        return _("这一稿里有您写的字，或者署着您的名字，要由另一位编辑通过。")
    if not decides and issue.stage in (S.APPROVED, S.SCHEDULED):
        return _("已经通过，由编辑安排发布。再改一个字就要重新审。")
    if issue.stage == S.PUBLISHED:
        return _("改了字以后，读者看到的还是线上这一稿，直到改动也发布。")
    return ""


def may_approve(issue: Issue, by: User) -> bool:
    """Whether the newest text may be passed by this person."""
    text = issue.revisions.only("number").first() or Revision(issue=issue, number=0)
    try:
        rights.refuse_own_text(issue, text, by)
    except rights.OwnText:
        return False
    return True


def _names(issue: Issue, by: User) -> list[str]:
    decides = by.has_perm("columns.publish_issue")
    names = list((_EDITOR if decides else _WRITER)[issue.stage])
    if issue.season.column.second_person:
        names = [name for name in names if name != "release"]
    if "approve" in names and not may_approve(issue, by):
        names.remove("approve")
    if decides and issue.status == PUBLIC:
        names.append("withdraw")
    return names


def _offer(name: str, issue: Issue, by: User, typed: Typed | None) -> Offer:
    step = STEPS[name]
    return Offer(
        name=name,
        label=_renamed(name, issue) or str(step.label),
        tone=Tone.PLAIN if name in _OF_CHANGES and _is_unchanged(issue) else step.tone,
        form=step.form(issue=issue, by=by, step=name, typed=typed.fields if typed else None),
        form_id=forms.form_id(name),
        address=reverse("admin:columns_issue_step", args=[issue.pk, name]),
        is_open=typed is not None,
    )


def _is_unchanged(issue: Issue) -> bool:
    if issue.stage != S.PUBLISHED or issue.live is None:
        return False
    return (issue.draft.body, issue.draft.facts) == (issue.live.body, issue.live.facts)


def _renamed(name: str, issue: Issue) -> str:
    """What a step is called where it concerns what readers already have."""
    if name == "schedule" and issue.stage == S.SCHEDULED:
        return _("改时间")
    if name == "publish" and issue.stage == S.SCHEDULED and issue.status != PUBLIC:
        return _("现在就发布")
    if name == "publish" and issue.status == S.WITHDRAWN:
        return _("重新上线")
    if issue.status != PUBLIC:
        return ""
    public = {
        "submit": _("送审改动"),
        "approve": _("通过改动"),
        "publish": _("更新线上"),
        "release": _("更新线上"),
        "schedule": _("定时更新"),
    }
    return public.get(name, "")
