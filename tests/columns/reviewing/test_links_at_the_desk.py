"""Making and taking back outsiders' links on the review page."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from columns import services
from columns.models import Event, Issue, ReviewLink
from neican.accounts.models import User

pytestmark = pytest.mark.django_db


def _make(client: Client, issue: Issue, **given: object) -> int:
    address = reverse("admin:columns_issue_link", args=[issue.pk])
    return client.post(address, {"reviewer": "赵教授", "days": 3, **given}).status_code


def _page(client: Client, issue: Issue) -> str:
    return client.get(reverse("admin:columns_issue_review", args=[issue.pk])).content.decode()


def _address(link: ReviewLink) -> str:
    return "http://testserver" + reverse("review", args=[services.link_token(link)])


def test_a_link_is_made_and_its_address_shown_as_long_as_it_opens(
    desk: Client, issue: Issue, editor: User
) -> None:
    assert _make(desk, issue) == 302
    link = ReviewLink.objects.get()
    assert (link.reviewer, link.may_approve, link.made_by) == ("赵教授", False, editor)
    assert (link.expires_at - link.made_at).days == 3
    assert _address(link) in _page(desk, issue)
    assert _address(link) in _page(desk, issue)
    assert issue.events.get(kind=Event.Kind.LINKED).note == "赵教授"


def test_a_link_taken_back_is_shown_no_more(desk: Client, issue: Issue) -> None:
    _make(desk, issue)
    link = ReviewLink.objects.get()
    revoke = reverse("admin:columns_issue_revoke_link", args=[issue.pk, link.pk])
    assert desk.post(revoke).status_code == 302
    page = _page(desk, issue)
    assert _address(link) not in page
    assert "已撤销" in page
    desk.post(revoke)
    assert issue.events.filter(kind=Event.Kind.UNLINKED).count() == 1


def test_an_expired_link_is_shown_as_such(desk: Client, issue: Issue) -> None:
    _make(desk, issue)
    ReviewLink.objects.update(expires_at=timezone.now())
    page = _page(desk, issue)
    assert "已过期" in page
    assert _address(ReviewLink.objects.get()) not in page


def test_a_link_that_passes_is_shown_to_its_maker_alone(
    desk: Client, issue: Issue, chief: User
) -> None:
    client = Client()
    client.force_login(chief)
    assert _make(client, issue, may_approve="on") == 302
    address = _address(ReviewLink.objects.get())
    assert address in _page(client, issue)
    assert address not in _page(desk, issue)
    assert "只给发出的人看" in _page(desk, issue)


def test_whoever_wrote_the_text_is_told_why_his_link_may_not_pass_it(
    desk: Client, issue: Issue
) -> None:
    address = reverse("admin:columns_issue_link", args=[issue.pk])
    answer = desk.post(address, {"reviewer": "赵教授", "days": 3, "may_approve": "on"})
    assert answer.status_code == 403
    assert "请另一位编辑审阅" in answer.content.decode()
    assert not ReviewLink.objects.exists()


@pytest.mark.parametrize("given", [{"reviewer": ""}, {"days": 8}, {"days": 0}, {"days": "x"}])
def test_what_is_missing_or_too_long_is_refused(
    desk: Client, issue: Issue, given: dict[str, object]
) -> None:
    assert _make(desk, issue, **given) == 422
    assert not ReviewLink.objects.exists()


def test_names_are_escaped(desk: Client, issue: Issue) -> None:
    _make(desk, issue, reviewer="<script>alert(1)</script>")
    assert "<script>alert(1)" not in _page(desk, issue)
