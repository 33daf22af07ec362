"""The working copy: saved as one writes, by several windows at once, and nothing is lost."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied

from columns import services
from columns.models import Draft, EditingSession, Issue
from columns.services import Clash
from neican.accounts.roles import Role
from tests import factories
from tests.columns.drafting.windows import Window

pytestmark = pytest.mark.django_db
TEXT = "<p>第一段。</p>\n<p>第二段。</p>\n<p>第三段。</p>"


@pytest.fixture
def issue(now: datetime) -> Issue:
    return factories.make_issue(body=TEXT, at=now)


def _window(issue: Issue, now: datetime, **user: object) -> Window:
    return Window.open(issue, factories.make_staff(Role.EDITOR, **user), now)


def _draft(issue: Issue) -> Draft:
    return Draft.objects.get(issue=issue)


def test_a_save_changes_the_working_copy_and_keeps_no_revision(issue: Issue, now: datetime) -> None:
    before = _draft(issue).version
    saved = _window(issue, now).save("<p>全新的一段。</p>")
    assert (saved.version, saved.body, saved.is_merged) == (
        before + 1,
        "<p>全新的一段。</p>",
        False,
    )
    assert _draft(issue).body == "<p>全新的一段。</p>"
    assert issue.revisions.count() == 1


def test_saving_the_same_again_is_no_new_version(issue: Issue, now: datetime) -> None:
    window = _window(issue, now)
    first = window.save("<p>一段。</p>")
    assert window.save("<p>一段。</p>").version == first.version


def test_changes_to_different_blocks_are_both_kept(issue: Issue, now: datetime) -> None:
    one, other = _window(issue, now), _window(issue, now)
    one.save(TEXT.replace("第一段", "甲改的第一段"))
    saved = other.save(TEXT.replace("第三段", "乙改的第三段"))
    assert saved.is_merged
    assert _draft(issue).body == "<p>甲改的第一段。</p>\n<p>第二段。</p>\n<p>乙改的第三段。</p>"


def test_a_window_that_never_takes_in_the_others_text_goes_on_merging(
    issue: Issue, now: datetime
) -> None:
    one, other = _window(issue, now), _window(issue, now)
    one.save(TEXT.replace("第一段", "甲一"))
    other.save(TEXT.replace("第三段", "乙三"))
    other.save(TEXT.replace("第三段", "乙三又改"))
    one.save(TEXT.replace("第一段", "甲一又改"))
    assert _draft(issue).body == "<p>甲一又改。</p>\n<p>第二段。</p>\n<p>乙三又改。</p>"


def test_the_same_block_changed_by_two_is_a_clash_that_loses_neither(
    issue: Issue, now: datetime
) -> None:
    one, other = _window(issue, now, display_name="张三"), _window(issue, now)
    theirs, mine = TEXT.replace("第二段", "张三的二"), TEXT.replace("第二段", "我的二")
    one.save(theirs)
    with pytest.raises(Clash) as clash:
        other.save(mine)
    assert clash.value.who == "张三"
    assert clash.value.theirs == theirs
    assert clash.value.merge is not None
    (place,) = clash.value.merge.conflicts
    assert (place.mine, place.theirs) == (("<p>我的二。</p>",), ("<p>张三的二。</p>",))
    assert _draft(issue).body == theirs
    session = EditingSession.objects.get(key=other.key)
    assert session.refused is not None
    assert session.refused["body"] == mine


def test_a_clash_is_settled_by_whoever_saw_the_newest_version(issue: Issue, now: datetime) -> None:
    one, other = _window(issue, now), _window(issue, now)
    one.save(TEXT.replace("第二段", "甲的二"))
    with pytest.raises(Clash) as clash:
        other.save(TEXT.replace("第二段", "乙的二"))
    chosen = TEXT.replace("第二段", "合起来的二")
    saved = other.save(chosen, over_version=clash.value.version)
    assert _draft(issue).body == chosen
    assert not saved.is_merged
    assert EditingSession.objects.get(key=other.key).refused is None


def test_a_choice_made_over_an_older_version_clashes_again(issue: Issue, now: datetime) -> None:
    one, other = _window(issue, now), _window(issue, now)
    one.save(TEXT.replace("第二段", "甲的二"))
    with pytest.raises(Clash) as clash:
        other.save(TEXT.replace("第二段", "乙的二"))
    one.save(TEXT.replace("第二段", "甲又改的二"))
    with pytest.raises(Clash):
        other.save(TEXT.replace("第二段", "乙的二"), over_version=clash.value.version)
    assert "甲又改的二" in _draft(issue).body


def test_two_quick_saves_of_one_window_never_clash_with_each_other(
    issue: Issue, now: datetime
) -> None:
    window = _window(issue, now)
    window.save(TEXT.replace("第二段", "第二段加"))
    window.save(TEXT.replace("第二段", "第二段加字"))
    assert "第二段加字。" in _draft(issue).body


def test_an_older_save_that_comes_late_changes_nothing(issue: Issue, now: datetime) -> None:
    window = _window(issue, now)
    window.save("<p>新的。</p>", seq=2)
    saved = window.save("<p>旧的。</p>", seq=1)
    assert saved.body == "<p>新的。</p>"
    assert _draft(issue).body == "<p>新的。</p>"


def test_facts_are_merged_one_by_one(issue: Issue, now: datetime) -> None:
    one, other = _window(issue, now), _window(issue, now)
    one.save(TEXT, facts={"headline": "甲的标题"})
    other.save(TEXT, facts={"standfirst": "乙的导语"})
    assert _draft(issue).facts["headline"] == "甲的标题"
    assert _draft(issue).facts["standfirst"] == "乙的导语"
    with pytest.raises(Clash) as clash:
        other.save(TEXT, facts={"headline": "乙的标题"})
    assert clash.value.fact_names == ("headline",)


def test_a_publication_meanwhile_is_no_clash(issue: Issue, now: datetime) -> None:
    window = _window(issue, now)
    services.approve_issue(issue_id=issue.pk, by=None, at=now)
    hour = now + timedelta(minutes=1)
    services.schedule_issue(issue_id=issue.pk, by=None, at=now, goes_out_at=hour)
    services.publish_due(now=hour)
    window.save(TEXT.replace("第一段", "发布之后改的"), at=hour)
    issue.refresh_from_db()
    assert issue.live is not None
    assert "发布之后改的" not in issue.live.full_html
    assert "发布之后改的" in _draft(issue).body


def test_what_is_saved_is_cleaned(issue: Issue, now: datetime) -> None:
    _window(issue, now).save("<p onclick=x>字<script>alert(1)</script></p>")
    assert _draft(issue).body == "<p>字</p>"


def test_an_author_writes_what_bears_his_name_and_nothing_else(now: datetime) -> None:
    author = factories.make_staff(Role.AUTHOR)
    own = factories.make_issue(authors=(factories.make_author(user=author),), at=now)
    window = Window.open(own, author, now)
    window.save("<p>我自己写的。</p>", facts={"headline": "我的标题"})
    assert _draft(own).facts["headline"] == "我的标题"
    with pytest.raises(PermissionDenied):
        window.save("<p>再写。</p>", facts={"is_trial": True})
    with pytest.raises(PermissionDenied):
        Window.open(factories.make_issue(at=now), author, now)


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.FINANCE, Role.OPERATOR])
def test_others_have_no_desk(role: Role, issue: Issue, now: datetime) -> None:
    with pytest.raises(PermissionDenied):
        Window.open(issue, factories.make_staff(role), now)


def test_a_window_of_somebody_else_is_not_his_to_save_with(issue: Issue, now: datetime) -> None:
    window, stranger = _window(issue, now), factories.make_staff(Role.EDITOR)
    window.user = stranger
    with pytest.raises(services.SessionEnded):
        window.save("<p>冒名。</p>")
    assert _draft(issue).body == TEXT


def test_an_unknown_window_saves_nothing(issue: Issue, now: datetime) -> None:
    window = _window(issue, now)
    window.key = uuid4()
    with pytest.raises(services.SessionEnded):
        window.save("<p>没有来历。</p>")
    assert _draft(issue).body == TEXT
