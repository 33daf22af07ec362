"""Remarks on a passage: said, answered, settled; found again while the words stand."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from columns import services
from columns.models import Issue, Remark
from columns.services.passages import newest_reading, place_of, threads_of
from neican.accounts.models import User
from tests import factories

pytestmark = pytest.mark.django_db
PAGE = "admin:columns_issue_review"


def _blocks(issue: Issue) -> dict[str, str]:
    reading = newest_reading(issue)
    assert reading is not None
    return {block.text: block.id for block in reading.blocks}


def _say(desk: Client, issue: Issue, **given: str) -> Remark:
    answer = desk.post(reverse("admin:columns_issue_remark", args=[issue.pk]), given)
    assert answer.status_code == 302
    return Remark.objects.latest("pk")


def _page(desk: Client, issue: Issue) -> str:
    answer = desk.get(reverse(PAGE, args=[issue.pk]))
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_remark_on_a_selected_passage_remembers_its_words(desk: Client, issue: Issue) -> None:
    block = _blocks(issue)["墙后的第一句。"]
    remark = _say(desk, issue, block=block, quote="第一句", body="哪一句？")
    assert (remark.block_id, remark.quote, remark.body) == (block, "第一句", "哪一句？")
    assert f'data-place="{block}" data-quote="第一句"' in _page(desk, issue)


def test_without_a_script_a_whole_paragraph_is_pointed_at(desk: Client, issue: Issue) -> None:
    block = _blocks(issue)["墙后的第一句。"]
    assert _say(desk, issue, block=block, body="好。").quote == "墙后的第一句。"


def test_a_remark_on_the_whole_has_no_place(desk: Client, issue: Issue) -> None:
    remark = _say(desk, issue, body="整体不错。")
    assert (remark.block_id, remark.quote) == ("", "")
    assert "data-place" not in _page(desk, issue)


def test_an_empty_remark_is_refused_with_a_sentence(desk: Client, issue: Issue) -> None:
    answer = desk.post(reverse("admin:columns_issue_remark", args=[issue.pk]), {"body": "  "})
    assert answer.status_code == 422
    assert "批注还是空的" in answer.content.decode()
    assert not Remark.objects.exists()


def test_a_remark_that_is_too_long_comes_back_for_shortening(desk: Client, issue: Issue) -> None:
    long, address = "长" * 2001, reverse("admin:columns_issue_remark", args=[issue.pk])
    answer = desk.post(address, {"body": long})
    assert answer.status_code == 422
    assert long in answer.content.decode()
    assert not Remark.objects.exists()
    assert desk.post(address, {"body": "长" * 2000}).status_code == 302


def test_words_that_stand_elsewhere_now_are_found_there(
    desk: Client, issue: Issue, editor: User, now: datetime
) -> None:
    block = _blocks(issue)["墙后的第一句。"]
    remark = _say(desk, issue, block=block, quote="第一句", body="？")
    services.save_revision(
        issue_id=issue.pk, body="<p>另起。</p><p>墙后的 <b>第</b>一句话。</p>", by=editor, at=now
    )
    reading = newest_reading(issue)
    assert reading is not None
    (thread,) = threads_of(issue.remarks.threads(), reading.blocks)
    assert (thread.remark, thread.place, thread.is_orphan) == (
        remark,
        _blocks(issue)["墙后的 第一句话。"],
        False,
    )


def test_a_remark_whose_words_are_gone_is_shown_as_an_orphan(
    desk: Client, issue: Issue, editor: User, now: datetime
) -> None:
    block = _blocks(issue)["墙后的第一句。"]
    _say(desk, issue, block=block, quote="第一句", body="还要这句吗？")
    assert "原文已改" not in _page(desk, issue)
    services.save_revision(issue_id=issue.pk, body="<p>全换了。</p>", by=editor, at=now)
    page = _page(desk, issue)
    assert "原文已改" in page
    assert "<del>第一句</del>" in page
    assert "还要这句吗？" in page
    assert "data-place" not in page


def test_of_repeated_words_the_block_where_it_was_said_is_meant() -> None:
    issue = factories.make_issue(body="<p>同一句话，甲。</p><p>同一句话，乙。</p>")
    reading = newest_reading(issue)
    assert reading is not None
    first, second = reading.blocks
    assert place_of(second.id, "同一句话", reading.blocks) == second.id
    assert place_of("b0", "同一句话", reading.blocks) == first.id
    assert place_of("b0", "没有的话", reading.blocks) is None
    assert place_of("b0", "", reading.blocks) is None
    assert place_of("", "", reading.blocks) == ""


def test_threads_come_in_the_order_of_the_text_and_orphans_last(desk: Client, issue: Issue) -> None:
    blocks = _blocks(issue)
    for quote, text in (
        ("不在了", "墙后的第一句。"),
        ("最后", "最后一段。"),
        ("第一句", "墙后的第一句。"),
    ):
        _say(desk, issue, block=blocks[text], quote=quote, body=f"说{quote}")
    _say(desk, issue, body="说全文")
    answer = desk.get(reverse(PAGE, args=[issue.pk]))
    said = [thread.remark.body for thread in answer.context["threads"]]
    assert said == ["说全文", "说第一句", "说最后", "说不在了"]


def test_a_reply_hangs_on_the_remark_and_opens_it_again(
    desk: Client, issue: Issue, editor: User, now: datetime
) -> None:
    remark = _say(desk, issue, body="问")
    services.resolve_remark(remark=remark, by=editor, at=now)
    address = reverse("admin:columns_issue_reply", args=[issue.pk, remark.pk])
    assert desk.post(address, {"body": "答"}).status_code == 302
    remark.refresh_from_db()
    assert [reply.body for reply in remark.replies.all()] == ["答"]
    assert remark.resolved_at is None


def test_a_reply_to_a_reply_hangs_on_the_same_remark(
    editor: User, issue: Issue, now: datetime
) -> None:
    first = services.add_remark(issue_id=issue.pk, body="问", by=editor, at=now)
    reply = services.add_remark(issue_id=issue.pk, body="答", by=editor, at=now, parent=first)
    again = services.add_remark(issue_id=issue.pk, body="再答", by=editor, at=now, parent=reply)
    assert again.parent == first


def test_a_remark_of_another_issue_cannot_be_answered(
    editor: User, issue: Issue, now: datetime
) -> None:
    other = factories.make_issue()
    remark = services.add_remark(issue_id=other.pk, body="问", by=editor, at=now)
    with pytest.raises(services.NotReady):
        services.add_remark(issue_id=issue.pk, body="答", by=editor, at=now, parent=remark)


def test_a_remark_is_resolved_and_opened_again(desk: Client, issue: Issue, editor: User) -> None:
    remark = _say(desk, issue, body="改一下")
    desk.post(reverse("admin:columns_issue_resolve", args=[issue.pk, remark.pk]))
    remark.refresh_from_db()
    assert remark.resolved_by == editor
    assert "已解决 1 条" in _page(desk, issue)
    desk.post(reverse("admin:columns_issue_reopen", args=[issue.pk, remark.pk]))
    remark.refresh_from_db()
    assert not remark.resolved_by_id
    assert not remark.resolved_at
    assert "1 条未解决" in _page(desk, issue)


def test_of_two_who_resolve_it_the_first_is_named(
    issue: Issue, editor: User, chief: User, now: datetime
) -> None:
    remark = services.add_remark(issue_id=issue.pk, body="改", by=editor, at=now)
    services.resolve_remark(remark=remark, by=editor, at=now)
    services.resolve_remark(remark=remark, by=chief, at=now + timedelta(minutes=1))
    remark.refresh_from_db()
    assert (remark.resolved_by, remark.resolved_at) == (editor, now)


@pytest.mark.parametrize("field", ["body", "quote"])
def test_what_people_write_is_escaped(desk: Client, issue: Issue, editor: User, field: str) -> None:
    bad = '"><script>alert(1)</script><img src=x onerror=alert(1)>'
    editor.display_name = bad[:30]
    editor.save()
    _say(desk, issue, **{"body": "好", field: bad})
    page = _page(desk, issue)
    assert "<script>alert(1)" not in page
    assert "<img src=x" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_what_changed_since_the_approved_text_is_shown_beside_it(
    desk: Client, editor: User, now: datetime
) -> None:
    issue = factories.make_published_issue(body="<p>旧的一段。</p>")
    assert "上次通过以来改了什么" not in _page(desk, issue)
    services.save_revision(issue_id=issue.pk, body="<p>新的一段。</p>", by=editor, at=now)
    page = _page(desk, issue)
    assert "上次通过以来改了什么（修订 1 → 修订 2）" in page
    assert '<del class="gone">旧</del>' in page


def test_only_a_text_in_review_can_be_decided_on_and_only_by_those_who_may(
    desk: Client, issue: Issue, chief: User, now: datetime
) -> None:
    approve = reverse("admin:columns_issue_step", args=[issue.pk, "approve"])
    assert f'action="{approve}"' in _page(desk, issue)
    services.recall_issue(issue_id=issue.pk, by=chief, at=now)
    assert f'action="{approve}"' not in _page(desk, issue)


def test_the_review_page_passes_the_revision_that_it_shows(
    issue: Issue, chief: User, now: datetime
) -> None:
    client = Client()
    client.force_login(chief)
    approve = reverse("admin:columns_issue_step", args=[issue.pk, "approve"])
    services.save_revision(issue_id=issue.pk, body="<p>又改了。</p>", by=None, at=now)
    client.post(approve, {"stage": "review", "revision": "1"})
    issue.refresh_from_db()
    assert issue.stage == "review"
    client.post(approve, {"stage": "review", "revision": "2"})
    issue.refresh_from_db()
    assert issue.stage == "approved"


def test_an_issue_without_a_text_says_what_to_do(desk: Client, now: datetime) -> None:
    empty = services.create_issue(season=factories.make_season(), by=None, at=now)
    assert "还没有可以审的文字" in _page(desk, empty)


def test_open_remarks_are_the_undealt_ones_newest_first(
    issue: Issue, editor: User, now: datetime
) -> None:
    one, two, three = (
        services.add_remark(
            issue_id=issue.pk, body=word, by=editor, at=now + timedelta(minutes=place)
        )
        for place, word in enumerate("甲乙丙")
    )
    services.add_remark(issue_id=issue.pk, body="答", by=editor, at=now, parent=one)
    services.resolve_remark(remark=two, by=editor, at=now)
    assert list(issue.remarks.open()) == [three, one]


def test_more_remarks_cost_no_more_queries(
    desk: Client, issue: Issue, editor: User, chief: User, now: datetime
) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as seen:
            _page(desk, issue)
        return len(seen)

    def say(by: User) -> None:
        first = services.add_remark(issue_id=issue.pk, body="问", by=by, at=now, quote="第一句")
        services.add_remark(issue_id=issue.pk, body="答", by=by, at=now, parent=first)
        services.resolve_remark(remark=first, by=by, at=now)
        services.add_remark(issue_id=issue.pk, body="再问", by=by, at=now)

    say(editor)
    few = count()
    for _turn in range(4):
        say(chief)
    assert count() == few
