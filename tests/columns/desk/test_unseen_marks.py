"""What nobody can see comes into no table, by whatever door: it would break feeds and pages."""

import json
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from columns import services
from columns.models import Author, Draft, Image, Issue, Remark, ReviewLink, Revision, Term
from neican.accounts.models import User
from neican.accounts.roles import Role
from tests import factories
from tests.columns.desk.desks import TEXT, Desk
from tests.columns.images import files

pytestmark = pytest.mark.django_db
# A browser's form can say all of these but half a surrogate pair; a script's JSON can say that too.
ODD = "\x00\x08\x1b\x7f\x9f\u202e\u2066\uffff"
WORST = f"{ODD}\ud800"


@pytest.fixture
def chief() -> User:
    return factories.make_staff(Role.CHIEF_EDITOR)


@pytest.fixture
def issue() -> Issue:
    return factories.make_issue(body=TEXT)


@pytest.fixture
def desk(chief: User, issue: Issue) -> Desk:
    return Desk.of(chief, issue)


@pytest.fixture
def picture(tmp_path: Path, settings: Any, now: datetime) -> Image:
    settings.MEDIA_ROOT = tmp_path
    return services.keep_image(upload=BytesIO(files.plain()), by=None, at=now).image


def _odd(text: str, marks: str = ODD) -> str:
    return f"{marks}{text[0]}{marks}{text[1:]}{marks}"


def test_a_save_keeps_what_is_seen(desk: Desk, issue: Issue) -> None:
    topic = {"label": "话题", "question": "问什么？", "section": "小节"}
    given = {"headline": "标题", "rubric": "栏目", "standfirst": "导语"}
    facts = {name: _odd(value, WORST) for name, value in given.items()}
    topics = [{name: _odd(value, WORST) for name, value in topic.items()}]
    answer = desk.save(f"<p>{_odd('正文', WORST)}</p>", facts={**facts, "topics": topics})
    assert answer.status_code == 200, answer.content
    draft = Draft.objects.get(issue=issue)
    assert draft.body == "<p>正文</p>"
    assert {name: draft.facts[name] for name in given} == given
    assert draft.facts["topics"] == [topic]
    kept = desk.ask("keep", note=_odd("说明", WORST))
    assert kept.status_code == 200, kept.content
    assert issue.revisions.latest("number").note == "说明"


def test_a_row_of_topics_is_as_long_as_what_is_seen_of_it(desk: Desk, issue: Issue) -> None:
    topics = [{"label": "话" * 30 + WORST, "question": "问" * 200 + WORST, "section": ""}]
    assert desk.save(TEXT, facts={"topics": topics}).status_code == 200
    topics[0]["label"] += "题"
    assert desk.save(TEXT, facts={"topics": topics}).status_code == 400


def test_the_form_without_scripts_keeps_what_is_seen(desk: Desk, issue: Issue) -> None:
    page = reverse("admin:columns_issue_change", args=[issue.pk])
    given = {"headline": _odd("标题"), "standfirst": _odd("导语"), "note": _odd("说明")}
    answer = desk.client.post(page, {**given, "body": TEXT, "session": desk.key, "seq": 1})
    assert answer.status_code == 302, answer.content.decode()
    facts = Draft.objects.get(issue=issue).facts
    assert (facts["headline"], facts["standfirst"]) == ("标题", "导语")
    assert issue.revisions.latest("number").note == "说明"


@pytest.mark.parametrize("seq", [2**31, 2**63, 10**30, 0, -1])
def test_a_number_that_no_table_holds_is_refused(desk: Desk, issue: Issue, seq: int) -> None:
    page = reverse("admin:columns_issue_change", args=[issue.pk])
    given = {"headline": "标题", "body": TEXT, "session": desk.key}
    for sent in ({"seq": seq}, {"seq": 1, "over_version": seq or -1}):
        answer = desk.client.post(page, {**given, **sent})
        assert answer.status_code == 200
        assert Draft.objects.get(issue=issue).facts["headline"] != "标题"


def test_the_largest_number_that_a_table_holds_is_taken(desk: Desk, issue: Issue) -> None:
    page = reverse("admin:columns_issue_change", args=[issue.pk])
    given = {"headline": "标题", "body": TEXT, "session": desk.key, "seq": 2**31 - 1}
    assert desk.client.post(page, given).status_code == 302
    assert Draft.objects.get(issue=issue).facts["headline"] == "标题"


@pytest.mark.parametrize("number", [2**31, 2**63, 10**30, 1.5, True, "1", [1]])
def test_a_script_that_counts_wrongly_is_refused(desk: Desk, number: Any) -> None:
    assert desk.ask("save", seq=number, body=TEXT, facts={}).status_code == 400
    answer = desk.save(TEXT, over_version=number)
    assert answer.status_code == 400


@pytest.mark.parametrize("number", [2**31, 2**63, 10**30, -1])
@pytest.mark.parametrize("name", ["head_image", "authors"])
def test_an_id_that_no_table_holds_is_refused(desk: Desk, name: str, number: int) -> None:
    value = [number] if name == "authors" else number
    assert desk.save(TEXT, facts={name: value}).status_code == 400


def test_more_authors_than_a_by_line_holds_are_not_looked_up(desk: Desk) -> None:
    assert desk.save(TEXT, facts={"authors": list(range(1, 100_001))}).status_code == 400


@pytest.mark.parametrize("number", ["9" * 18, "9" * 19, "9" * 40])
def test_an_address_whose_number_no_table_holds_leads_nowhere(
    desk: Desk, issue: Issue, number: str
) -> None:
    for path in (
        f"{number}/review/",
        f"{number}/revisions/",
        f"{issue.pk}/revisions/{number}/restore/",
        f"{issue.pk}/compare/?from={number}&to=1",
    ):
        assert desk.client.get(f"/admin/columns/issue/{path}").status_code == 404, path
    for path in (f"{number}/steps/submit/", f"{issue.pk}/review/remarks/{number}/reply/"):
        assert desk.client.post(f"/admin/columns/issue/{path}").status_code == 404, path
    assert desk.client.post(f"/admin/columns/image/{number}/words/").status_code == 404


@pytest.mark.parametrize("number", ["9" * 19, "9" * 5000, "%00", "²"])
@pytest.mark.parametrize("page", ["board/?column=", "board/?season=", "calendar/?column="])
def test_a_filter_that_makes_no_sense_is_passed_over(desk: Desk, page: str, number: str) -> None:
    assert desk.client.get(f"/admin/columns/issue/{page}{number}").status_code == 200


@pytest.mark.parametrize("holder", ["9" * 19, "9" * 5000, "²", "٣"])
def test_a_holder_that_is_nobody_has_nothing(desk: Desk, holder: str) -> None:
    answer: Any = desk.client.get("/admin/columns/issue/", {"holder": holder})
    assert answer.status_code == 200
    assert answer.context["cl"].result_count == 0


def test_remarks_keep_what_is_seen(desk: Desk, issue: Issue) -> None:
    address = reverse("admin:columns_issue_remark", args=[issue.pk])
    given = {"body": _odd("一行\r\n二行"), "quote": _odd("第二段"), "block": _odd("abc")}
    assert desk.client.post(address, given).status_code == 302
    remark = Remark.objects.get()
    assert (remark.body, remark.quote, remark.block_id) == ("一行\n二行", "第二段", "abc")
    reply = reverse("admin:columns_issue_reply", args=[issue.pk, remark.pk])
    assert desk.client.post(reply, {"body": _odd("回复")}).status_code == 302
    assert Remark.objects.latest("pk").body == "回复"
    assert desk.client.post(address, {"body": ODD}).status_code == 422


def test_an_outsiders_words_keep_what_is_seen(
    client: Client, issue: Issue, chief: User, now: datetime
) -> None:
    services.submit_issue(issue_id=issue.pk, by=None, at=now)
    link = services.make_review_link(
        issue_id=issue.pk,
        reviewer="赵教授",
        may_approve=True,
        lasts=timedelta(days=3),
        by=chief,
        at=timezone.now(),
    )
    token = services.link_token(link)
    given = {"body": _odd("说得好"), "quote": _odd("第二段"), "block": _odd("abc")}
    assert client.post(reverse("review_remark", args=[token]), given).status_code == 302
    remark = Remark.objects.get()
    assert (remark.body, remark.quote) == ("说得好", "第二段")
    reply = reverse("review_reply", args=[token, remark.pk])
    assert client.post(reply, {"body": _odd("回复")}).status_code == 302
    assert Remark.objects.latest("pk").body == "回复"
    passed = {"revision": 1, "note": _odd("同意")}
    assert client.post(reverse("review_approve", args=[token]), passed).status_code == 302
    assert issue.events.filter(kind="approved").get().note == "外审 赵教授：同意"


def test_a_correction_keeps_what_is_seen(desk: Desk, now: datetime) -> None:
    issue = factories.make_published_issue()
    services.save_revision(issue_id=issue.pk, body="<p>新文。</p>", by=None, at=now)
    services.approve_issue(issue_id=issue.pk, by=None, at=now)
    given = {"stage": "approved", "kind": "correction", "correction": _odd("年份应为 2021。")}
    address = reverse("admin:columns_issue_step", args=[issue.pk, "publish"])
    assert desk.client.post(address, given).status_code == 302
    assert issue.corrections.get().note == "年份应为 2021。"


def test_a_reviewers_name_keeps_what_is_seen(desk: Desk, issue: Issue) -> None:
    address = reverse("admin:columns_issue_link", args=[issue.pk])
    answer = desk.client.post(address, {"reviewer": _odd("赵教授"), "days": 3})
    assert answer.status_code == 302
    assert ReviewLink.objects.get().reviewer == "赵教授"


@pytest.mark.parametrize("path", ["", "picker/", "picker/?list=1"])
def test_the_library_is_searched_for_what_is_seen(desk: Desk, picture: Image, path: str) -> None:
    services.describe_image(image_id=picture.pk, words={"alt": "一条河"}, by=None)
    for words, is_found in (("%00", True), ("%00河%08", True), ("%00山", False)):
        query = f"{'&' if '?' in path else '?'}q={words}"
        answer = desk.client.get(f"/admin/columns/image/{path}{query}")
        assert answer.status_code == 200
        assert (picture.thumbnail in answer.content.decode()) is is_found


def test_a_pictures_words_keep_what_is_seen(desk: Desk, picture: Image) -> None:
    address = reverse("admin:columns_image_words", args=[picture.pk])
    marks = ODD.replace("\x00", "")
    given = {name: _odd("一条河", marks) for name in ("alt", "caption", "credit")}
    assert desk.client.post(address, given).status_code == 200
    # Of the marks this one is named to its sender: Django's forms take none.
    assert desk.client.post(address, {"alt": "\x00"}).status_code == 400
    picture.refresh_from_db()
    assert (picture.alt, picture.caption, picture.credit) == ("一条河",) * 3
    services.describe_image(image_id=picture.pk, words={"alt": _odd("山", WORST)}, by=None)
    picture.refresh_from_db()
    assert picture.alt == "山"


def test_terms_keep_what_is_seen(desk: Desk) -> None:
    marks = ODD.replace("\x00", "")
    given = {"wrong": _odd("误写", marks), "right": _odd("应作", marks), "note": _odd("注", marks)}
    address = reverse("admin:columns_term_add")
    assert desk.client.post(address, given).status_code == 302
    term = Term.objects.get()
    assert (term.wrong, term.right, term.note) == ("误写", "应作", "注")
    assert desk.client.post(address, {"wrong": marks, "right": "应作"}).status_code == 200
    same = {"wrong": "误写", "right": f"应{marks}作"}
    assert desk.client.post(address, same).status_code == 200
    assert Term.objects.count() == 1


def test_authors_keep_what_is_seen(desk: Desk) -> None:
    marks = ODD.replace("\x00", "")
    given = {"slug": "zhao", "name": _odd("赵甲", marks), "bio": f"一行\n{marks}二行"}
    answer: Any = desk.client.post(reverse("admin:columns_author_add"), given)
    assert answer.status_code == 302, answer.context["adminform"].errors
    assert Author.objects.get(slug="zhao").name == "赵甲"


def test_every_service_takes_facts_without_what_is_unseen(now: datetime) -> None:
    issue = factories.make_issue(headline=_odd("标题", WORST), rubric=_odd("栏目", WORST))
    assert (issue.headline, issue.rubric) == ("标题", "栏目")
    topics = [{"label": _odd("话题", WORST), "question": "问", "section": ""}]
    facts = {"standfirst": _odd("导语", WORST), "topics": topics}
    kept = services.save_revision(issue_id=issue.pk, facts=facts, by=None, at=now)
    assert kept is not None
    assert (kept.facts["standfirst"], kept.facts["topics"][0]["label"]) == ("导语", "话题")


def test_a_text_that_was_kept_with_a_control_character_harms_nobody(
    desk: Desk, now: datetime
) -> None:
    issue = factories.make_issue(headline="旧标题")
    old = issue.revisions.get()
    topics = [{"label": "话\x08题", "question": "问\x1b", "section": ""}]
    facts = {**old.facts, "headline": "旧\x08标题", "topics": topics}
    Revision.objects.filter(pk=old.pk).update(facts=facts)
    services.save_revision(issue_id=issue.pk, facts={"headline": "新标题"}, by=None, at=now)
    rooms = f"/admin/columns/issue/{issue.pk}"
    assert desk.client.get(f"{rooms}/compare/?from=1&to=2").status_code == 200
    assert desk.client.get(f"{rooms}/revisions/1/restore/").status_code == 200
    assert desk.client.post(f"{rooms}/revisions/1/restore/").status_code == 302
    services.approve_issue(issue_id=issue.pk, by=None, at=now)
    services.publish_issue(issue_id=issue.pk, by=None, at=now)
    issue.refresh_from_db()
    assert issue.headline == "旧标题"
    feed = Client().get(reverse("feed", args=[issue.season.column.slug]))
    assert "旧标题" in "".join(ElementTree.fromstring(feed.content).itertext())


def test_words_that_are_no_words_are_refused_not_stored(desk: Desk) -> None:
    given: tuple[dict[str, Any], ...] = (
        {"headline": 1},
        {"topics": [{"label": ["话题"]}]},
        {"standfirst": {}},
    )
    for facts in given:
        assert desk.save(TEXT, facts=facts).status_code == 400
    answer = desk.client.post(
        reverse("admin:columns_issue_desk_save", args=[desk.issue.pk]),
        json.dumps({"session": "\ud800", "seq": 1, "body": TEXT}),
        content_type="application/json",
    )
    assert answer.status_code == 400
