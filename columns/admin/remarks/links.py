"""Links that let somebody without an account read one issue and remark on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django import forms
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from columns import services
from columns.admin.fields import LineField
from columns.models import Issue, ReviewLink
from neican.accounts.desk import acting


class LinkForm(forms.Form):
    """For whom the link is, what he may do and for how long."""

    reviewer = LineField(label=gettext_lazy("外审人"), max_length=40)
    days = forms.TypedChoiceField(
        label=gettext_lazy("有效期"),
        coerce=int,
        initial=3,
        choices=[(days, gettext_lazy("%(days)s 天") % {"days": days}) for days in range(1, 8)],
    )
    may_approve = forms.BooleanField(label=gettext_lazy("可以通过这一稿"), required=False)


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A link as its list shows it. `address`: empty for one that opens nothing, or is not his."""

    link: ReviewLink
    state: str
    address: str


def rows(request: HttpRequest, issue: Issue, now: datetime) -> Sequence[LinkRow]:
    """
    The issue's links, newest first.

    One that passes the text is shown to its maker alone: it acts in his name.
    """
    return [
        LinkRow(link, _state(link, now), _address(request, link, now))
        for link in issue.review_links.select_related("made_by")
    ]


def _state(link: ReviewLink, now: datetime) -> str:
    if link.revoked_at is not None:
        return _("已撤销")
    return _("已过期") if link.expires_at <= now else ""


def _address(request: HttpRequest, link: ReviewLink, now: datetime) -> str:
    if _state(link, now) or (link.may_approve and link.made_by_id != acting(request).pk):
        return ""
    return request.build_absolute_uri(reverse("review", args=[services.link_token(link)]))
