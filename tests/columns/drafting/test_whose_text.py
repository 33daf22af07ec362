"""Nobody approves his own words; what was approved before is settled."""

from datetime import datetime

import pytest

from columns import services
from columns.models import Issue
from columns.rights import OwnText
from neican.accounts.models import User
from neican.accounts.roles import Role
from tests import factories
from tests.columns.drafting.windows import Window

pytestmark = pytest.mark.django_db


@pytest.fixture
def writer() -> User:
    return factories.make_staff(Role.EDITOR)


@pytest.fixture
def chief() -> User:
    return factories.make_staff(Role.CHIEF_EDITOR)


@pytest.fixture
def issue(writer: User, now: datetime) -> Issue:
    issue = factories.make_issue(at=now)
    Window.open(issue, writer, now).save("<p>作者写的。</p>")
    services.submit_issue(issue_id=issue.pk, by=writer, at=now)
    return issue


def _approve(issue: Issue, by: User, now: datetime) -> None:
    services.approve_issue(issue_id=issue.pk, by=by, at=now)


def test_the_writer_is_refused_and_nothing_changes(
    issue: Issue, writer: User, now: datetime
) -> None:
    with pytest.raises(OwnText, match="另一位编辑"):
        _approve(issue, writer, now)
    issue.refresh_from_db()
    assert (issue.status, issue.approved) == (Issue.Status.REVIEW, None)


def test_a_colleague_passes_it(issue: Issue, chief: User, now: datetime) -> None:
    _approve(issue, chief, now)
    issue.refresh_from_db()
    assert issue.status == Issue.Status.APPROVED


def test_a_column_may_do_without_a_second_person(issue: Issue, writer: User, now: datetime) -> None:
    column = issue.season.column
    column.second_person = False
    column.save()
    _approve(issue, writer, now)
    issue.refresh_from_db()
    assert issue.status == Issue.Status.APPROVED


def test_keeping_what_others_typed_makes_nobody_its_writer(
    writer: User, chief: User, now: datetime
) -> None:
    issue = factories.make_issue(at=now)
    Window.open(issue, writer, now).save("<p>作者写的。</p>")
    services.keep_draft(issue_id=issue.pk, by=chief, at=now)
    _approve(issue, chief, now)


def test_who_mends_a_word_after_passing_needs_another_for_that_word(
    issue: Issue, writer: User, chief: User, now: datetime
) -> None:
    _approve(issue, chief, now)
    Window.open(issue, chief, now).save("<p>作者写的，主编改了一个字。</p>")
    services.keep_draft(issue_id=issue.pk, by=chief, at=now)
    issue.refresh_from_db()
    assert issue.status == Issue.Status.REVIEW
    with pytest.raises(OwnText):
        _approve(issue, chief, now)
    _approve(issue, writer, now)  # her own words were passed before; these are his


def test_who_signs_an_issue_does_not_pass_it(chief: User, now: datetime) -> None:
    issue = factories.make_issue(authors=(factories.make_author(user=chief),), at=now)
    with pytest.raises(OwnText):
        _approve(issue, chief, now)
