"""What a window sends, read with suspicion; refusals are answers that it understands."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from columns import services
from columns.admin.guard import written_issue
from columns.admin.issue_form import FactsForm, foreign_facts
from columns.facts import NAMES, Facts
from columns.models import Issue
from neican.accounts.desk import acting
from neican.accounts.models import User
from neican.kernel.typed import plain

LARGEST = 2 * 1024 * 1024  # bytes of a message; the longest text so far had a tenth of it
# What a draft may lack for the moment; it is asked for when a revision is kept.
MAY_BE_EMPTY = ("headline",)


class TooLarge(Exception):
    """More than `LARGEST` bytes."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One message of a window."""

    issue: Issue
    user: User
    key: UUID | None = None
    data: dict[str, Any] = field(default_factory=dict)

    def window(self) -> dict[str, Any]:
        """Which window it is, as services ask for it."""
        if self.key is None:
            raise ValidationError(_("这个请求缺少窗口编号，请刷新页面。"))
        return {"issue_id": self.issue.pk, "key": self.key, "by": self.user}

    def text(self, name: str) -> str:
        """
        What it says, without what cannot be seen or kept.

        :raises ValidationError: if it is no text.
        """
        value = self.data.get(name, "")
        if not isinstance(value, str):
            raise ValidationError(_("“%(name)s”应该是文字。") % {"name": name})
        return plain(value)

    def number(self, name: str) -> int | None:
        """:raises ValidationError: if it is no number."""
        value = self.data.get(name)
        if value is not None and (type(value) is not int or not 0 <= value < 2**31):
            raise ValidationError(_("“%(name)s”应该是数字。") % {"name": name})
        return value


Answer = Callable[[Asked], dict[str, Any] | HttpResponse]


def answering(view: Answer) -> Callable[..., HttpResponse]:
    """A view of one issue's desk: POST of JSON by somebody who may write it, answered in JSON."""

    @require_POST
    @wraps(view)
    def answered(request: HttpRequest, issue_id: int) -> HttpResponse:
        response: HttpResponse
        try:
            answer = view(_asked(request, issue_id))
            response = answer if isinstance(answer, HttpResponse) else JsonResponse(answer)
        except TooLarge:
            response = _refusal(413, _("正文超过 2 MB，存不下。请把图片传到图片库，或者拆成两期。"))
        except ValidationError as problem:
            response = _refusal(400, "".join(problem.messages))
        except services.LockedByAnother as refusal:
            response = _refusal(423, str(refusal))
        except services.SessionEnded as refusal:
            response = _refusal(410, str(refusal))
        except PermissionDenied as refusal:
            response = _refusal(403, _sentence(refusal))
        except Http404:
            response = _refusal(404, _("这一期不在了，或者您看不到它。"))
        return response

    return answered


def _refusal(status: int, message: str) -> JsonResponse:
    return JsonResponse({"message": message}, status=status)


def _sentence(refusal: PermissionDenied) -> str:
    """A permission's code name is no sentence for people."""
    said = str(refusal)
    return _("您现在没有这个权限。") if not said or said.startswith("columns.") else said


def _asked(request: HttpRequest, issue_id: int) -> Asked:
    if int(request.headers.get("Content-Length") or 0) > LARGEST:
        raise TooLarge
    issue = written_issue(request, issue_id)
    data = _data(request)
    try:
        key = UUID(data["session"]) if data.get("session") else None
    except (AttributeError, TypeError, ValueError) as problem:
        raise ValidationError(_("窗口编号不对，请刷新页面。")) from problem
    return Asked(issue, acting(request), key, data)


def _data(request: HttpRequest) -> dict[str, Any]:
    """The message; a closing window can send a form only, with the message in one field."""
    is_json = request.content_type == "application/json"
    raw: Any = request.body if is_json else request.POST.get("message", "{}")
    if len(raw) > LARGEST:
        raise TooLarge
    try:
        data = json.loads(raw)
    except (ValueError, RecursionError) as problem:
        raise ValidationError(_("没看懂这个请求。")) from problem
    if not isinstance(data, dict):
        raise ValidationError(_("没看懂这个请求。"))
    return data


def facts_in(asked: Asked) -> Facts:
    """
    The facts of a message, within their bounds; those of others' are refused by the service.

    :raises ValidationError: naming what is wrong in words.
    """
    given = asked.data.get("facts") or {}
    if not isinstance(given, dict) or set(given) - set(NAMES):
        raise ValidationError(_("没看懂这个请求。"))
    if foreign_facts(asked.user) & set(given):
        raise PermissionDenied("columns.change_issue")
    return {name: _fact(name, value) for name, value in given.items()}


def _fact(name: str, value: Any) -> Any:
    form_field = FactsForm.base_fields[name]
    if name == "is_trial":
        return value is True
    if name == "head_image":
        return form_field.clean(value)
    clean = form_field.to_python(value)
    if name == "topics" or (name in MAY_BE_EMPTY and not clean):
        return clean  # a row that is half written is saved too
    try:
        form_field.validate(clean)
        form_field.run_validators(clean)
    except ValidationError as problem:
        said = f"{form_field.label}：{''.join(problem.messages)}"
        raise ValidationError(said) from problem
    return clean
