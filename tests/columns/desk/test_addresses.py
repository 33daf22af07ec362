"""The desk's addresses: what a window is told, and what it is refused."""

import json
from typing import Any

import pytest
from django.test import Client

from columns import services
from columns.admin.desk import VIEWS, asking
from columns.models import Draft, EditingSession, Issue, Term
from neican.accounts.models import User
from neican.accounts.roles import Role
from tests import factories
from tests.columns.desk.desks import TEXT, Desk, address

pytestmark = pytest.mark.django_db


@pytest.fixture
def issue() -> Issue:
    return factories.make_issue(body=TEXT)


@pytest.fixture
def zhang(issue: Issue) -> Desk:
    return Desk.of(factories.make_staff(Role.EDITOR, display_name="张三"), issue)


@pytest.fixture
def li(issue: Issue) -> Desk:
    return Desk.of(factories.make_staff(Role.CHIEF_EDITOR, display_name="李四"), issue)


def _draft(issue: Issue) -> Draft:
    return Draft.objects.get(issue=issue)


def test_a_save_is_taken_and_its_version_told(zhang: Desk, issue: Issue) -> None:
    before = _draft(issue).version
    answer = zhang.save("<p>新的一段。</p>", facts={"headline": "换了标题"})
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    assert (answer.json()["version"], answer.json()["is_merged"]) == (before + 1, False)
    assert "body" not in answer.json()
    draft = _draft(issue)
    assert (draft.body, draft.facts["headline"]) == ("<p>新的一段。</p>", "换了标题")


def test_a_colleagues_blocks_come_back_with_the_answer(zhang: Desk, li: Desk) -> None:
    zhang.save(TEXT.replace("第一段", "张三改的第一段"))
    answer = li.save(TEXT.replace("第三段", "李四改的第三段")).json()
    assert (answer["is_merged"], answer["who"]) == (True, "")
    expected = "<p>张三改的第一段。</p>\n<p>第二段。</p>\n<p>李四改的第三段。</p>"
    assert answer["body"] == expected


def test_a_window_that_wrote_nothing_hears_who_did(zhang: Desk, li: Desk) -> None:
    zhang.save(TEXT.replace("第一段", "张三改的第一段"))
    answer = li.save(TEXT).json()
    assert (answer["is_merged"], answer["who"]) == (True, "张三")


def test_a_clash_tells_both_texts_and_changes_nothing(zhang: Desk, li: Desk, issue: Issue) -> None:
    zhang.save(TEXT.replace("第二段", "张三写的"), facts={"headline": "张三的标题"})
    version = _draft(issue).version
    answer = li.save(TEXT.replace("第二段", "李四写的"), facts={"headline": "李四的标题"})
    told = answer.json()
    assert (answer.status_code, told["who"], told["version"]) == (409, "张三", version)
    first, place, last = told["blocks"]
    assert (first, last) == ("<p>第一段。</p>", "<p>第三段。</p>")
    assert (place["base"], place["mine"], place["theirs"]) == (
        "<p>第二段。</p>",
        "<p>李四写的。</p>",
        "<p>张三写的。</p>",
    )
    assert told["facts"] == {"headline": {"mine": "李四的标题", "theirs": "张三的标题"}}
    assert _draft(issue).version == version


def test_a_choice_over_the_version_that_was_seen_stands(
    zhang: Desk, li: Desk, issue: Issue
) -> None:
    zhang.save(TEXT.replace("第二段", "张三写的"))
    mine = TEXT.replace("第二段", "李四写的")
    seen = li.save(mine).json()["version"]
    assert li.save(mine, over_version=seen - 1).status_code == 409
    assert li.save(mine, over_version=seen).status_code == 200
    assert _draft(issue).body == mine


def test_a_text_that_clashed_is_forgotten_when_its_owner_says_so(zhang: Desk, li: Desk) -> None:
    zhang.save(TEXT.replace("第二段", "张三写的"))
    li.save(TEXT.replace("第二段", "李四写的"))
    window = EditingSession.objects.get(key=li.key)
    assert window.refused is not None
    zhang.ask("forget", session=li.key)  # a colleague's word is not enough
    window.refresh_from_db()
    assert window.refused is not None
    assert li.ask("forget").status_code == 200
    window.refresh_from_db()
    assert window.refused is None


def test_a_locked_draft_is_refused_by_name_until_it_is_let_go(zhang: Desk, li: Desk) -> None:
    assert zhang.ask("lock").json()["lock"]["is_mine"] is True
    refused = li.save("<p>李四写的。</p>")
    assert refused.status_code == 423
    assert "张三 锁定了" in refused.json()["message"]
    assert li.ask("lock").status_code == 423
    assert zhang.save("<p>张三写的。</p>").status_code == 200
    zhang.ask("unlock")
    assert li.ask("lock").json()["lock"]["name"] == "您的另一个窗口"


def test_only_a_chief_editor_breaks_a_lock_and_the_window_is_over(
    zhang: Desk, li: Desk, issue: Issue
) -> None:
    zhang.ask("lock")
    assert zhang.ask("break").status_code == 403
    assert zhang.ask("pulse").status_code == 200
    assert li.ask("break").json()["lock"] is None
    for answer in (zhang.save("<p>晚了。</p>"), zhang.ask("pulse"), zhang.ask("keep")):
        assert answer.status_code == 410
        assert "复制" in answer.json()["message"]
    assert _draft(issue).body == TEXT
    assert issue.events.filter(kind="unlocked").count() == 1


def test_a_pulse_tells_who_is_here_until_they_leave(zhang: Desk, li: Desk) -> None:
    (other,) = zhang.ask("pulse").json()["others"]
    assert (other["name"], other["is_me"]) == ("李四", False)
    second = Desk.of(zhang.user, zhang.issue)
    names = {one["name"] for one in zhang.ask("pulse").json()["others"]}
    assert names == {"李四", "您的另一个窗口"}
    li.ask("end")
    second.ask("end")
    assert zhang.ask("pulse").json()["others"] == []


def test_a_closing_page_sends_a_form(zhang: Desk, issue: Issue) -> None:
    message = {"session": zhang.key, "seq": 1, "body": "<p>最后一句。</p>", "facts": {}}
    answer = zhang.client.post(address("save", issue), {"message": json.dumps(message)})
    assert answer.status_code == 200
    assert _draft(issue).body == "<p>最后一句。</p>"


def test_a_version_is_kept_once_and_not_without_a_headline(zhang: Desk, issue: Issue) -> None:
    zhang.save("<p>新的。</p>", facts={"headline": ""})
    refused = zhang.ask("keep", note="说明")
    assert refused.status_code == 400
    assert "还没有标题" in refused.json()["message"]
    assert issue.revisions.count() == 1
    zhang.save("<p>新的。</p>", facts={"headline": "有了"})
    assert zhang.ask("keep", note="说明").json()["number"] == 2
    assert issue.revisions.get(number=2).note == "说明"
    assert zhang.ask("keep", note="说明").json()["number"] is None
    assert issue.revisions.count() == 2


def test_a_half_written_topic_is_saved_but_not_kept(zhang: Desk, issue: Issue) -> None:
    half = [{"label": "运费", "question": "", "section": ""}]
    assert zhang.save(TEXT, facts={"topics": half}).status_code == 200
    assert _draft(issue).facts["topics"] == half
    assert "第 1 个话题还没写完" in zhang.ask("keep").json()["message"]
    assert issue.revisions.count() == 1


def test_an_approved_text_that_changes_says_where_it_went(zhang: Desk, issue: Issue) -> None:
    services.approve_issue(issue_id=issue.pk, by=None, at=_draft(issue).saved_at)
    zhang.save("<p>又改了。</p>")
    assert zhang.ask("keep").json()["moved"] == "审稿中"


@pytest.mark.parametrize(
    ("message", "status"),
    [
        ({"facts": {"headline": "长" * 81}}, 400),
        ({"facts": {"headline": "长" * 80}}, 200),
        ({"facts": {"headline": 7}}, 400),
        ({"facts": {"standfirst": "长" * 201}}, 400),
        ({"facts": {"rubric": "长" * 21}}, 400),
        ({"facts": {"topics": "话题"}}, 400),
        ({"facts": {"topics": [{"label": "长" * 31}]}}, 400),
        ({"facts": {"topics": [["话题"]]}}, 400),
        ({"facts": {"authors": [10**30]}}, 400),
        ({"facts": {"authors": [999_999]}}, 400),
        ({"facts": {"authors": "x"}}, 400),
        ({"facts": {"authors": []}}, 200),
        ({"facts": {"head_image": 999_999}}, 400),
        ({"facts": {"head_image": "²"}}, 400),
        ({"facts": {"head_image": None}}, 200),
        ({"facts": {"status": "published"}}, 400),
        ({"facts": []}, 200),
        ({"facts": 7}, 400),
        ({"body": 7}, 400),
        ({"seq": "1"}, 400),
        ({"seq": None}, 400),
        ({"seq": -1}, 400),
        ({"over_version": "x"}, 400),
        ({"session": "x"}, 400),
        ({"session": 7}, 400),
        ({"session": None}, 400),
        ({"session": "00000000-0000-0000-0000-000000000000"}, 410),
    ],
)
def test_what_is_no_sensible_message_is_refused_in_words(
    zhang: Desk, message: dict[str, Any], status: int
) -> None:
    answer = zhang.save(**{"body": TEXT, **message})
    assert answer.status_code == status
    assert ("message" in answer.json()) is (status != 200)


@pytest.mark.parametrize("raw", ["", "[]", "{", "null", "[" * 100_000])
def test_what_is_no_message_at_all_is_refused(zhang: Desk, issue: Issue, raw: str) -> None:
    answer = zhang.client.post(address("save", issue), raw, content_type="application/json")
    assert answer.status_code == 400


def test_a_text_beyond_two_megabytes_is_refused_in_words(zhang: Desk, issue: Issue) -> None:
    answer = zhang.save("<p>" + "a" * asking.LARGEST + "</p>")
    assert answer.status_code == 413
    assert "2 MB" in answer.json()["message"]
    assert _draft(issue).body == TEXT
    assert zhang.save("<p>" + "a" * (asking.LARGEST - 1000) + "</p>").status_code == 200


def test_suggestions_stand_beside_what_they_replace(zhang: Desk) -> None:
    answer = zhang.ask("punctuation", body="<p>没问题。</p><p>先说结论,再说。</p>")
    (one,) = answer.json()["suggestions"]
    assert (one["index"], one["before"], one["after"]) == (
        1,
        "<p>先说结论,再说。</p>",
        "<p>先说结论，再说。</p>",
    )


def test_misspellings_of_the_house_and_of_the_column_are_found(zhang: Desk, issue: Issue) -> None:
    Term.objects.create(wrong="Anthroic", right="Anthropic")
    Term.objects.create(wrong="帐号", right="账号")
    Term.objects.create(wrong="帐号", right="账户", column=issue.season.column)
    Term.objects.create(wrong="没问题", right="没有问题", column=factories.make_column())
    found = zhang.ask("terms", body="<p>没问题，Anthroic 的帐号。</p>").json()["found"]
    assert [(one["term"], one["preferred"]) for one in found] == [
        ("Anthroic", "Anthropic"),
        ("帐号", "账户"),
    ]


def test_an_author_writes_his_issue_but_not_its_by_line(issue: Issue) -> None:
    person = factories.make_staff(Role.AUTHOR)
    own = factories.make_issue(body=TEXT, authors=(factories.make_author(user=person),))
    desk = Desk.of(person, own)
    assert desk.save("<p>我写的。</p>", facts={"headline": "我的标题"}).status_code == 200
    foreign: list[dict[str, Any]] = [{"authors": []}, {"is_trial": True}]
    for facts in foreign:
        assert desk.save("<p>别的。</p>", facts=facts).status_code == 403
    assert _draft(own).body == "<p>我写的。</p>"
    elsewhere = desk.client.post(address("save", issue), "{}", content_type="application/json")
    assert elsewhere.status_code == 404


OUTSIDERS = [Role.AUTHOR, Role.MODERATOR, Role.FINANCE, Role.OPERATOR]


@pytest.mark.parametrize("name", sorted(VIEWS))
@pytest.mark.parametrize("role", OUTSIDERS)
@pytest.mark.parametrize("is_public", [False, True])
def test_nobody_else_comes_near(name: str, role: Role, is_public: bool) -> None:
    issue = factories.make_published_issue() if is_public else factories.make_issue()
    client = Client()
    client.force_login(factories.make_staff(role))
    ask = client.get if name == "aside" else client.post
    assert ask(address(name, issue)).status_code in (403, 404)
    assert not issue.sessions.exists()


@pytest.mark.parametrize("name", sorted(VIEWS))
def test_every_address_has_its_method_and_its_door(name: str, zhang: Desk, issue: Issue) -> None:
    wrong = zhang.client.post if name == "aside" else zhang.client.get
    assert wrong(address(name, issue)).status_code == 405
    assert Client().post(address(name, issue)).status_code == 302
    reader = Client()
    reader.force_login(factories.make_user())
    assert reader.post(address(name, issue)).status_code in (302, 403)


def test_a_save_without_the_token_is_refused(zhang: Desk, issue: Issue) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(zhang.user)
    message = {"session": zhang.key, "seq": 1, "body": "<p>别人的页面发来的。</p>"}
    answer = strict.post(address("save", issue), json.dumps(message), "application/json")
    assert answer.status_code == 403
    assert _draft(issue).body == TEXT


def test_a_colleagues_window_is_not_to_be_spoken_for(zhang: Desk, li: Desk) -> None:
    for name in ("pulse", "lock", "keep"):
        assert zhang.ask(name, session=li.key).status_code == 410
    zhang.ask("end", session=li.key)
    assert [one["name"] for one in zhang.ask("pulse").json()["others"]] == ["李四"]


def test_the_parts_beside_the_text_are_told_anew(zhang: Desk, issue: Issue) -> None:
    answer = zhang.client.get(address("aside", issue))
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    assert 'data-part="rooms"' in answer.content.decode()


def test_the_user_of_a_window_is_named_as_contributor(zhang: Desk, issue: Issue) -> None:
    zhang.save("<p>新的。</p>")
    zhang.ask("keep")
    assert issue.revisions.get(number=2).contributors == [zhang.user.pk]
    assert User.objects.get(pk=zhang.user.pk) == issue.revisions.get(number=2).saved_by
