"""The steps of an issue's life: what each is called, what it asks, which service takes it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from columns import services
from columns.admin.panel import forms
from columns.models import Draft, Issue
from columns.rights import OwnText
from neican.accounts.models import User
from neican.accounts.permissions import require
from neican.kernel.moves import IllegalMove

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

PUBLIC = Issue.Status.PUBLISHED


class Tone(StrEnum):
    """How a step's button looks: forward, sideways, or away from readers."""

    FORWARD = "forward"
    PLAIN = "plain"
    GRAVE = "grave"


@dataclass(frozen=True, slots=True)
class Taken:
    """A step that somebody takes now."""

    issue: Issue
    by: User
    at: datetime


@dataclass(frozen=True, slots=True)
class Step:
    """`done`: what is said when it has been taken."""

    label: "str | _StrPromise"
    done: "str | _StrPromise"
    take: Callable[[Taken, forms.StepForm], object]
    form: type[forms.StepForm] = forms.StepForm
    tone: Tone = Tone.PLAIN


def _submit(now: Taken, form: forms.StepForm) -> object:
    assert isinstance(form, forms.SubmitForm)
    given = form.cleaned_data
    try:
        return services.submit_issue(
            issue_id=now.issue.pk,
            by=now.by,
            at=now.at,
            reviewer=given["person"],
            due_at=form.due_at(),
            note=given["note"],
        )
    except IllegalMove as refusal:
        if now.issue.stage in (PUBLIC, Issue.Status.WITHDRAWN):
            raise services.NotReady(_unchanged()) from refusal
        raise


def _recall(now: Taken, form: forms.StepForm) -> object:
    return services.recall_issue(issue_id=now.issue.pk, by=now.by, at=now.at)


def _assign(now: Taken, form: forms.StepForm) -> object:
    assert isinstance(form, forms.AssignForm)
    given = form.cleaned_data
    return services.assign_issue(
        issue_id=now.issue.pk,
        to=given["person"],
        due_at=form.due_at(),
        by=now.by,
        at=now.at,
        note=given["note"],
    )


def _reject(now: Taken, form: forms.StepForm) -> object:
    reason = form.cleaned_data["reason"]
    return services.reject_issue(issue_id=now.issue.pk, reason=reason, by=now.by, at=now.at)


def _approve(now: Taken, form: forms.StepForm) -> object:
    given = form.cleaned_data
    return services.approve_issue(
        issue_id=now.issue.pk,
        by=now.by,
        at=now.at,
        revision_number=given["revision"],
        note=given["note"],
    )


def _publish(now: Taken, form: forms.StepForm) -> object:
    correction = form.cleaned_data.get("correction", "")
    return services.publish_issue(
        issue_id=now.issue.pk, by=now.by, at=now.at, correction=correction
    )


def _release(now: Taken, form: forms.StepForm) -> object:
    """Keep, approve and publish in one go, for columns that ask for no second person."""
    require(now.by, "columns.publish_issue")
    if now.issue.season.column.second_person:
        raise OwnText(_("这个专栏要先由另一位编辑通过，再发布。"))
    if Draft.objects.get(issue=now.issue).version != form.cleaned_data["version"]:
        raise services.StaleReview(_("您看过之后，同事又改了工作稿。请看过改动再发布。"))
    services.keep_draft(issue_id=now.issue.pk, by=now.by, at=now.at)
    if Issue.objects.get(pk=now.issue.pk).stage == PUBLIC:
        raise services.NotReady(_unchanged())
    services.approve_issue(issue_id=now.issue.pk, by=now.by, at=now.at)
    return _publish(now, form)


def _schedule(now: Taken, form: forms.StepForm) -> object:
    assert isinstance(form, forms.ScheduleForm)
    return services.schedule_issue(
        issue_id=now.issue.pk,
        by=now.by,
        at=now.at,
        goes_out_at=form.goes_out_at(),
        correction=form.cleaned_data.get("correction", ""),
    )


def _unschedule(now: Taken, form: forms.StepForm) -> object:
    return services.unschedule_issue(issue_id=now.issue.pk, by=now.by, at=now.at)


def _withdraw(now: Taken, form: forms.StepForm) -> object:
    reason = form.cleaned_data["reason"]
    return services.withdraw_issue(issue_id=now.issue.pk, by=now.by, at=now.at, reason=reason)


def _unchanged() -> str:
    return _("没有新的改动，和上次发布的一样")


STEPS: Mapping[str, Step] = {
    "submit": Step(
        gettext_lazy("送审"),
        gettext_lazy("已送审，审稿的同事会收到提醒。"),
        _submit,
        forms.SubmitForm,
        Tone.FORWARD,
    ),
    "recall": Step(gettext_lazy("撤回送审"), gettext_lazy("已撤回送审，可以接着写。"), _recall),
    "reject": Step(
        gettext_lazy("退回"),
        gettext_lazy("已退回，写的人会收到您写的理由。"),
        _reject,
        forms.ReasonForm,
    ),
    "approve": Step(
        gettext_lazy("通过"),
        gettext_lazy("已通过。现在可以发布，或者定一个时间。"),
        _approve,
        forms.ApproveForm,
        Tone.FORWARD,
    ),
    "release": Step(
        gettext_lazy("通过并发布"),
        gettext_lazy("已发布，朗读正在准备。"),
        _release,
        forms.ReleaseForm,
        Tone.FORWARD,
    ),
    "publish": Step(
        gettext_lazy("发布"),
        gettext_lazy("已发布，朗读正在准备。"),
        _publish,
        forms.PublishForm,
        Tone.FORWARD,
    ),
    "schedule": Step(
        gettext_lazy("定时"),
        gettext_lazy("已定时，到点自动上线。"),
        _schedule,
        forms.ScheduleForm,
        Tone.FORWARD,
    ),
    "unschedule": Step(
        gettext_lazy("取消定时"), gettext_lazy("已取消定时，仍是已通过。"), _unschedule
    ),
    "assign": Step(gettext_lazy("交给"), gettext_lazy("已记下。"), _assign, forms.AssignForm),
    "withdraw": Step(
        gettext_lazy("撤回"),
        gettext_lazy("已撤回，读者看不到了。文字和声音都还在。"),
        _withdraw,
        forms.ReasonForm,
        Tone.GRAVE,
    ),
}
