"""Who may enter the rooms of revisions and review: by direct id, on every address."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from columns import services
from columns.models import Issue, Remark, ReviewLink
from neican.accounts.models import User
from neican.accounts.roles import Role
from tests import factories
from tests.factories import CANARY

pytestmark = pytest.mark.django_db
READ = ("revisions", "compare", "restore", "review")
WRITE = ("restore", "remark", "reply", "resolve", "reopen", "link", "revoke_link")


@pytest.fixture
def author() -> User:
    user = factories.make_staff(Role.AUTHOR)
    factories.make_author(user=user)
    return user


@pytest.fixture
def remark(issue: Issue, editor: User, now: datetime) -> Remark:
    return services.add_remark(issue_id=issue.pk, body="改一改", by=editor, at=now)


@pytest.fixture
def link(issue: Issue) -> ReviewLink:
    return services.make_review_link(
        issue_id=issue.pk,
        reviewer="赵教授",
        may_approve=False,
        lasts=timedelta(days=1),
        by=None,
        at=timezone.now(),
    )


def _addresses(
    issue: Issue, remark: Remark, link: ReviewLink, names: tuple[str, ...]
) -> Iterator[tuple[str, str]]:
    more = {
        "restore": [1],
        "reply": [remark.pk],
        "resolve": [remark.pk],
        "reopen": [remark.pk],
        "revoke_link": [link.pk],
    }
    for name in names:
        yield name, reverse(f"admin:columns_issue_{name}", args=[issue.pk, *more.get(name, [])])


def _traces(issue: Issue) -> tuple[object, ...]:
    """What any of the writing addresses would leave behind."""
    return (
        list(issue.revisions.values_list("number", flat=True)),
        list(Remark.objects.values_list("pk", "resolved_at")),
        list(ReviewLink.objects.values_list("pk", "revoked_at")),
        issue.events.count(),
    )


def _statuses(client: Client, issue: Issue, remark: Remark, link: ReviewLink) -> dict[str, int]:
    given = {"body": "说", "reviewer": "某人", "days": 1}
    read = dict(_addresses(issue, remark, link, READ))
    write = dict(_addresses(issue, remark, link, WRITE))
    return {
        **{f"GET {name}": client.get(where).status_code for name, where in read.items()},
        **{f"POST {name}": client.post(where, given).status_code for name, where in write.items()},
    }


def test_an_author_enters_no_room_of_an_issue_that_is_not_his(
    author: User, issue: Issue, remark: Remark, link: ReviewLink
) -> None:
    client = Client()
    client.force_login(author)
    before = _traces(issue)
    for name, status in _statuses(client, issue, remark, link).items():
        assert status == 404, name
    assert _traces(issue) == before


def test_who_reads_along_in_public_enters_none_either(
    issue: Issue, remark: Remark, link: ReviewLink, now: datetime
) -> None:
    services.approve_issue(issue_id=issue.pk, by=None, at=now)
    services.publish_issue(issue_id=issue.pk, by=None, at=now)
    before = _traces(issue)
    for role in (Role.MODERATOR, Role.OPERATOR, Role.FINANCE):
        client = Client()
        client.force_login(factories.make_staff(role))
        for name, status in _statuses(client, issue, remark, link).items():
            assert status in (403, 404), (role, name)
    assert _traces(issue) == before


def test_strangers_are_sent_to_the_door(issue: Issue, remark: Remark, link: ReviewLink) -> None:
    reader = Client()
    reader.force_login(factories.make_subscriber())
    before = _traces(issue)
    for client in (Client(), reader):
        for name, where in _addresses(issue, remark, link, READ):
            answer = client.get(where)
            assert answer.status_code in (302, 403), name
            assert CANARY not in answer.content.decode()
        for name, where in _addresses(issue, remark, link, WRITE):
            assert client.post(where, {"body": "x"}).status_code in (302, 403), name
    assert _traces(issue) == before


def test_the_issues_author_enters_but_hands_out_no_links(
    author: User, now: datetime, link: ReviewLink
) -> None:
    issue = factories.make_issue(authors=(author.author,))
    remark = services.add_remark(issue_id=issue.pk, body="改", by=None, at=now)
    own = services.make_review_link(
        issue_id=issue.pk,
        reviewer="钱律师",
        may_approve=False,
        lasts=timedelta(days=1),
        by=None,
        at=timezone.now(),
    )
    client = Client()
    client.force_login(author)
    assert _statuses(client, issue, remark, own) == {
        "GET revisions": 200,
        "GET compare": 200,
        "GET restore": 200,
        "GET review": 200,
        "POST restore": 302,
        "POST remark": 302,
        "POST reply": 302,
        "POST resolve": 302,
        "POST reopen": 302,
        "POST link": 403,
        "POST revoke_link": 403,
    }
    page = client.get(reverse("admin:columns_issue_review", args=[issue.pk])).content.decode()
    assert services.link_token(own) not in page


def test_an_editor_enters_all_rooms(
    desk: Client, issue: Issue, remark: Remark, link: ReviewLink
) -> None:
    for name, status in _statuses(desk, issue, remark, link).items():
        assert status in (200, 302), name


def test_what_belongs_to_another_issue_is_not_found_under_this_one(
    desk: Client, issue: Issue, remark: Remark, link: ReviewLink
) -> None:
    other = factories.make_issue()
    before = _traces(issue)
    for name, where in _addresses(
        other, remark, link, ("reply", "resolve", "reopen", "revoke_link")
    ):
        assert desk.post(where, {"body": "x"}).status_code == 404, name
    assert _traces(issue) == before


def test_a_reply_is_no_thread_to_be_resolved(
    desk: Client, issue: Issue, remark: Remark, editor: User, now: datetime
) -> None:
    reply = services.add_remark(issue_id=issue.pk, body="答", by=editor, at=now, parent=remark)
    where = reverse("admin:columns_issue_resolve", args=[issue.pk, reply.pk])
    assert desk.post(where).status_code == 404


def test_what_changes_something_is_not_done_by_reading(
    desk: Client, issue: Issue, remark: Remark, link: ReviewLink
) -> None:
    names = tuple(name for name in WRITE if name != "restore")
    for name, where in _addresses(issue, remark, link, names):
        assert desk.get(where).status_code == 405, name


def test_forms_need_a_token(editor: User, issue: Issue, remark: Remark, link: ReviewLink) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(editor)
    before = _traces(issue)
    for name, where in _addresses(issue, remark, link, WRITE):
        assert strict.post(where, {"body": "x"}).status_code == 403, name
    assert _traces(issue) == before
