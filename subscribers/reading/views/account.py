"""A reader's own page: rights as the ledger says, codes, comments."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from neican.accounts.models import User
from subscribers import services
from subscribers.queries import ledger_of
from subscribers.reading import queries
from subscribers.reading.caching import personal
from subscribers.reading.conversation import removals
from subscribers.reading.forms import NameForm, RedeemForm
from subscribers.reading.ledger import lines

COMMENTS_ON_PAGE = 20


def _page(request: HttpRequest, status: int = 200, **bound: forms.BaseForm) -> HttpResponse:
    assert isinstance(request.user, User), "login_required stands before"
    own = queries.comments_of(request.user, COMMENTS_ON_PAGE)
    why = removals(own)
    context: dict[str, Any] = {
        "lines": lines(ledger_of(request.user), timezone.now()),
        "own_comments": [(comment, why.get(comment.pk)) for comment in own],
        "redeem_form": RedeemForm(initial={"next": request.GET.get("next", "")}),
        "name_form": NameForm(instance=request.user),
    }
    return render(request, "reading/account.html", {**context, **bound}, status=status)


@require_safe
@login_required
@personal
def account(request: HttpRequest) -> HttpResponse:
    """Who one is here, what one may read until when, and what one said."""
    return _page(request)


@require_POST
@login_required
@personal
def redeem(request: HttpRequest) -> HttpResponse:
    """Turn a code into rights, and go on reading where one came from."""
    assert isinstance(request.user, User), "login_required stands before"
    form = RedeemForm(request.POST)
    if not form.is_valid():
        return _page(request, status=422, redeem_form=form)
    try:
        right = services.redeem(
            reader=request.user, code=form.cleaned_data["code"], now=timezone.now()
        )
    except services.CodeRefused as refusal:
        form.add_error("code", str(refusal))
        return _page(request, status=422, redeem_form=form)
    messages.success(
        request, _("兑换成功：%(covers)s，现在就能读全文。") % {"covers": right.covers}
    )
    return HttpResponseRedirect(_way_on(request, form.cleaned_data["next"]))


def _way_on(request: HttpRequest, wanted: str) -> str:
    """Only to ourselves: an address in a form is anybody's."""
    if url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        return wanted
    return redirect("account").url


@require_POST
@login_required
@personal
def rename(request: HttpRequest) -> HttpResponse:
    """Change the name that others see."""
    assert isinstance(request.user, User), "login_required stands before"
    form = NameForm(request.POST, instance=User.objects.get(pk=request.user.pk))
    if not form.is_valid():
        return _page(request, status=422, name_form=form)
    form.save()
    messages.success(request, _("显示名已改。"))
    return redirect("account")
