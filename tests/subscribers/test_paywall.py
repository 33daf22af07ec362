"""Both sides of the one gate."""

from datetime import datetime, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from pytest_django import DjangoAssertNumQueries

from columns import services as newsroom
from neican.accounts.roles import Role
from subscribers import services
from subscribers.models import Entitlement
from subscribers.paywall import Access, Standing, Why, access_to, answer
from tests import factories

pytestmark = pytest.mark.django_db


def test_a_visitor_gets_the_preview(now: datetime) -> None:
    issue = factories.make_published_issue()
    for visitor in (None, AnonymousUser()):
        assert access_to(issue, visitor, now) == Access(is_full=False, why=Why.SIGNED_OUT)


def test_a_reader_without_rights_gets_the_preview(now: datetime) -> None:
    issue = factories.make_published_issue()
    assert access_to(issue, factories.make_user(), now).why == Why.NOT_ENTITLED


def test_a_trial_issue_is_open_to_all(now: datetime) -> None:
    issue = factories.make_published_issue(is_trial=True)
    assert access_to(issue, None, now) == Access(is_full=True, why=Why.TRIAL_ISSUE)


def test_a_right_opens_its_season_its_column_or_all_and_nothing_else(now: datetime) -> None:
    issue = factories.make_published_issue()
    other = factories.make_published_issue(
        season=factories.make_season(column=issue.season.column, number=2)
    )
    strange = factories.make_published_issue()
    opened = {
        "season": factories.make_subscriber(season=issue.season),
        "column": factories.make_subscriber(column=issue.season.column),
        "all": factories.make_subscriber(),
    }
    answers = {
        name: [access_to(one, reader, now).is_full for one in (issue, other, strange)]
        for name, reader in opened.items()
    }
    assert answers == {
        "season": [True, False, False],
        "column": [True, True, False],
        "all": [True, True, True],
    }


def test_a_right_holds_from_its_start_up_to_but_not_at_its_end(now: datetime) -> None:
    issue = factories.make_published_issue()
    end = now + timedelta(days=1)
    reader = factories.make_subscriber(starts_at=now, ends_at=end)
    moments = [now - timedelta(microseconds=1), now, end - timedelta(microseconds=1), end]
    assert [access_to(issue, reader, at).is_full for at in moments] == [False, True, True, False]
    assert access_to(issue, reader, now).until == end


def test_the_longest_right_says_until_when(now: datetime) -> None:
    issue = factories.make_published_issue()
    reader = factories.make_subscriber(ends_at=now + timedelta(days=1))
    factories.make_entitlement(reader=reader, ends_at=now + timedelta(days=9))
    assert access_to(issue, reader, now).until == now + timedelta(days=9)
    factories.make_entitlement(reader=reader)
    assert access_to(issue, reader, now).until is None


def test_a_revoked_right_opens_nothing_and_leaves_the_others(now: datetime) -> None:
    issue = factories.make_published_issue()
    reader = factories.make_user()
    first = factories.make_entitlement(reader=reader)
    services.revoke(entitlement_id=first.pk, reason="退款", at=now, by=None)
    assert access_to(issue, reader, now - timedelta(seconds=1)).is_full
    assert not access_to(issue, reader, now).is_full
    factories.make_entitlement(reader=reader, column=issue.season.column)
    assert access_to(issue, reader, now).is_full


def test_the_ledger_is_only_added_to(now: datetime) -> None:
    row = factories.make_entitlement(reader=factories.make_user())
    row.ends_at = now
    with pytest.raises(TypeError):
        row.save()
    services.revoke(entitlement_id=row.pk, reason="一", at=now, by=None)
    services.revoke(entitlement_id=row.pk, reason="二", at=now, by=None)
    assert Entitlement.objects.filter(revokes=row).count() == 1


def test_an_unpublished_or_withdrawn_issue_is_shut_for_subscribers(now: datetime) -> None:
    reader = factories.make_subscriber()
    draft = factories.make_issue(is_trial=True)
    gone = factories.make_published_issue()
    gone = newsroom.withdraw_issue(issue_id=gone.pk, by=None, at=now)
    assert access_to(draft, reader, now).why == Why.NOT_PUBLIC
    assert access_to(gone, reader, now).why == Why.NOT_PUBLIC


def test_a_disabled_account_opens_nothing(now: datetime) -> None:
    reader = factories.make_subscriber()
    reader.is_active = False
    assert not access_to(factories.make_published_issue(), reader, now).is_full


def test_editors_read_everything_and_finance_does_not(now: datetime) -> None:
    issue = factories.make_published_issue()
    assert access_to(issue, factories.make_staff(Role.EDITOR), now).why == Why.STAFF
    assert not access_to(issue, factories.make_staff(Role.FINANCE), now).is_full


def test_a_withdrawn_issue_is_for_those_who_edit_it(now: datetime) -> None:
    issue = factories.make_published_issue()
    gone = newsroom.withdraw_issue(issue_id=issue.pk, by=None, at=now)
    assert access_to(gone, factories.make_staff(Role.EDITOR), now).why == Why.STAFF
    for role in (Role.MODERATOR, Role.OPERATOR):
        assert access_to(gone, factories.make_staff(role), now).why == Why.NOT_PUBLIC


def test_a_row_says_of_itself_what_the_table_says_of_it(now: datetime) -> None:
    day, reader = timedelta(days=1), factories.make_user()
    for start, end in [(-day, None), (-day, day), (-day, 0 * day), (0 * day, day), (day, 2 * day)]:
        factories.make_entitlement(
            reader=reader, starts_at=now + start, ends_at=None if end is None else now + end
        )
    rows = Entitlement.objects.filter(reader=reader)
    in_force = set(Entitlement.objects.filter(reader=reader).in_force(now))
    assert {row for row in rows if row.holds_at(now)} == in_force
    assert len(in_force) == 3


def test_a_supposed_row_out_of_its_span_opens_nothing(now: datetime) -> None:
    issue = factories.make_published_issue()
    row = Entitlement(scope="all", starts_at=now - timedelta(days=2), ends_at=now)
    standing = Standing(is_signed_in=True, ledger=[row])
    assert not answer(issue, standing, now).is_full
    assert answer(issue, standing, now - timedelta(seconds=1)).is_full


def test_the_gate_asks_one_question(
    now: datetime, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    issue = factories.make_published_issue()
    reader = factories.make_subscriber()
    with django_assert_num_queries(1):
        access_to(issue, reader, now)
