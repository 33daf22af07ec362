"""Comparing two states of an issue: facts by name, text by block and character."""

from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse

from columns import services
from columns.admin.revisions.comparing import Comparison, Stretch
from columns.admin.revisions.cut import rows_with_cut
from columns.models import Draft, Image, Issue
from columns.richtext import CUT
from neican.accounts.models import User
from neican.kernel.comparing import Change
from tests import factories

pytestmark = pytest.mark.django_db


def _compare(desk: Client, issue: Issue, before: str = "", after: str = "") -> Comparison:
    address = reverse("admin:columns_issue_compare", args=[issue.pk])
    answer = desk.get(address, {"from": before, "to": after})
    assert answer.status_code == 200
    found: Comparison = answer.context["comparison"]
    return found


def _second(issue: Issue, by: User, at: datetime, body: str, **facts: object) -> None:
    services.save_revision(issue_id=issue.pk, body=body, facts=facts, by=by, at=at)


def _shape(stretches: object) -> list[tuple[bool, list[str]]]:
    assert isinstance(stretches, list)
    return [(one.is_folded, [line.kind.value for line in one.lines]) for one in stretches]


def test_a_changed_word_is_marked_within_its_paragraph(
    desk: Client, editor: User, now: datetime
) -> None:
    issue = factories.make_issue(body="<p>价格是 <strong>4.5</strong> 元。</p>")
    _second(issue, editor, now, "<p>价格是 <strong>4.8</strong> 元。</p>")
    (stretch,) = _compare(desk, issue, "1", "2").stretches
    (line,) = stretch.lines
    assert line.kind is Change.CHANGED
    assert line.before == '<p>价格是 <strong><del class="gone">4.5</del></strong> 元。</p>'
    assert line.after == '<p>价格是 <strong><ins class="come">4.8</ins></strong> 元。</p>'


def test_unchanged_runs_are_folded_but_for_the_neighbours_of_a_change(
    desk: Client, editor: User, now: datetime
) -> None:
    paragraphs = [
        f"<p>这是第{number}段，别的段落没有这些字：{chr(0x4E00 + number * 7)}。</p>"
        for number in range(9)
    ]
    issue = factories.make_issue(body="".join(paragraphs))
    changed = [*paragraphs[:4], "<p>完全不同的新内容，谁也不像谁。</p>", *paragraphs[4:]]
    _second(issue, editor, now, "".join(changed))
    comparison = _compare(desk, issue)
    assert _shape(comparison.stretches) == [
        (True, ["same"] * 3),
        (False, ["same"]),
        (False, ["added"]),
        (False, ["same"]),
        (True, ["same"] * 4),
    ]
    assert comparison.count == 1


def test_a_single_unchanged_paragraph_is_not_folded(
    desk: Client, editor: User, now: datetime
) -> None:
    issue = factories.make_issue(body="<p>一直都在的这一段。</p>")
    _second(issue, editor, now, "<p>一直都在的这一段。</p><h2>新添的小节</h2>")
    assert _shape(_compare(desk, issue).stretches) == [(False, ["same"]), (False, ["added"])]


def test_a_moved_paywall_is_named(desk: Client, editor: User, now: datetime) -> None:
    first, second = "<p>山上有一座庙，庙里有人。</p>", "<p>海边停着三条船，都很旧。</p>"
    issue = factories.make_issue(body=f"{first}{CUT}{second}")
    _second(issue, editor, now, f"{first}{second}{CUT}")
    lines = [line for one in _compare(desk, issue).stretches for line in one.lines]
    assert [line.kind for line in lines if line.is_cut] == [Change.MOVED, Change.MOVED]
    address = reverse("admin:columns_issue_compare", args=[issue.pk])
    page = desk.get(address).content.decode()
    assert page.count("付费墙位置 · 移到这里") == page.count("付费墙位置 · 从这里移走") == 1


def _cut_rows(before: str, after: str) -> list[tuple[str, str, str]]:
    """Each row as kind, before, after; P for the paywall, a letter for a paragraph."""
    names: dict[str | None, str] = {CUT: "P", None: ""}
    names.update({block: letter for letter, block in TEXT.items()})
    rows = rows_with_cut(_blocks(before), _blocks(after))
    return [(row.kind.value, names[row.before], names[row.after]) for row in rows]


TEXT = {
    "a": "<p>山上有一座庙，庙里有人。</p>",
    "b": "<p>海边停着三条船，都很旧。</p>",
    "c": "<p>夜行列车慢慢开进了车站。</p>",
}


def _blocks(letters: str) -> list[str]:
    return [CUT if letter == "P" else TEXT[letter] for letter in letters]


def test_a_paywall_that_stays_between_the_same_paragraphs_has_not_moved() -> None:
    assert _cut_rows("aPb", "aPb") == [("same", "a", "a"), ("same", "P", "P"), ("same", "b", "b")]
    # A new paragraph came in right beside it: on either side of the line, the line stayed.
    assert ("same", "P", "P") in _cut_rows("aPb", "aPcb")
    assert ("same", "P", "P") in _cut_rows("aPb", "acPb")


def test_a_paywall_moves_past_a_paragraph_that_stays_the_same() -> None:
    assert _cut_rows("aPbc", "abPc") == [
        ("same", "a", "a"),
        ("moved", "P", ""),
        ("same", "b", "b"),
        ("moved", "", "P"),
        ("same", "c", "c"),
    ]
    assert _cut_rows("abcP", "Pabc")[0] == ("moved", "", "P")
    assert _cut_rows("abcP", "Pabc")[-1] == ("moved", "P", "")


def test_a_paywall_that_came_or_went_is_added_or_removed() -> None:
    assert _cut_rows("ab", "aPb")[1] == ("added", "", "P")
    assert _cut_rows("aPb", "ab")[1] == ("removed", "P", "")
    assert _cut_rows("", "P") == [("added", "", "P")]


def test_facts_are_compared_by_their_names(desk: Client, editor: User, now: datetime) -> None:
    one, two = factories.make_author(name="甲"), factories.make_author(name="乙")
    image = Image.objects.create(alt="一只猫", credit="路透")
    issue = factories.make_issue(authors=(one,), headline="旧题", body="<p>文</p>")
    topic = {"label": "芯片", "question": "会涨吗", "section": "第一节"}
    facts = {"headline": "新题", "authors": [two.pk, one.pk], "topics": [topic]}
    _second(issue, editor, now, "<p>文</p>", head_image=image.pk, is_trial=True, **facts)
    comparison = _compare(desk, issue)
    found = {fact.label: (fact.before, fact.after) for fact in comparison.facts}
    assert found == {
        "标题": ('<p><del class="gone">旧</del>题</p>', '<p><ins class="come">新</ins>题</p>'),
        "署名": ("<p>甲</p>", '<p><ins class="come">乙、</ins>甲</p>'),
        "本期话题": ("", '<p><ins class="come">芯片：会涨吗 → 第一节</ins></p>'),
        "头图": (
            '<p><del class="gone">没有头图</del></p>',
            f'<p><ins class="come">#{image.pk} 一只猫（路透）</ins></p>',
        ),
        "试读期": ('<p><del class="gone">否</del></p>', '<p><ins class="come">是</ins></p>'),
    }
    assert comparison.count == 0


def test_by_default_the_live_text_is_compared_with_the_working_copy(desk: Client) -> None:
    issue = factories.make_published_issue()
    Draft.objects.filter(issue=issue).update(body="<p>新写的。</p>")
    comparison = _compare(desk, issue)
    assert (comparison.before.key, comparison.after.key) == ("1", "draft")


def test_by_default_a_new_text_is_compared_with_the_one_before(
    desk: Client, editor: User, now: datetime
) -> None:
    issue = factories.make_issue()
    for word in ("甲", "乙"):
        _second(issue, editor, now, f"<p>{word}</p>")
    comparison = _compare(desk, issue)
    assert (comparison.before.key, comparison.after.key) == ("2", "3")


def test_with_one_revision_there_is_nothing_to_compare(desk: Client, issue: Issue) -> None:
    page = desk.get(reverse("admin:columns_issue_compare", args=[issue.pk])).content.decode()
    assert "还没有两稿可以对照。" in page


@pytest.mark.parametrize("key", ["9", "0", "-1", "x", "1e3", "9" * 30, "9" * 5000, "draft'--"])
def test_a_revision_that_there_is_not_is_not_found(desk: Client, issue: Issue, key: str) -> None:
    address = reverse("admin:columns_issue_compare", args=[issue.pk])
    assert desk.get(address, {"from": key, "to": "draft"}).status_code == 404
    assert desk.get(address, {"from": "1", "to": key}).status_code == 404


def test_before_what_is_no_number_there_is_nothing(desk: Client, issue: Issue) -> None:
    address = reverse("admin:columns_issue_compare", args=[issue.pk])
    page = desk.get(address, {"to": "9" * 5000})
    assert (page.status_code, page.context["comparison"]) == (200, None)


def test_another_issues_revision_cannot_be_named(
    desk: Client, issue: Issue, editor: User, now: datetime
) -> None:
    other = factories.make_issue()
    _second(other, editor, now, "<p>别人的稿子</p>")
    address = reverse("admin:columns_issue_compare", args=[issue.pk])
    assert desk.get(address, {"from": "1", "to": "2"}).status_code == 404


def test_marks_in_facts_are_escaped(desk: Client, editor: User, now: datetime) -> None:
    issue = factories.make_issue(body="<p>文</p>")
    bad = "<img src=x onerror=alert(1)>"
    _second(issue, editor, now, "<p>文</p>", headline=bad, standfirst=bad)
    address = reverse("admin:columns_issue_compare", args=[issue.pk])
    page = desk.get(address).content.decode()
    assert "<img src=x" not in page
    assert "&lt;img src=x onerror=alert(1)&gt;" in page


def test_what_a_row_holds_unclean_is_cleaned_before_it_is_shown(desk: Client) -> None:
    issue = factories.make_issue(body="<p>文</p>")
    Draft.objects.filter(issue=issue).update(
        body="<p onclick=alert(1)>文<script>x()</script>新</p>"
    )
    page = desk.get(reverse("admin:columns_issue_compare", args=[issue.pk])).content.decode()
    assert "onclick" not in page
    assert "x()" not in page


def test_stretches_hold_every_line_once(desk: Client, editor: User, now: datetime) -> None:
    body = "".join(f"<p>这里写着第{number}段的话。</p>" for number in range(30))
    issue = factories.make_issue(body=body)
    _second(issue, editor, now, body.replace("第7段", "第七段").replace("第20段", "第二十段"))
    stretches: list[Stretch] = list(_compare(desk, issue).stretches)
    assert sum(len(one.lines) for one in stretches) == 30
    assert [line.number for one in stretches for line in one.lines if line.number] == [1, 2]
