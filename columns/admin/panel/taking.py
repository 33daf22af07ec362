"""The panel's addresses: each takes one step and says in words what came of it."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from columns import services
from columns.admin.guard import written_issue
from columns.admin.panel.forms import StepForm
from columns.admin.panel.steps import STEPS, Step, Taken
from columns.admin.panel.times import local_clock, zone_name
from columns.admin.panel.typed import remember
from columns.models import Issue
from columns.rights import OwnText
from columns.services.steps import lock
from neican.accounts.desk import acting
from neican.kernel.moves import IllegalMove
from neican.kernel.zones import NoSuchTime, TwoSuchTimes

# What was typed beside the hour goes along with the answer.
ASKED_AGAIN = ("stage", "goes_out", "kind", "correction")


def urls(admin_view: Callable[..., Any]) -> list[URLPattern]:
    """The addresses below /admin/columns/issue/, each behind the admin's guard."""
    where = "<int:issue_id>/steps/<slug:name>/"
    return [path(where, admin_view(require_POST(take)), name="columns_issue_step")]


def take(request: HttpRequest, issue_id: int, name: str) -> HttpResponse:
    """Take a step of an issue; back to the desk with a sentence, whatever came of it."""
    issue = written_issue(request, issue_id)
    step = STEPS.get(name)
    if step is None:
        raise Http404(name)
    form = step.form(request.POST, issue=issue, by=acting(request), step=name)
    try:
        _take(request, issue, step, form)
    except TwoSuchTimes as question:
        return _ask(request, issue, name, question)
    except OwnText as refusal:
        return _page(request, issue, "refused", {"said": str(refusal)}, status=403)
    except PermissionDenied:
        return _page(request, issue, "refused", {"said": _not_yours()}, status=403)
    except (services.NotReady, services.StaleReview) as refusal:
        messages.warning(request, _sentence(str(refusal)))
    except NoSuchTime as refusal:
        messages.warning(request, _no_such_time(refusal))
    except IllegalMove as refusal:
        messages.warning(request, _moved_on(issue, refusal))
    else:
        messages.success(request, str(step.done))
        return HttpResponseRedirect(_desk(issue))
    remember(request, issue.pk, name)
    return HttpResponseRedirect(_desk(issue))


def _take(request: HttpRequest, issue: Issue, step: Step, form: StepForm) -> None:
    if not form.is_valid():
        raise services.NotReady("；".join(_complaints(form)))
    now = Taken(issue=issue, by=acting(request), at=timezone.now())
    with transaction.atomic():
        # A legal move may still be another than was meant: a review that was called off leaves a
        # draft, and a draft can be approved.
        stage = lock(issue.pk, now.at).stage
        if stage != form.cleaned_data["stage"]:
            raise IllegalMove(now=stage, wanted=form.cleaned_data["stage"])
        step.take(now, form)
        services.read_notices(by=now.by, at=now.at, issue_id=issue.pk)


def _complaints(form: StepForm) -> list[str]:
    return [
        f"{form.fields[name].label}：{said}" if name in form.fields else str(said)
        for name, errors in form.errors.items()
        for said in errors
    ]


def _ask(request: HttpRequest, issue: Issue, name: str, question: TwoSuchTimes) -> TemplateResponse:
    """Clocks turn back that night: which of the two is meant?"""
    context = {
        "action": reverse("admin:columns_issue_step", args=[issue.pk, name]),
        "given": {name: request.POST[name] for name in ASKED_AGAIN if name in request.POST},
        "naive": question.naive,
        "choices": [(0, local_clock(question.first)), (1, local_clock(question.second))],
        "zone": zone_name(),
    }
    return _page(request, issue, "twice", context, status=409)


def _page(
    request: HttpRequest, issue: Issue, name: str, context: dict[str, Any], *, status: int
) -> TemplateResponse:
    whole = {
        **admin.site.each_context(request),
        "title": str(issue),
        "desk": _desk(issue),
        **context,
    }
    where = f"admin/columns/issue/_panel_{name}.html"
    return TemplateResponse(request, where, whole, status=status)


def _desk(issue: Issue) -> str:
    return reverse("admin:columns_issue_change", args=[issue.pk])


def _sentence(said: str) -> str:
    return said if said.endswith(("。", "！", "？")) else f"{said}。"


def _not_yours() -> str:
    return _("这一步要由编辑来做。您写的都还在，可以先送审，或者请编辑帮忙。")


def _no_such_time(refusal: NoSuchTime) -> str:
    said = _("%(at)s 这个时间不存在：那天时钟往前拨，跳过了它。请另选一个时间。")
    return said % {"at": f"{refusal.naive:%Y-%m-%d %H:%M}"}


def _moved_on(issue: Issue, refusal: IllegalMove) -> str:
    is_update = issue.status == Issue.Status.PUBLISHED and refusal.now != issue.status
    labels = dict(Issue.UpdateStage.choices if is_update else Issue.Status.choices)
    said = _("什么也没有做：这一期现在是“%(stage)s”，可能同事刚刚动过。请看一眼再决定。")
    return said % {"stage": labels.get(refusal.now, refusal.now)}
