"""Roads by which a text might reach readers, or a rule be walked around, and do not."""

from datetime import datetime, timedelta

import pytest

from columns import services
from columns.audio.queries import narration_for
from columns.models import Draft, Issue, Revision
from columns.rights import OwnText
from columns.services.outsiders import approve_by_link
from neican.accounts.models import User
from neican.accounts.roles import Role
from neican.kernel.moves import IllegalMove
from tests import factories
from tests.columns.drafting.windows import Window
from tests.columns.workflow.conftest import Press

pytestmark = pytest.mark.django_db
NEW = "<p>换过的开头。</p>\n<p>换过的结尾。</p>"


@pytest.fixture
def public(now: datetime) -> Issue:
    return factories.make_published_issue(at=now)


def _approved(issue: Issue, now: datetime, body: str = NEW) -> Revision:
    """A changed text of it that was passed, and its finished sound."""
    services.save_revision(issue_id=issue.pk, body=body, by=None, at=now)
    text = services.approve_issue(issue_id=issue.pk, by=None, at=now).approved
    assert text is not None
    factories.make_narration(text, at=now, sound=f"{text.number}.mp3")
    return text


def _reject(issue: Issue, now: datetime, by: User | None = None) -> None:
    services.reject_issue(issue_id=issue.pk, reason="出处不明", by=by, at=now)


def test_the_sound_of_a_rejected_text_is_never_heard(public: Issue, now: datetime) -> None:
    _approved(public, now)
    _reject(public, now)
    services.save_revision(issue_id=public.pk, body="<p>三。</p><p>尾。</p>", by=None, at=now)
    services.approve_issue(issue_id=public.pk, by=None, at=now)
    services.publish_issue(issue_id=public.pk, by=None, at=now)
    public.refresh_from_db()
    assert narration_for(public) is None


def test_the_sound_of_what_was_out_serves_on(public: Issue, now: datetime) -> None:
    text = _approved(public, now)
    assert narration_for(public) is None
    services.publish_issue(issue_id=public.pk, by=None, at=now)
    factories.republish(public, "<p>又换。</p><p>尾。</p>", at=now)
    heard = narration_for(public)
    assert heard is not None
    assert heard.revision == text


def test_a_text_taken_off_the_schedule_was_never_out(now: datetime) -> None:
    issue = factories.make_issue(at=now)
    services.approve_issue(issue_id=issue.pk, by=None, at=now)
    hour = now + timedelta(hours=1)
    services.schedule_issue(issue_id=issue.pk, by=None, at=now, goes_out_at=hour)
    assert Revision.objects.get(issue=issue).out_at == hour
    services.unschedule_issue(issue_id=issue.pk, by=None, at=now)
    assert Revision.objects.get(issue=issue).out_at is None


@pytest.mark.parametrize("rejected", [True, False])
def test_what_comes_back_after_a_withdrawal_is_what_readers_had(
    public: Issue, now: datetime, rejected: bool
) -> None:
    before = public.live
    _approved(public, now)
    if rejected:
        _reject(public, now)
    services.withdraw_issue(issue_id=public.pk, by=None, at=now)
    assert services.publish_issue(issue_id=public.pk, by=None, at=now).live == before


def test_a_rejected_text_settles_nobodys_words(now: datetime) -> None:
    writer, chief = factories.make_staff(Role.EDITOR), factories.make_staff(Role.CHIEF_EDITOR)
    issue = factories.make_issue(by=writer, at=now)
    services.approve_issue(issue_id=issue.pk, by=chief, at=now)
    _reject(issue, now, by=chief)
    with pytest.raises(OwnText):
        services.approve_issue(issue_id=issue.pk, by=writer, at=now)


def test_restoring_anothers_words_does_not_make_them_ones_own(now: datetime) -> None:
    writer, other, chief = (factories.make_staff(Role.CHIEF_EDITOR) for _ in range(3))
    issue = factories.make_issue(body="<p>一。</p><p>尾。</p>", at=now)
    Window.open(issue, writer, now).save(NEW)
    services.keep_draft(issue_id=issue.pk, by=writer, at=now)
    services.restore_revision(issue_id=issue.pk, number=1, by=other, at=now)
    services.approve_issue(issue_id=issue.pk, by=chief, at=now)
    services.restore_revision(issue_id=issue.pk, number=2, by=other, at=now)
    for nobody in (writer, other):
        with pytest.raises(OwnText):
            services.approve_issue(issue_id=issue.pk, by=nobody, at=now)
    services.approve_issue(issue_id=issue.pk, by=chief, at=now)


def test_who_is_to_sign_an_update_does_not_pass_it(public: Issue, now: datetime) -> None:
    editor = factories.make_staff(Role.EDITOR)
    signs = factories.make_author(user=editor).pk
    services.save_revision(issue_id=public.pk, facts={"authors": [signs]}, by=None, at=now)
    with pytest.raises(OwnText):
        services.approve_issue(issue_id=public.pk, by=editor, at=now)


@pytest.mark.parametrize(
    ("role", "body", "stage"),
    [
        (Role.EDITOR, NEW, "scheduled"),
        (Role.AUTHOR, NEW, "review"),
        (Role.EDITOR, "<p> </p>", "review"),
    ],
)
def test_without_a_second_look_only_an_editors_whole_text_goes_out(
    now: datetime, role: Role, body: str, stage: str
) -> None:
    by = factories.make_staff(role)
    issue = factories.make_issue(authors=(factories.make_author(user=by),), at=now)
    column = issue.season.column
    column.review_again = False
    column.save()
    services.approve_issue(issue_id=issue.pk, by=None, at=now)
    hour = now + timedelta(hours=1)
    services.schedule_issue(issue_id=issue.pk, by=None, at=now, goes_out_at=hour)
    services.save_revision(issue_id=issue.pk, body=body, by=by, at=now)
    issue.refresh_from_db()
    assert issue.stage == stage


def test_whoever_set_the_hour_hears_that_a_change_took_it_away(now: datetime) -> None:
    author, chief = factories.make_staff(Role.AUTHOR), factories.make_staff(Role.CHIEF_EDITOR)
    issue = factories.make_issue(authors=(factories.make_author(user=author),), at=now)
    services.approve_issue(issue_id=issue.pk, by=None, at=now)
    hour = now + timedelta(hours=1)
    services.schedule_issue(issue_id=issue.pk, by=chief, at=now, goes_out_at=hour)
    services.save_revision(issue_id=issue.pk, body=NEW, by=author, at=now)
    assert chief.newsroom_notices.filter(event__kind="saved", event__became="review").count() == 1


def test_nothing_is_handed_back_that_nobody_handed_in(public: Issue, now: datetime) -> None:
    with pytest.raises(IllegalMove):
        _reject(public, now)
    public.refresh_from_db()
    assert public.update_stage == ""


def test_a_link_opens_nothing_once_its_maker_is_gone(now: datetime) -> None:
    maker = factories.make_staff(Role.CHIEF_EDITOR)
    issue = factories.make_issue(at=now)
    services.submit_issue(issue_id=issue.pk, by=None, at=now)
    link = services.make_review_link(
        issue_id=issue.pk,
        reviewer="赵教授",
        may_approve=True,
        lasts=timedelta(days=1),
        by=maker,
        at=now,
    )
    maker.delete()
    with pytest.raises(services.LinkClosed):
        approve_by_link(link=link, revision_number=1, at=now)


def test_words_that_came_in_meanwhile_are_not_published_unread(press: Press, now: datetime) -> None:
    chief = factories.make_staff(Role.CHIEF_EDITOR)
    issue = factories.make_issue(at=now)
    column = issue.season.column
    column.second_person = False
    column.save()
    seen = issue.draft.version
    Window.open(issue, factories.make_staff(Role.EDITOR), now).save("<p>写到一半的</p>")
    press(chief, issue, "release", version=seen)
    issue.refresh_from_db()
    assert issue.status == Issue.Status.DRAFT
    press(chief, issue, "release")
    issue.refresh_from_db()
    assert issue.status == Issue.Status.PUBLISHED


def test_settling_a_clash_takes_no_other_fact_back(now: datetime) -> None:
    issue = factories.make_issue(body="<p>一。</p>\n<p>二。</p>", at=now)
    one = Window.open(issue, factories.make_staff(Role.EDITOR), now)
    other = Window.open(issue, factories.make_staff(Role.EDITOR), now)
    one.save("<p>甲的一。</p>\n<p>二。</p>", facts={"standfirst": "甲的导语", "headline": "甲"})
    stale = {"standfirst": issue.draft.facts["standfirst"], "headline": "乙"}
    with pytest.raises(services.Clash) as clash:
        other.save("<p>乙的一。</p>\n<p>二。</p>", facts=stale)
    other.save("<p>乙的一。</p>\n<p>二。</p>", facts=stale, over_version=clash.value.version)
    draft = Draft.objects.get(issue=issue)
    assert draft.facts["standfirst"] == "甲的导语"
    assert draft.facts["headline"] == "乙"
    assert "乙的一" in draft.body


def test_an_older_save_does_not_stand_in_for_a_newer_clash(now: datetime) -> None:
    issue = factories.make_issue(body="<p>一。</p>", at=now)
    one = Window.open(issue, factories.make_staff(Role.EDITOR), now)
    other = Window.open(issue, factories.make_staff(Role.EDITOR), now)
    one.save("<p>甲。</p>")
    with pytest.raises(services.Clash):
        other.save("<p>乙写的长长一段。</p>", seq=2)
    other.save("<p>乙。</p>", seq=1)
    refused = issue.sessions.get(key=other.key).refused
    assert refused is not None
    assert refused["body"] == "<p>乙写的长长一段。</p>"


def test_nobody_restores_under_a_colleagues_lock(now: datetime) -> None:
    issue = factories.make_issue(body="<p>一。</p>", at=now)
    holder = Window.open(issue, factories.make_staff(Role.EDITOR), now)
    holder.save("<p>二。</p>")
    holder.lock()
    with pytest.raises(services.LockedByAnother):
        services.restore_revision(
            issue_id=issue.pk, number=1, by=factories.make_staff(Role.EDITOR), at=now
        )
    services.restore_revision(issue_id=issue.pk, number=1, by=holder.user, at=now)
    assert Draft.objects.get(issue=issue).body == "<p>一。</p>"


def test_a_text_replaced_on_the_schedule_was_never_out(now: datetime) -> None:
    issue = factories.make_issue(at=now)
    column = issue.season.column
    column.review_again = False
    column.save()
    services.approve_issue(issue_id=issue.pk, by=None, at=now)
    hour = now + timedelta(hours=1)
    services.schedule_issue(issue_id=issue.pk, by=None, at=now, goes_out_at=hour)
    services.save_revision(issue_id=issue.pk, body=NEW, by=None, at=now)
    dates = issue.revisions.order_by("number").values_list("out_at", flat=True)
    assert list(dates) == [None, hour]


def test_a_second_publication_called_off_leaves_what_readers_had(
    public: Issue, now: datetime
) -> None:
    before = public.live
    services.withdraw_issue(issue_id=public.pk, by=None, at=now)
    _approved(public, now)
    hour = now + timedelta(hours=1)
    services.schedule_issue(issue_id=public.pk, by=None, at=now, goes_out_at=hour)
    _reject(public, now)
    public.refresh_from_db()
    assert (public.live, public.approved) == (before, before)
