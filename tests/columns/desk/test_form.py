"""The desk's page without scripts: one form that saves, keeps, and loses nothing when refused."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from columns import services
from columns.models import Draft, EditingSession, Issue
from neican.accounts.models import User
from neican.accounts.roles import Role
from tests import factories
from tests.columns.desk.desks import TEXT, Desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor() -> User:
    return factories.make_staff(Role.EDITOR, display_name="张三")


@pytest.fixture
def desk(client: Client, editor: User) -> Client:
    client.force_login(editor)
    return client


@pytest.fixture
def issue() -> Issue:
    return factories.make_issue(body=TEXT)


def _change(issue: Issue) -> str:
    return reverse("admin:columns_issue_change", args=[issue.pk])


def _fields(desk: Client, issue: Issue, **changed: Any) -> dict[str, Any]:
    """The form as a browser without scripts would send it back."""
    form = desk.get(_change(issue)).context["form"]
    names = ("headline", "rubric", "standfirst", "body", "session", "seq", "authors", "head_image")
    shown = {name: form[name].value() for name in names if name in form.fields}
    rows = form["topics"].value() or []
    topics = {
        f"topics_{part}": [row[part] for row in rows] for part in ("label", "question", "section")
    }
    posted = {**shown, **topics, **changed}
    return {name: "" if value is None else value for name, value in posted.items()}


def test_a_new_issue_gets_its_number_and_opens_the_desk(desk: Client) -> None:
    season = factories.make_season()
    answer = desk.post(
        reverse("admin:columns_issue_add"), {"season": season.pk, "headline": " 第一期\n"}
    )
    issue = Issue.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, _change(issue))
    assert (issue.number, issue.status, issue.headline) == (1, Issue.Status.DRAFT, "第一期")
    assert [event.kind for event in issue.events.all()] == ["created"]


def test_a_new_issue_needs_season_and_headline(desk: Client) -> None:
    season = factories.make_season()
    for fields in ({"season": season.pk}, {"headline": "第一期"}, {}):
        assert desk.post(reverse("admin:columns_issue_add"), fields).status_code == 200
    assert not Issue.objects.exists()


def test_saving_keeps_a_revision_with_its_note(desk: Client, issue: Issue, editor: User) -> None:
    second = factories.make_author(name="陈默")
    first = issue.bylines.get().author
    fields = _fields(
        desk,
        issue,
        headline="换了\n标题",
        body="<p>新写的<script>alert(1)</script></p>",
        authors=[second.pk, first.pk],
        topics_label=["运费", ""],
        topics_question=["为什么？", ""],
        topics_section=["", ""],
        is_trial="on",
        note="第二稿",
    )
    answer = desk.post(_change(issue), fields, follow=True)
    assert "已保存为修订 2" in answer.content.decode()
    kept = issue.revisions.get(number=2)
    assert (kept.body, kept.note, kept.saved_by) == ("<p>新写的</p>", "第二稿", editor)
    assert kept.facts["headline"] == "换了 标题"
    assert kept.facts["authors"] == [second.pk, first.pk]
    assert kept.facts["topics"] == [{"label": "运费", "question": "为什么？", "section": ""}]
    assert kept.facts["is_trial"] is True


def test_saving_what_is_the_same_keeps_nothing_new(desk: Client, issue: Issue) -> None:
    answer = desk.post(_change(issue), _fields(desk, issue), follow=True)
    assert "没有新的改动" in answer.content.decode()
    assert issue.revisions.count() == 1


def test_readers_keep_the_live_text_while_a_change_is_written(desk: Client) -> None:
    issue = factories.make_published_issue()
    desk.post(_change(issue), _fields(desk, issue, headline="换了标题", body="<p>新的。</p>"))
    live, headline = issue.live, issue.headline
    issue.refresh_from_db()
    assert (issue.live, issue.headline) == (live, headline)
    assert issue.update_stage == Issue.UpdateStage.DRAFT


def test_a_refused_form_comes_back_with_everything_typed(desk: Client, issue: Issue) -> None:
    fields = _fields(
        desk,
        issue,
        headline="",
        body="<p>新写的。</p>",
        standfirst="新导语",
        note="说明",
        topics_label=["运费"],
        topics_question=[""],
        topics_section=["第一节"],
    )
    answer = desk.post(_change(issue), fields)
    page = answer.content.decode()
    assert answer.status_code == 200
    for words in ("新写的。", "新导语", "说明", "运费", "第一节", "第 1 个话题还没写完"):
        assert words in page
    assert Draft.objects.get(issue=issue).body == TEXT
    assert issue.revisions.count() == 1


def test_a_clash_comes_back_with_both_texts_and_the_second_press_decides(
    desk: Client, issue: Issue
) -> None:
    mine = _fields(desk, issue, body=TEXT.replace("第二段", "我写的"))
    li = Desk.of(factories.make_staff(Role.EDITOR, display_name="李四"), issue)
    li.save(TEXT.replace("第二段", "李四写的"))
    answer = desk.post(_change(issue), mine)
    page = answer.content.decode()
    assert "您和李四改了同一处" in page
    assert "我写的" in page
    assert "李四写的" in page
    assert "李四写的" in Draft.objects.get(issue=issue).body
    seen = answer.context["form"]["over_version"].value()
    desk.post(_change(issue), {**mine, "over_version": seen})
    assert Draft.objects.get(issue=issue).body == TEXT.replace("第二段", "我写的")


def test_a_form_whose_window_is_over_says_so_and_saves_nothing(
    desk: Client, issue: Issue, now: Any
) -> None:
    fields = _fields(desk, issue, body="<p>晚了。</p>")
    EditingSession.objects.update(ended_at=now)
    page = desk.post(_change(issue), fields).content.decode()
    assert "这个窗口已经被结束" in page
    assert "晚了。" in page
    assert Draft.objects.get(issue=issue).body == TEXT


@pytest.mark.parametrize("lost", ["session", "seq"])
def test_a_form_without_its_window_is_refused(desk: Client, issue: Issue, lost: str) -> None:
    fields = _fields(desk, issue, body="<p>新的。</p>")
    del fields[lost]
    answer = desk.post(_change(issue), fields)
    assert answer.status_code == 200
    assert Draft.objects.get(issue=issue).body == TEXT


def test_an_issue_stays_in_its_season_and_its_state(desk: Client, issue: Issue) -> None:
    other = factories.make_season()
    desk.post(_change(issue), _fields(desk, issue, season=other.pk, status="published", number=7))
    season, number = issue.season_id, issue.number
    issue.refresh_from_db()
    assert (issue.season_id, issue.number, issue.status) == (season, number, Issue.Status.DRAFT)


def test_each_opening_is_a_window_of_its_own(desk: Client, issue: Issue) -> None:
    keys = set()
    for _time in range(2):
        page = desk.get(_change(issue)).content.decode()
        keys.update(re.findall(r'name="session" value="([^"]+)"', page))
    assert len(keys) == EditingSession.objects.count() == 2


def test_an_author_sees_only_what_he_may_change(client: Client) -> None:
    person = factories.make_staff(Role.AUTHOR)
    issue = factories.make_issue(body=TEXT, authors=(factories.make_author(user=person),))
    client.force_login(person)
    form = client.get(_change(issue)).context["form"]
    assert {"authors", "is_trial"} & set(form.fields) == set()
    fields = _fields(client, issue, body="<p>我写的。</p>", authors=[], is_trial="on")
    assert client.post(_change(issue), fields).status_code == 302
    kept = issue.revisions.get(number=2)
    assert kept.body == "<p>我写的。</p>"
    assert len(kept.facts["authors"]) == 1
    assert kept.facts["is_trial"] is False


def test_an_author_begins_an_issue_that_bears_his_name(client: Client) -> None:
    person = factories.make_staff(Role.AUTHOR)
    author = factories.make_author(user=person)
    client.force_login(person)
    season = factories.make_season()
    fields = {"season": season.pk, "headline": "我的一期"}
    answer = client.post(reverse("admin:columns_issue_add"), fields, follow=True)
    assert answer.status_code == 200
    assert [byline.author for byline in Issue.objects.get().bylines.all()] == [author]


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.OPERATOR])
def test_those_who_read_along_see_what_is_printed_and_nothing_else(
    client: Client, role: Role
) -> None:
    public, draft = factories.make_published_issue(), factories.make_issue()
    editor = Desk.of(factories.make_staff(Role.EDITOR), public)
    editor.save("<p>还没发的字。</p>", facts={"headline": "还没发的标题"})
    client.force_login(factories.make_staff(role))
    answer = client.get(_change(public))
    assert answer.status_code == 200
    assert public.headline in answer.content.decode()
    assert "还没发的" not in answer.content.decode()
    assert client.post(_change(public), {"headline": "x"}).status_code == 403
    assert client.get(_change(draft)).status_code == 302


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.FINANCE, Role.AUTHOR, Role.OPERATOR])
def test_others_can_neither_write_nor_open_it(client: Client, issue: Issue, role: Role) -> None:
    client.force_login(factories.make_staff(role))
    assert client.post(_change(issue), {"headline": "x"}).status_code in (302, 403)
    assert Draft.objects.get(issue=issue).body == TEXT
    assert not EditingSession.objects.exists()


def test_a_publication_meanwhile_is_no_false_alarm(desk: Client, issue: Issue, now: Any) -> None:
    """The desk was opened on a draft; it went out before the editor saved."""
    fields = _fields(desk, issue, headline="改过的标题", status="draft", live="")
    services.approve_issue(issue_id=issue.pk, by=None, at=now)
    services.publish_issue(issue_id=issue.pk, by=None, at=now)
    assert desk.post(_change(issue), fields).status_code == 302
    issue.refresh_from_db()
    assert (issue.status, issue.update_stage) == ("published", "draft")
    assert Draft.objects.get(issue=issue).facts["headline"] == "改过的标题"
