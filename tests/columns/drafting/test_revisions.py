"""What is kept, and what comes back."""

from datetime import datetime

import pytest

from columns import services
from columns.models import Draft, Issue
from neican.accounts.roles import Role
from tests import factories
from tests.columns.drafting.windows import Window

pytestmark = pytest.mark.django_db


@pytest.fixture
def issue(now: datetime) -> Issue:
    return factories.make_issue(body="<p>第一稿。</p>", at=now)


def test_keeping_the_draft_makes_a_revision_with_author_time_and_note(
    issue: Issue, now: datetime
) -> None:
    writer = factories.make_staff(Role.EDITOR)
    Window.open(issue, writer, now).save("<p>第二稿。</p>", facts={"headline": "新标题"})
    kept = services.keep_draft(issue_id=issue.pk, by=writer, at=now, note="改了开头")
    assert kept is not None
    assert (kept.number, kept.body, kept.note) == (2, "<p>第二稿。</p>", "改了开头")
    assert (kept.saved_by, kept.saved_at, kept.contributors) == (writer, now, [writer.pk])
    assert kept.facts["headline"] == "新标题"
    issue.refresh_from_db()
    assert issue.headline == "新标题"
    assert services.keep_draft(issue_id=issue.pk, by=writer, at=now) is None


def test_everybody_who_typed_since_is_a_contributor(issue: Issue, now: datetime) -> None:
    one, other = factories.make_staff(Role.EDITOR), factories.make_staff(Role.EDITOR)
    Window.open(issue, one, now).save("<p>第一稿。</p><p>甲加的。</p>")
    Window.open(issue, other, now).save("<p>第一稿。</p><p>甲加的。</p><p>乙加的。</p>")
    kept = services.keep_draft(issue_id=issue.pk, by=other, at=now)
    assert kept is not None
    assert set(kept.contributors) == {one.pk, other.pk}


def test_a_public_issue_shows_no_fact_before_it_goes_out(now: datetime) -> None:
    issue = factories.make_published_issue(at=now, headline="旧标题")
    services.save_revision(issue_id=issue.pk, facts={"headline": "新标题"}, by=None, at=now)
    issue.refresh_from_db()
    assert (issue.headline, issue.update_stage) == ("旧标题", "draft")
    services.approve_issue(issue_id=issue.pk, by=None, at=now)
    services.publish_issue(issue_id=issue.pk, by=None, at=now)
    issue.refresh_from_db()
    assert (issue.headline, issue.update_stage) == ("新标题", "")


def test_replacing_a_draft_keeps_what_somebody_typed_there(issue: Issue, now: datetime) -> None:
    writer = factories.make_staff(Role.EDITOR)
    Window.open(issue, writer, now).save("<p>还没留存的字。</p>")
    services.save_revision(issue_id=issue.pk, body="<p>导入的字。</p>", by=None, at=now)
    bodies = [(one.body, one.saved_by) for one in issue.revisions.order_by("number")]
    assert bodies[1:] == [("<p>还没留存的字。</p>", writer), ("<p>导入的字。</p>", None)]


def test_restoring_brings_text_and_facts_back_and_loses_nothing(
    issue: Issue, now: datetime
) -> None:
    writer = factories.make_staff(Role.EDITOR)
    window = Window.open(issue, writer, now)
    headline = issue.headline
    window.save("<p>改坏了。</p>", facts={"headline": "坏标题"})
    kept = services.restore_revision(issue_id=issue.pk, number=1, by=writer, at=now)
    assert kept is not None
    assert kept.body == "<p>第一稿。</p>"
    draft = Draft.objects.get(issue=issue)
    assert (draft.body, draft.facts["headline"]) == ("<p>第一稿。</p>", headline)
    assert issue.revisions.filter(body="<p>改坏了。</p>").exists()
    assert issue.events.filter(kind="restored").count() == 1
    # A window still open on the bad text merges with what was restored.
    window.save("<p>改坏了。</p><p>又一段。</p>")
    assert Draft.objects.get(issue=issue).body == "<p>第一稿。</p>\n<p>又一段。</p>"
