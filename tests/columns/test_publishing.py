"""What happens when an issue goes out, comes back or changes."""

from datetime import datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from columns import services
from columns.models import Issue, Revision
from columns.services import publishing, steps
from neican.accounts.roles import Role
from neican.kernel.moves import IllegalMove
from tests import factories
from tests.factories import CANARY

pytestmark = pytest.mark.django_db


def test_publishing_freezes_the_newest_text(now: datetime) -> None:
    issue = factories.make_published_issue(at=now)
    live = issue.live
    assert live is not None
    assert live.frozen_at == now
    assert CANARY in live.full_html
    assert [section["title"] for section in live.sections] == ["第一节", "第二节"]
    assert issue.published_at == now


def test_the_preview_of_a_frozen_text_holds_no_paid_word(now: datetime) -> None:
    live = factories.make_published_issue(at=now).live
    assert live is not None
    assert "开头这一段人人可读" in live.preview_html
    assert CANARY not in live.preview_html
    assert CANARY not in str(live.free_blocks)
    assert "墙后的第一句" not in live.preview_html


def test_an_unchanged_issue_is_not_published_twice(now: datetime) -> None:
    issue = factories.make_published_issue(at=now)
    again = services.publish_issue(issue_id=issue.pk, by=None, at=now + timedelta(hours=1))
    assert again.live_id == issue.live_id
    assert issue.events.filter(kind__in=("published", "updated")).count() == 1
    assert issue.revisions.count() == 1


def test_a_new_text_replaces_the_live_one_and_keeps_the_first_date(now: datetime) -> None:
    issue = factories.make_published_issue(at=now)
    first = issue.live
    later = now + timedelta(days=1)
    changed = factories.republish(issue, "<p>全新的开头。</p><p>全新的结尾。</p>", at=later)
    assert changed.live != first
    assert changed.published_at == now
    assert changed.edited_at is None  # a silent fix leaves no date


def test_a_frozen_revision_is_never_written_again(now: datetime) -> None:
    issue = factories.make_published_issue(at=now)
    before = Revision.objects.values().get(live_for=issue)
    topic = {"label": "新话题", "question": "为什么？", "section": ""}
    later = now + timedelta(hours=1)
    changed = factories.republish(issue, factories.BODY, at=later, topics=[topic])
    assert changed.live_id != before["id"]
    assert Revision.objects.values().get(pk=before["id"]) == before


def test_withdrawing_takes_an_issue_away_and_publishing_brings_it_back(now: datetime) -> None:
    issue = factories.make_published_issue(at=now)
    services.withdraw_issue(issue_id=issue.pk, by=None, at=now)
    assert not Issue.objects.public(now).exists()
    services.publish_issue(issue_id=issue.pk, by=None, at=now + timedelta(days=2))
    assert Issue.objects.public(now).get().published_at == now


def test_a_draft_cannot_skip_approval(now: datetime) -> None:
    issue = factories.make_issue(at=now)
    with pytest.raises(IllegalMove):
        services.publish_issue(issue_id=issue.pk, by=None, at=now)
    assert not Issue.objects.public(now).exists()


@pytest.mark.parametrize("role", [Role.AUTHOR, Role.MODERATOR, Role.FINANCE, Role.OPERATOR])
def test_only_editors_publish(role: Role, now: datetime) -> None:
    issue = factories.make_issue(at=now)
    services.approve_issue(issue_id=issue.pk, by=None, at=now)
    with pytest.raises(PermissionDenied):
        services.publish_issue(issue_id=issue.pk, by=factories.make_staff(role), at=now)
    assert not Issue.objects.public(now).exists()


def test_an_issue_without_author_says_so_and_stays_approved(now: datetime) -> None:
    issue = factories.make_issue(at=now)
    services.save_revision(issue_id=issue.pk, facts={"authors": []}, by=None, at=now)
    services.approve_issue(issue_id=issue.pk, by=None, at=now)
    with pytest.raises(services.NotReady, match="署名"):
        services.publish_issue(issue_id=issue.pk, by=None, at=now)
    issue.refresh_from_db()
    assert issue.status == Issue.Status.APPROVED


def test_a_scheduled_issue_goes_out_at_its_hour_and_not_before(now: datetime) -> None:
    hour = now + timedelta(minutes=5)
    issue = factories.make_issue(at=now)
    services.approve_issue(issue_id=issue.pk, by=None, at=now)
    services.schedule_issue(issue_id=issue.pk, by=None, at=now, goes_out_at=hour)
    before, after = hour - timedelta(seconds=1), hour + timedelta(minutes=20)
    assert services.publish_due(now=before) == []
    assert not Issue.objects.public(before).exists()
    assert services.publish_due(now=after) == [issue.pk]
    assert Issue.objects.public(after).get().published_at == hour
    assert services.publish_due(now=hour + timedelta(minutes=21)) == []


def test_one_that_cannot_go_out_does_not_hold_up_the_others(
    now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    issues = [factories.make_issue(at=now) for _ in range(3)]
    hour = now + timedelta(minutes=1)
    for issue in issues:
        services.approve_issue(issue_id=issue.pk, by=None, at=now)
        services.schedule_issue(issue_id=issue.pk, by=None, at=now, goes_out_at=hour)

    def spoilt(issue_id: int, at: datetime) -> Issue:
        if issue_id == issues[1].pk:
            raise ValueError("spoilt")
        return steps.lock(issue_id, at)

    monkeypatch.setattr(publishing, "lock", spoilt)
    assert set(services.publish_due(now=hour)) == {issues[0].pk, issues[2].pk}


def test_an_issue_published_ahead_of_its_hour_bears_todays_date(now: datetime) -> None:
    issue = factories.make_issue(at=now)
    services.approve_issue(issue_id=issue.pk, by=None, at=now)
    later = now + timedelta(days=3)
    services.schedule_issue(issue_id=issue.pk, by=None, at=now, goes_out_at=later)
    assert services.publish_issue(issue_id=issue.pk, by=None, at=now).published_at == now


def test_new_words_after_a_withdrawal_are_reviewed_anew(now: datetime) -> None:
    issue = factories.make_published_issue(at=now)
    services.withdraw_issue(issue_id=issue.pk, by=None, at=now)
    services.save_revision(issue_id=issue.pk, body="<p>新的。</p><p>尾。</p>", by=None, at=now)
    issue.refresh_from_db()
    assert issue.status == Issue.Status.DRAFT


@pytest.mark.parametrize("body", ["<hr>", '<hr class="paywall-cut">', "<p>……</p>"])
def test_a_body_without_a_word_does_not_go_out(body: str, now: datetime) -> None:
    issue = factories.make_issue(body=body, at=now)
    with pytest.raises(services.NotReady, match="正文"):
        services.approve_issue(issue_id=issue.pk, by=None, at=now)


def test_numbers_run_on_within_a_season(now: datetime) -> None:
    season = factories.make_season()
    numbers = [factories.make_issue(season=season, at=now).number for _ in range(3)]
    assert numbers == [1, 2, 3]
