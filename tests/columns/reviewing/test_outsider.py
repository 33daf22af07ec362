"""The outsider's pages: what a signed link opens, what it never opens, and when it closes."""

from datetime import UTC, datetime, timedelta
from typing import Any

import lxml.html
import pytest
from django.core.signing import Signer
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from columns import services
from columns.models import Event, Issue, Remark, ReviewLink
from columns.rights import OwnText
from neican.accounts.models import User
from tests import factories
from tests.factories import CANARY

pytestmark = pytest.mark.django_db


@pytest.fixture
def link(issue: Issue, chief: User) -> ReviewLink:
    """An open link that may pass the text."""
    return _make(issue, chief)


def _make(issue: Issue, by: User | None, **extra: Any) -> ReviewLink:
    values: dict[str, Any] = {
        "reviewer": "赵教授",
        "may_approve": True,
        "lasts": timedelta(days=3),
        **extra,
    }
    return services.make_review_link(issue_id=issue.pk, by=by, at=timezone.now(), **values)


def _address(link: ReviewLink, name: str = "review", *more: object) -> str:
    return reverse(name, args=[services.link_token(link), *more])


def _approve(client: Client, link: ReviewLink, revision: object = 1) -> str:
    answer = client.post(_address(link, "review_approve"), {"revision": revision}, follow=True)
    return answer.content.decode()


def _stage(issue: Issue) -> str:
    return Issue.objects.get(pk=issue.pk).stage


def test_the_link_opens_the_newest_text_of_its_issue_without_an_account(
    client: Client, link: ReviewLink, now: datetime
) -> None:
    services.save_revision(issue_id=link.issue_id, body=f"<p>{CANARY}新稿</p>", by=None, at=now)
    answer = client.get(_address(link))
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "新稿" in page
    assert "墙后的第一句" not in page
    assert "请 赵教授 审读" in page
    link.refresh_from_db()
    assert link.opened_at is not None


def test_nobody_keeps_or_lists_or_passes_on_the_page(client: Client, link: ReviewLink) -> None:
    headers = client.get(_address(link)).headers
    assert headers["Cache-Control"] == "private, no-store"
    assert headers["X-Robots-Tag"] == "noindex, nofollow, noarchive"
    assert headers["Referrer-Policy"] == "strict-origin"
    policy = headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy


def test_the_page_leads_to_no_other_page(client: Client, link: ReviewLink) -> None:
    page = client.get(_address(link)).content.decode()
    addresses = [link.get("href", "") for link in lxml.html.fromstring(page).iter("a")]
    assert [one for one in addresses if not one.startswith("#")] == []
    assert "#main" in addresses


@pytest.mark.parametrize(
    "spoil", [str.upper, lambda t: t[:-1], lambda t: t + "x", lambda t: "2" + t]
)
def test_a_token_that_we_did_not_sign_finds_nothing(
    client: Client, link: ReviewLink, spoil: object
) -> None:
    assert callable(spoil)
    token = spoil(services.link_token(link))
    assert client.get(reverse("review", args=[token])).status_code == 404
    for name in ("review_remark", "review_approve"):
        assert client.post(reverse(name, args=[token]), {"body": "x"}).status_code == 404
    assert not Remark.objects.exists()


def test_a_signature_made_for_something_else_finds_nothing(
    client: Client, link: ReviewLink
) -> None:
    for salt in ("columns", "django.core.signing.Signer", ""):
        token = Signer(salt=salt or None, sep=".").sign(str(link.pk))
        assert client.get(reverse("review", args=[token])).status_code == 404


@pytest.mark.parametrize("how", ["expired", "revoked"])
def test_a_closed_link_says_so_and_nothing_of_the_issue(
    client: Client, link: ReviewLink, chief: User, how: str
) -> None:
    if how == "expired":
        ReviewLink.objects.filter(pk=link.pk).update(expires_at=timezone.now())
    else:
        services.revoke_review_link(link=link, by=chief, at=timezone.now())
    answer = client.get(_address(link))
    page = answer.content.decode()
    assert answer.status_code == 410
    assert "这个链接已经打不开了" in page
    assert link.issue.headline not in page
    assert "墙后" not in page
    assert answer.headers["Cache-Control"] == "private, no-store"
    for name in ("review_remark", "review_approve"):
        given = {"body": "还想说", "revision": 1}
        assert client.post(_address(link, name), given).status_code == 410
    assert not Remark.objects.exists()
    assert _stage(link.issue) == "review"


def test_a_link_is_open_until_its_last_moment(client: Client, link: ReviewLink) -> None:
    soon = timezone.now() + timedelta(seconds=30)
    ReviewLink.objects.filter(pk=link.pk).update(expires_at=soon)
    assert client.get(_address(link)).status_code == 200


def test_what_the_outsider_says_bears_his_name(
    client: Client, link: ReviewLink, desk: Client
) -> None:
    answer = client.post(_address(link, "review_remark"), {"body": "这里有误", "quote": "第一句"})
    remark = Remark.objects.get()
    assert answer.headers["Location"] == f"{_address(link)}#remark-{remark.pk}"
    assert (remark.link, remark.by, remark.speaker) == (link, None, "赵教授")
    page = desk.get(reverse("admin:columns_issue_review", args=[link.issue_id])).content.decode()
    assert "赵教授" in page
    assert "这里有误" in page


def test_he_sees_his_own_threads_with_their_answers_and_no_others(
    client: Client, link: ReviewLink, editor: User, chief: User, now: datetime
) -> None:
    editor.display_name = ""
    editor.save()
    own = services.add_remark(issue_id=link.issue_id, body="我问", link=link, at=timezone.now())
    services.add_remark(issue_id=link.issue_id, body="编辑答", by=editor, at=now, parent=own)
    services.add_remark(issue_id=link.issue_id, body="内部的话", by=editor, at=now)
    other = _make(link.issue, chief, reviewer="钱律师")
    foreign = services.add_remark(
        issue_id=link.issue_id, body="别人的话", link=other, at=timezone.now()
    )
    page = client.get(_address(link)).content.decode()
    assert "我问" in page
    assert "编辑答" in page
    assert editor.email not in page
    assert "内部的话" not in page
    assert "别人的话" not in page
    assert client.post(_address(link, "review_reply", own.pk), {"body": "好"}).status_code == 302
    answer = client.post(_address(link, "review_reply", foreign.pk), {"body": "插嘴"})
    assert answer.status_code == 404
    assert Remark.objects.filter(body="插嘴").count() == 0


def test_an_empty_remark_is_refused_with_a_sentence(client: Client, link: ReviewLink) -> None:
    answer = client.post(_address(link, "review_remark"), {"body": " "})
    assert answer.status_code == 422
    assert "批注还是空的" in answer.content.decode()


def test_he_passes_the_text_that_he_read_and_the_log_names_him(
    client: Client, link: ReviewLink
) -> None:
    page = _approve(client, link)
    assert "已通过" in page
    issue = Issue.objects.select_related("approved").get(pk=link.issue_id)
    assert issue.approved is not None
    assert (issue.stage, issue.approved.number) == ("approved", 1)
    event = issue.events.get(kind=Event.Kind.APPROVED)
    assert (event.by, event.note) == (None, "外审 赵教授")


def test_he_does_not_pass_a_text_that_he_has_not_read(
    client: Client, link: ReviewLink, now: datetime
) -> None:
    services.save_revision(issue_id=link.issue_id, body="<p>又改了。</p>", by=None, at=now)
    assert "又存了新的修订" in _approve(client, link, 1)
    assert _stage(link.issue) == "review"
    assert "已通过" in _approve(client, link, 2)
    assert _stage(link.issue) == "approved"


@pytest.mark.parametrize("revision", ["", "x", "0", "9" * 40])
def test_a_revision_that_is_none_passes_nothing(
    client: Client, link: ReviewLink, revision: str
) -> None:
    _approve(client, link, revision)
    assert _stage(link.issue) == "review"


def test_a_link_that_may_not_pass_has_no_button_and_passes_nothing(
    client: Client, issue: Issue, editor: User
) -> None:
    link = _make(issue, editor, may_approve=False)
    assert _address(link, "review_approve") not in client.get(_address(link)).content.decode()
    answer = client.post(_address(link, "review_approve"), {"revision": 1})
    assert answer.status_code == 403
    assert _stage(issue) == "review"


@pytest.mark.parametrize("step", ["recall", "approve"])
def test_an_issue_that_went_elsewhere_cannot_be_passed(
    client: Client, link: ReviewLink, chief: User, now: datetime, step: str
) -> None:
    assert _address(link, "review_approve") in client.get(_address(link)).content.decode()
    if step == "recall":
        services.recall_issue(issue_id=link.issue_id, by=chief, at=now)
    else:
        services.approve_issue(issue_id=link.issue_id, by=chief, at=now)
    before = _stage(link.issue)
    assert _address(link, "review_approve") not in client.get(_address(link)).content.decode()
    assert "现在不需要您通过" in _approve(client, link)
    assert _stage(link.issue) == before


def test_whoever_wrote_the_text_cannot_lend_the_right_to_pass_it(
    issue: Issue, editor: User
) -> None:
    with pytest.raises(OwnText):
        _make(issue, editor)
    assert not ReviewLink.objects.exists()
    _make(issue, editor, may_approve=False)
    assert ReviewLink.objects.count() == 1


def test_a_column_that_needs_no_second_person_lets_him_lend_it(
    client: Client, issue: Issue, editor: User
) -> None:
    column = issue.season.column
    column.second_person = False
    column.save()
    _approve(client, _make(issue, editor))
    assert _stage(issue) == "approved"


def test_a_right_lent_ends_when_its_owner_writes_in_the_text_himself(
    client: Client, link: ReviewLink, chief: User, now: datetime
) -> None:
    services.save_revision(issue_id=link.issue_id, body="<p>主编改的。</p>", by=chief, at=now)
    _approve(client, link, 2)
    assert _stage(link.issue) == "review"


def test_a_right_lent_ends_with_its_owners_account(
    client: Client, link: ReviewLink, chief: User
) -> None:
    chief.is_active = False
    chief.save()
    _approve(client, link)
    assert _stage(link.issue) == "review"


def test_a_link_of_another_issue_says_nothing_here(link: ReviewLink, now: datetime) -> None:
    other = factories.make_issue()
    with pytest.raises(services.LinkClosed):
        services.add_remark(issue_id=other.pk, body="串门", link=link, at=timezone.now())
    assert not Remark.objects.exists()


def test_names_and_remarks_are_escaped(client: Client, issue: Issue, chief: User) -> None:
    bad = "<script>alert(1)</script>"
    link = _make(issue, chief, reviewer=bad)
    client.post(_address(link, "review_remark"), {"body": bad, "quote": bad})
    page = client.get(_address(link)).content.decode()
    assert bad not in page
    assert page.count("&lt;script&gt;alert(1)&lt;/script&gt;") >= 3


def test_forms_need_a_token_of_their_own(link: ReviewLink) -> None:
    strict = Client(enforce_csrf_checks=True)
    for name in ("review_remark", "review_approve"):
        answer = strict.post(_address(link, name), {"body": "x", "revision": 1})
        assert answer.status_code == 403
    assert not Remark.objects.exists()
    assert _stage(link.issue) == "review"


@pytest.mark.parametrize("name", ["review_remark", "review_approve"])
def test_what_changes_something_is_not_done_by_reading(
    client: Client, link: ReviewLink, name: str
) -> None:
    assert client.get(_address(link, name)).status_code == 405


def test_a_link_lasts_seven_days_at_most(issue: Issue, chief: User) -> None:
    with pytest.raises(services.NotReady):
        _make(issue, chief, lasts=timedelta(days=7, seconds=1))
    with pytest.raises(services.NotReady):
        _make(issue, chief, lasts=timedelta(0))
    _make(issue, chief, lasts=timedelta(days=7))


def test_an_issue_without_a_text_says_so(client: Client, chief: User) -> None:
    at = datetime(2026, 5, 26, tzinfo=UTC)
    empty = services.create_issue(season=factories.make_season(), by=None, at=at)
    page = client.get(_address(_make(empty, chief))).content.decode()
    assert "稿子还没有写好" in page
